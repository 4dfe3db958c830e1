"""Judges the requests of an endpoint, for every adapter. The adapter gets the headers and the body."""

import asyncio
import json
import sys
import threading
from collections.abc import AsyncIterable, Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from . import HEADER_NAME
from ._arguments import check_function
from ._diagnosis import Diagnosing, check_diagnose, turns
from ._hookseal import _BODY_DEADLINE, _DEFAULT_BODY_LIMIT, _admit, _fault_message, _http_status
from ._refusal_log import logger, refusal_log

Header = Callable[[str], str | None]
"""Returns the value of a header by its name, in any case. Several values are joined by commas."""

V = TypeVar("V")
T = TypeVar("T", covariant=True)
Clock = Callable[[], int | datetime]

DEFAULT_LIMIT = _DEFAULT_BODY_LIMIT

# RFC 9110: 405 lists the allowed methods, and 408 closes the connection.
_ANSWER_HEADERS = {405: {"Allow": "POST"}, 408: {"Connection": "close"}}


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


class Reading(Diagnosing, Protocol[T]):
    """A verifier of either kind, as an adapter uses it."""

    def _receive(
        self, payload: bytes, header: str | None, now: int | datetime | None, /
    ) -> T | tuple[str, str, int | None]:
        """Verify a body and read it. Return a refusal as a tuple."""


class Lazy(Generic[V]):
    """A verifier, or a function that makes it at the first request."""

    def __init__(self, kind: type[V], verifier: V | Callable[[], V]) -> None:
        self._hint = (
            f"pass a hookseal.{kind.__name__}, made once with the endpoint's secret, "
            "or a plain function without arguments that returns one"
        )
        self._kind = kind
        self._lock = threading.Lock()
        if isinstance(verifier, kind):
            self._verifier: V | None = verifier
        else:
            check_function("verifier", verifier, 0, self._hint)
            assert callable(verifier)
            self._verifier, self._factory = None, verifier

    def get(self) -> V:
        return self._verifier or self._make()

    def _make(self) -> V:
        with self._lock:
            if self._verifier is None:
                verifier: object = self._factory()
                if not isinstance(verifier, self._kind):
                    actual = type(verifier).__name__
                    raise TypeError(f"the verifier function returned {actual}: {self._hint}")
                self._verifier = verifier
            return self._verifier


class Receiver(Generic[T]):
    """Judges the requests of one endpoint."""

    def __init__(
        self,
        lazy: Lazy[Any],
        *,
        limit: int,
        on_refusal: OnRefusal | None,
        now: Clock | None,
        diagnose: bool,
    ) -> None:
        self._lazy = lazy
        self.diagnoses = check_diagnose(diagnose)
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
            async with time_limit(_BODY_DEADLINE):
                async for chunk in chunks:
                    body += chunk
                    if len(body) > self.limit:
                        raise self.refuse("payload_too_large")
        except TimeoutError as error:
            raise self.refuse("request_timeout") from error
        return bytes(body)

    def read(
        self,
        body: bytes,
        header: Header,
        *,
        length: int = 0,
        reread_hint: str | None = None,
        consumed: bool = False,
    ) -> T:
        """Verify a body that was read to its end, and return its event or action.

        A body shorter than the content `length` means that the client has disconnected. With a
        `reread_hint` it means that other code has read the body, and the hint says how to mend that. A
        chunked body has no length: if it is empty, only a framework knows whether it was `consumed`.
        """
        if len(body) < length or (consumed and not body):
            raise already_read(reread_hint) if reread_hint else self.refuse("client_disconnected")
        if len(body) > self.limit:
            raise self.refuse("payload_too_large")
        verifier: Reading[T] = self._lazy.get()
        value = header(HEADER_NAME)
        now = self._now() if self._now else None
        outcome = verifier._receive(body, value, now)
        if isinstance(outcome, tuple):
            found = turns.diagnose(verifier, body, value, now) if self.diagnoses else None
            code, message, age_ms = outcome
            raise self._refuse(code, message, age_ms, found)
        return outcome

    def refuse(self, fault: str) -> Refused:
        """Report a request that is refused before it is verified, and return the error to raise."""
        return self._refuse(fault, _fault_message(fault), None)

    def _refuse(self, code: str, message: str, age_ms: int | None, found: str | None = None) -> Refused:
        refusal_log.warn(code, message, found)
        if self._on_refusal:
            try:
                self._on_refusal(RefusedDelivery(code, message, age_ms))
            except Exception:
                logger.exception("on_refusal raised an error; the delivery is still refused")
        return Refused(code)


def time_limit(seconds: float | None) -> AbstractAsyncContextManager[object]:
    """Raises TimeoutError if the block takes longer. Only for asyncio: on other loops the server must."""
    try:
        task = asyncio.current_task()
    except RuntimeError:
        task = None
    return asyncio.timeout(seconds) if task else nullcontext()


def already_read(hint: str) -> TypeError:
    return TypeError(
        "hookseal needs the raw request body, but earlier code, such as middleware, has read it without "
        f"keeping it: {hint}"
    )
