"""A webhook endpoint as an ASGI app: alone, or mounted in Starlette, FastAPI, Litestar and others.

>>> from hookseal import Event, Verifier
>>> from hookseal.asgi import webhook
>>>
>>> async def received(event: Event) -> None:
...     print(event.event, event.id)
>>>
>>> app = webhook(Verifier("whsec_example"), received)
"""

from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from typing import Any

from . import HEADER_NAME, Event, Verifier
from ._receive import DEFAULT_LIMIT, Receiver, Refused

__all__ = ["webhook"]

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

FIX = "have it pass on a `receive` that gives the body again"


class _Disconnected(Exception):
    """The client is gone; nobody waits for an answer."""


def webhook(
    verifier: Verifier, handler: Callable[[Event], Awaitable[App | None]], *, limit: int = DEFAULT_LIMIT
) -> App:
    """An ASGI app that calls the handler with the event of every genuine delivery.

    The handler returns None, which is answered with 200, or another ASGI app that answers, such as
    a Response of Starlette. What is refused is answered with its code, as `{"error": ...}`; a body
    is taken up to `limit` bytes.
    """
    receiver = Receiver(verifier, limit)

    async def app(scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise ValueError(f"hookseal.asgi answers HTTP requests, and this is {scope['type']!r}")
        try:
            answer = await handler(await _event(receiver, scope, receive))
        except Refused as refused:
            await _respond(send, refused.status, refused.body)
        except _Disconnected:
            return
        else:
            await (_respond(send, 200, b"") if answer is None else answer(scope, receive, send))

    return app


async def _event(receiver: Receiver, scope: MutableMapping[str, Any], receive: Receive) -> Event:
    def header(name: str) -> str | None:
        wanted = name.lower().encode()
        values = [value for key, value in scope["headers"] if key.lower() == wanted]
        return b", ".join(values).decode("latin-1") if values else None

    length = header("Content-Length")
    receiver.admit(length=length, encoding=header("Content-Encoding"))
    body = await receiver.gather(_chunks(receive))
    return receiver.event(body, header(HEADER_NAME), length=length, fix=FIX)


async def _chunks(receive: Receive) -> AsyncIterator[bytes]:
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _Disconnected
        yield message.get("body", b"")
        more = message.get("more_body", False)


async def _respond(send: Send, status: int, body: bytes) -> None:
    headers = [(b"content-length", b"%d" % len(body))]
    if body:
        headers.append((b"content-type", b"application/json"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
