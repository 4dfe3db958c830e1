"""A webhook endpoint as an ASGI app: alone, or a route or mount of Starlette, FastAPI, Litestar and others.

>>> from hookseal import Event, Verifier
>>> from hookseal.asgi import webhook
>>>
>>> async def received(event: Event, body: bytes) -> None:
...     print(event.event, event.id)  # store the body here: answer first, work later
>>>
>>> app = webhook(Verifier("whsec_example"), received)
"""

import functools
import inspect
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from typing import Any

from . import Event
from ._receive import (
    DEFAULT_LIMIT,
    AnyVerifier,
    Now,
    OnRefusal,
    Receiver,
    Refused,
    RefusedDelivery,
    check_handler,
)
from ._starlette import MOUNTABLE, answer_at_mount_points

__all__ = ["RefusedDelivery", "webhook"]

# As the ASGI specification has them.
Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Handler = Callable[[Event, bytes], App | Awaitable[App | None] | None]

CURE = "have it pass on a `receive` that gives the body again"


def webhook(
    verifier: AnyVerifier,
    handler: Handler,
    *,
    limit: int = DEFAULT_LIMIT,
    on_refusal: OnRefusal | None = None,
    now: Now | None = None,
) -> App:
    """An ASGI app that calls the handler with the event and the raw body of every genuine delivery.

    The handler, best an async one, returns None, which is answered with 200, or another ASGI app that
    answers, such as a Response of Starlette. What is refused is answered with its code, as
    `{"error": ...}`; a body is taken up to `limit` bytes. The app answers at any path.
    """
    check_handler(handler, plain=False)
    answer_at_mount_points()
    return _Webhook(Receiver(verifier, limit=limit, on_refusal=on_refusal, now=now), handler)


class _Webhook:  # no function: Starlette takes those for views
    def __init__(self, receiver: Receiver, handler: Handler) -> None:
        self._receiver = receiver
        self._handler = handler
        setattr(self, MOUNTABLE, True)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        match scope["type"]:
            case "http":
                await self._answer(scope, receive, send)
            case "lifespan":
                await _live(receive, send)
            case "websocket":
                await receive()
                await send({"type": "websocket.close"})  # before it is accepted: the server says 403
            case other:
                raise ValueError(f"hookseal.asgi answers HTTP requests, and this is {other!r}")

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            answer: Any = self._handler(*await self._delivery(scope, receive))
            app = await answer if inspect.isawaitable(answer) else answer
        except Refused as refused:
            await _respond(send, refused.status, refused.headers, refused.body)
        else:
            await (_respond(send, 200, {}, b"") if app is None else app(scope, receive, send))

    async def _delivery(self, scope: Scope, receive: Receive) -> tuple[Event, bytes]:
        header = functools.partial(_header, scope)
        length = self._receiver.admit(scope["method"], header)
        body = await self._receiver.gather(self._chunks(receive))
        return self._receiver.event(body, header, length=length, cure=CURE), body

    async def _chunks(self, receive: Receive) -> AsyncIterator[bytes]:
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise self._receiver.refuse("client_disconnected")
            yield message.get("body", b"")
            more = message.get("more_body", False)


async def _live(receive: Receive, send: Send) -> None:
    """Nothing to set up and nothing to tear down, but a server with `--lifespan on` waits for the answers."""
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


def _header(scope: Scope, name: str) -> str | None:
    wanted = name.lower().encode()  # as ASGI has them
    values = [value for key, value in scope["headers"] if key == wanted]
    return b", ".join(values).decode("latin-1") if values else None


async def _respond(send: Send, status: int, headers: dict[str, str], body: bytes) -> None:
    headers = {"content-length": str(len(body)), **headers}
    if body:
        headers["content-type"] = "application/json"
    pairs = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": pairs})
    await send({"type": "http.response.body", "body": body})
