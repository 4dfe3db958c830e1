"""What every adapter decides the same way. An adapter fetches the body and headers of its framework."""

import json
from collections.abc import AsyncIterable, Callable

from . import HEADER_NAME, Event, VerificationError, Verifier

Header = Callable[[str], str | None]
"""Gives a header of the request by its name, whatever the case; of several, all of them, joined by commas."""

DEFAULT_LIMIT = 1 << 20
"""The largest body taken, in bytes, if nothing else is said: 1 MiB."""


class Refused(Exception):
    """A delivery that is not for the handler: the status and the JSON to answer it with."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status = status
        self.content = {"error": code}

    @property
    def body(self) -> bytes:
        return json.dumps(self.content).encode()


class Receiver:
    """Judges the requests of one endpoint."""

    def __init__(self, verifier: Verifier, limit: int) -> None:
        if not isinstance(verifier, Verifier):
            raise TypeError("pass a hookseal.Verifier, made once with the endpoint's secret")
        if not isinstance(limit, int):
            raise TypeError("limit is a number of bytes")
        if limit < 1:
            raise ValueError("limit is a number of bytes, at least 1")
        self._verifier = verifier
        self.limit = limit

    def admit(self, header: Header) -> None:
        """Refuse by the headers alone what need not be read."""
        encoding = header("Content-Encoding")
        # WorkOS signs the bytes before any coding and sends none; to decode could fill the memory.
        if encoding and encoding.strip().lower() != "identity":
            raise Refused(415, "unsupported_encoding")
        if announced(header) > self.limit:
            raise Refused(413, "payload_too_large")

    async def gather(self, chunks: AsyncIterable[bytes]) -> bytes:
        """The whole of a body that arrives in chunks."""
        body = bytearray()
        async for chunk in chunks:
            body += chunk
            if len(body) > self.limit:
                raise Refused(413, "payload_too_large")
        return bytes(body)

    def event(self, body: bytes, header: Header, *, fix: str | None) -> Event:
        """The event of a body read whole; `fix` is what to do if something has read it before."""
        if len(body) < announced(header):
            raise already_read(fix) if fix else broken_off()
        if len(body) > self.limit:
            raise Refused(413, "payload_too_large")
        try:
            return self._verifier.construct_event(body, header(HEADER_NAME))
        except VerificationError as error:
            raise Refused(400, error.code) from error


def announced(header: Header) -> int:
    length = header("Content-Length")
    return int(length) if length and length.isdecimal() else 0


def broken_off() -> Refused:
    """Of a body that ends too early. Most likely nobody waits for the answer, and no program is at fault."""
    return Refused(400, "client_disconnected")


def already_read(fix: str) -> TypeError:
    return TypeError(
        "hookseal verifies the raw request body, and something before it has already read that and kept "
        f"nothing: {fix}"
    )
