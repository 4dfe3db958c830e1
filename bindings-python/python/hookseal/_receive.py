"""Judges the requests of an endpoint, for every adapter. The adapter gets the headers and the body."""

import asyncio
import json
import logging
import sys
import threading
from collections.abc import AsyncIterable, Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime

from . import HEADER_NAME, Event, VerificationError, Verifier
from ._arguments import VERIFIER_HINT, check_function
from ._hookseal import _BODY_DEADLINE, _DEFAULT_BODY_LIMIT, _admit, _fault_message, _http_status

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .types import TypedEvent as TypedEvent
else:
    TypedEvent = Event  # no adapter imports the types at run time

Header = Callable[[str], str | None]
"""Returns the value of a header by its name, in any case. Several values are joined by commas."""

VerifierOrFactory = Verifier | Callable[[], Verifier]
Clock = Callable[[], int | datetime]

DEFAULT_LIMIT = _DEFAULT_BODY_LIMIT

# RFC 9110: 405 lists the allowed methods, and 408 closes the connection.
_ANSWER_HEADERS = {405: {"Allow": "POST"}, 408: {"Connection": "close"}}

logger = logging.getLogger("hookseal")


@dataclass(frozen=True, slots=True)
class RefusedDelivery:
    """The argument of `on_refusal`. It contains no part of the payload, the header or the secret."""

    code: str
    message: str
    age_ms: int | None
    """How old the delivery is, negative if it is ahead. None unless the code is about time."""


class Refused(Exception):
    """Raised for a request that must not reach the handler. It holds the answer."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.status = _http_status(code)
        self.content = {"error": code}
        self.headers = {"Content-Type": "application/json", **_ANSWER_HEADERS.get(self.status, {})}

    @property
    def body(self) -> bytes:
        return json.dumps(self.content).encode()


OnRefusal = Callable[[RefusedDelivery], object]


class Receiver:
    """Judges the requests of one endpoint."""

    def __init__(
        self, verifier: VerifierOrFactory, *, limit: int, on_refusal: OnRefusal | None, now: Clock | None
    ) -> None:
        if isinstance(verifier, Verifier):
            self._verifier: Verifier | None = verifier
        else:
            check_function("verifier", verifier, 0, VERIFIER_HINT)
            self._verifier, self._verifier_factory = None, verifier
        if on_refusal is not None:
            check_function(
                "on_refusal", on_refusal, 1, "pass a function, such as def on_refusal(refused): ..."
            )
        if now is not None:
            check_function("now", now, 0, "pass a function, such as lambda: 1735000000000")
        if not isinstance(limit, int) or isinstance(limit, bool):
            raise TypeError(f"limit must be a number of bytes, not {type(limit).__name__}")
        if limit < 1:
            raise ValueError("limit must be a number of bytes, at least 1")
        self.limit = min(limit, sys.maxsize - 1)  # an adapter may read one byte more
        self._on_refusal = on_refusal
        self._now = now
        self._factory_lock = threading.Lock()

    def admit(self, method: str, header: Header) -> int:
        """Judge a request by its headers, before its body is read. Returns the content length."""
        if method != "POST":
            raise self.refuse("method_not_allowed")
        fault, length = _admit(header("Content-Encoding"), header("Content-Length"), self.limit)
        if fault:
            raise self.refuse(fault)
        return length

    async def gather(self, chunks: AsyncIterable[bytes]) -> bytes:
        """Read a body that arrives in chunks, up to the limit and the deadline."""
        body = bytearray()
        try:
            async with _body_deadline():
                async for chunk in chunks:
                    body += chunk
                    if len(body) > self.limit:
                        raise self.refuse("payload_too_large")
        except TimeoutError as error:
            raise self.refuse("request_timeout") from error
        return bytes(body)

    def event(
        self,
        body: bytes,
        header: Header,
        *,
        length: int = 0,
        reread_hint: str | None = None,
        consumed: bool = False,
    ) -> TypedEvent:
        """Verify a body that was read to its end, and return its event.

        A body shorter than the content `length` means that the client has disconnected. With a
        `reread_hint` it means that other code has read the body, and the hint says how to mend that. A
        chunked body has no length: if it is empty, only a framework knows whether it was `consumed`.
        """
        if len(body) < length or (consumed and not body):
            raise already_read(reread_hint) if reread_hint else self.refuse("client_disconnected")
        if len(body) > self.limit:
            raise self.refuse("payload_too_large")
        verifier = self._verifier or self._lazy_verifier()
        now = self._now() if self._now else None
        try:
            return verifier.construct_event(body, header(HEADER_NAME), now=now)
        except VerificationError as error:
            raise self._refuse(error.code, str(error), error._age_ms) from error

    def refuse(self, fault: str) -> Refused:
        """Report a request that is refused before it is verified, and return the error to raise."""
        return self._refuse(fault, _fault_message(fault), None)

    def _refuse(self, code: str, message: str, age_ms: int | None) -> Refused:
        logger.warning("refused a delivery: %s: %s", code, message)
        if self._on_refusal:
            try:
                self._on_refusal(RefusedDelivery(code, message, age_ms))
            except Exception:
                logger.exception("on_refusal raised an error; the delivery is still refused")
        return Refused(code)

    def _lazy_verifier(self) -> Verifier:
        with self._factory_lock:
            if self._verifier is None:
                verifier: object = self._verifier_factory()
                if not isinstance(verifier, Verifier):
                    actual = type(verifier).__name__
                    raise TypeError(f"the verifier function returned {actual}: {VERIFIER_HINT}")
                self._verifier = verifier
            return self._verifier


def _body_deadline() -> AbstractAsyncContextManager[object]:
    """Raises TimeoutError if the body takes too long. Only for asyncio: on other loops the server must."""
    try:
        task = asyncio.current_task()
    except RuntimeError:
        task = None
    return asyncio.timeout(_BODY_DEADLINE) if task else nullcontext()


def already_read(hint: str) -> TypeError:
    return TypeError(
        "hookseal needs the raw request body, but earlier code, such as middleware, has read it without "
        f"keeping it: {hint}"
    )
