"""What every adapter decides the same way. An adapter fetches the body and headers of its framework."""

import asyncio
import inspect
import json
import logging
import sys
import threading
from collections.abc import AsyncIterable, Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from . import HEADER_NAME, Event, VerificationError, Verifier
from ._hookseal import _BODY_DEADLINE, _DEFAULT_BODY_LIMIT, _admit, _fault_message, _http_status

Header = Callable[[str], str | None]
"""Gives a header of the request by its name, whatever the case; of several, all of them, joined by commas."""

AnyVerifier = Verifier | Callable[[], Verifier]
Now = Callable[[], int | datetime]
Handler = Callable[[Event, bytes], Any]

DEFAULT_LIMIT = _DEFAULT_BODY_LIMIT

# RFC 9110: 405 names what is allowed, and after 408 nothing more of the request is waited for.
_ANSWER_HEADERS = {405: {"Allow": "POST"}, 408: {"Connection": "close"}}

logger = logging.getLogger("hookseal")


@dataclass(frozen=True, slots=True)
class RefusedDelivery:
    """What `on_refusal` receives. It holds nothing of the payload, the header or the secret."""

    code: str
    message: str
    age_ms: int | None
    """How old the delivery is, negative if it is ahead; None unless the code is one of the two about time."""


class Refused(Exception):
    """Raised for a request that the handler must not see; it holds the answer."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.status = _http_status(code)
        self.content = {"error": code}
        self.headers = _ANSWER_HEADERS.get(self.status, {})

    @property
    def body(self) -> bytes:
        return json.dumps(self.content).encode()


OnRefusal = Callable[[RefusedDelivery], object]


class Receiver:
    """Judges the requests of one endpoint."""

    def __init__(
        self, verifier: AnyVerifier, *, limit: int, on_refusal: OnRefusal | None, now: Now | None
    ) -> None:
        if isinstance(verifier, Verifier):
            self._verifier: Verifier | None = verifier
        else:
            _check_function("verifier", verifier, 0, _VERIFIER_HINT)
            self._verifier, self._make_verifier = None, verifier
        if on_refusal is not None:
            _check_function("on_refusal", on_refusal, 1, "def on_refusal(refused): ...")
        if now is not None:
            _check_function("now", now, 0, "now=lambda: 1735000000000")
        if not isinstance(limit, int):
            raise TypeError(f"limit is a number of bytes, not {type(limit).__name__}")
        if limit < 1:
            raise ValueError("limit is a number of bytes, at least 1")
        self.limit = min(limit, sys.maxsize - 1)  # the adapters read one byte more
        self._on_refusal = on_refusal
        self._now = now
        self._making = threading.Lock()

    def admit(self, method: str, header: Header) -> int:
        """Refuse by the headers alone what need not be read; give the announced length of the body."""
        if method != "POST":
            raise self.refuse("method_not_allowed")
        fault, length = _admit(header("Content-Encoding"), header("Content-Length"), self.limit)
        if fault:
            raise self.refuse(fault)
        return length

    async def gather(self, chunks: AsyncIterable[bytes]) -> bytes:
        """The whole of a body that arrives in chunks."""
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

    def event(self, body: bytes, header: Header, *, length: int = 0, cure: str | None = None) -> Event:
        """The event of a body that was read to its end.

        One shorter than the announced `length` means that the client is gone or, if there is a `cure` to
        name, that something else has read it before.
        """
        if len(body) < length:
            raise already_read(cure) if cure else self.refuse("client_disconnected")
        if len(body) > self.limit:
            raise self.refuse("payload_too_large")
        verifier = self._verifier or self._late_verifier()
        now = self._now() if self._now else None
        try:
            return verifier.construct_event(body, header(HEADER_NAME), now=now)
        except VerificationError as error:
            raise self._refuse(error.code, str(error), error._age_ms) from error

    def refuse(self, fault: str) -> Refused:
        """The error to raise for a request with nothing to verify; it is reported here."""
        return self._refuse(fault, _fault_message(fault), None)

    def _refuse(self, code: str, message: str, age_ms: int | None) -> Refused:
        logger.warning("refused a delivery: %s: %s", code, message)
        if self._on_refusal:
            try:
                self._on_refusal(RefusedDelivery(code, message, age_ms))
            except Exception:
                logger.exception("on_refusal failed; the delivery is refused all the same")
        return Refused(code)

    def _late_verifier(self) -> Verifier:
        with self._making:
            if self._verifier is None:
                made: object = self._make_verifier()
                if not isinstance(made, Verifier):
                    raise TypeError(f"the verifier function returned {type(made).__name__}: {_VERIFIER_HINT}")
                self._verifier = made
            return self._verifier


_VERIFIER_HINT = (
    "pass a hookseal.Verifier, made once with the endpoint's secret, "
    "or a plain function without arguments that returns one"
)

_COUNTS = ["no arguments", "1 argument", "2 arguments"]


def check_handler(handler: Handler, *, plain: bool) -> None:
    """Reject a handler that would fail on its first genuine delivery."""
    hint = "def received(event, body): ..."
    _check_function("handler", handler, 2, hint if plain else f"async {hint}", plain=plain)


def _check_function(name: str, function: Any, arguments: int, hint: str, *, plain: bool = True) -> None:
    if not callable(function) or isinstance(function, type):
        given = function.__name__ if isinstance(function, type) else type(function).__name__
        raise TypeError(f"{name} must not be {given}: {hint}")
    if plain and inspect.iscoroutinefunction(function):
        raise TypeError(f"{name} is called and not awaited, so it must not be async: {hint}")
    try:
        signature = inspect.signature(function)
    except ValueError:  # some functions written in C have none
        return
    try:
        signature.bind(*[None] * arguments)
    except TypeError as error:
        raise TypeError(f"{name} is called with {_COUNTS[arguments]}: {hint}") from error


def _body_deadline() -> AbstractAsyncContextManager[object]:
    """Raises TimeoutError if the body does not end. Under other loops than asyncio's the server decides."""
    try:
        task = asyncio.current_task()
    except RuntimeError:
        task = None
    return asyncio.timeout(_BODY_DEADLINE) if task else nullcontext()


def already_read(cure: str) -> TypeError:
    return TypeError(
        "hookseal verifies the raw request body, but something before it has read that and kept "
        f"nothing: {cure}"
    )
