"""A webhook endpoint as an ASGI app: alone, or mounted in Starlette, FastAPI, Litestar and others.

>>> from hookseal import Event, Verifier
>>> from hookseal.asgi import webhook
>>>
>>> async def received(event: Event, body: bytes) -> None:
...     print(event.event, event.id)  # store the body here: answer first, work later
>>>
>>> app = webhook(Verifier("whsec_example"), received)
"""

import functools
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from typing import Any

from . import Event, Verifier
from ._receive import DEFAULT_LIMIT, Receiver, Refused, broken_off

__all__ = ["webhook"]

# As the ASGI specification has them.
Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Handler = Callable[[Event, bytes], Awaitable[App | None]]

FIX = "have it pass on a `receive` that gives the body again"


def webhook(verifier: Verifier, handler: Handler, *, limit: int = DEFAULT_LIMIT) -> App:
    """An ASGI app that calls the handler with the event and the raw body of every genuine delivery.

    The handler returns None, which is answered with 200, or another ASGI app that answers, such as
    a Response of Starlette. What is refused is answered with its code, as `{"error": ...}`; a body
    is taken up to `limit` bytes.
    """
    return _Webhook(Receiver(verifier, limit), handler)


class _Webhook:  # no function: Starlette takes those for views
    def __init__(self, receiver: Receiver, handler: Handler) -> None:
        self._receiver = receiver
        self._handler = handler

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise ValueError(f"hookseal.asgi answers HTTP requests, and this is {scope['type']!r}")
        try:
            answer = await self._handler(*await self._delivery(scope, receive))
        except Refused as refused:
            await _respond(send, refused.status, refused.body)
        else:
            await (_respond(send, 200, b"") if answer is None else answer(scope, receive, send))

    async def _delivery(self, scope: Scope, receive: Receive) -> tuple[Event, bytes]:
        header = functools.partial(_header, scope)
        self._receiver.admit(header)
        body = await self._receiver.gather(_chunks(receive))
        return self._receiver.event(body, header, fix=FIX), body


def _header(scope: Scope, name: str) -> str | None:
    wanted = name.lower().encode()  # as ASGI has them
    values = [value for key, value in scope["headers"] if key == wanted]
    return b", ".join(values).decode("latin-1") if values else None


async def _chunks(receive: Receive) -> AsyncIterator[bytes]:
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise broken_off()
        yield message.get("body", b"")
        more = message.get("more_body", False)


async def _respond(send: Send, status: int, body: bytes) -> None:
    headers = [(b"content-length", b"%d" % len(body))]
    if body:
        headers.append((b"content-type", b"application/json"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
