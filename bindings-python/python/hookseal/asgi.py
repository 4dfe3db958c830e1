"""A webhook endpoint as an ASGI app, to run alone, or to route to or mount in Starlette, FastAPI and others.

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

from ._actions import CONTENT_TYPE, DEFAULT_DEADLINE, ActionVerifierOrFactory, Decider, TypedAction, Verdict
from ._arguments import check_function, check_handler
from ._events import TypedEvent, VerifierOrFactory, event_receiver
from ._receive import (
    DEFAULT_LIMIT,
    Clock,
    OnRefusal,
    Receiver,
    Refused,
    RefusedDelivery,
)
from ._starlette import MOUNTABLE, answer_at_mount_points

__all__ = ["RefusedDelivery", "Verdict", "action", "webhook"]

# The names are those of the ASGI specification.
Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Handler = Callable[[TypedEvent, bytes], App | Awaitable[App | None] | None]
ActionHandler = Callable[[TypedAction], Verdict | Awaitable[Verdict]]

REREAD_HINT = "middleware that reads the body must pass on a `receive` that returns it again"


def webhook(
    verifier: VerifierOrFactory,
    handler: Handler,
    *,
    limit: int = DEFAULT_LIMIT,
    on_refusal: OnRefusal | None = None,
    now: Clock | None = None,
    diagnose: bool = False,
) -> App:
    """Return an ASGI app that calls the handler with the event and the raw body of every genuine delivery.

    The handler should be async. It returns None, which answers 200, or another ASGI app that answers,
    such as a Starlette Response. A refusal is answered with `{"error": code}`. A body over `limit` bytes is
    refused. The app answers at any path.
    """
    check_handler(handler, plain=False)
    answer_at_mount_points()
    return _Endpoint(
        event_receiver(verifier, limit=limit, on_refusal=on_refusal, now=now, diagnose=diagnose), handler
    )


def action(
    verifier: ActionVerifierOrFactory,
    handler: ActionHandler,
    *,
    deadline: float | None = DEFAULT_DEADLINE,
    on_error: Verdict | None = None,
    limit: int = DEFAULT_LIMIT,
    on_refusal: OnRefusal | None = None,
    now: Clock | None = None,
    diagnose: bool = False,
) -> App:
    """Return an ASGI app that answers AuthKit Actions with the verdict that the handler returns.

    The handler gets the verified action. It should be async, and returns "Allow", "Deny" or
    ("Deny", message). If it raises an error, or takes longer than `deadline` seconds, the answer is the
    verdict `on_error`, or without one 500, after which WorkOS denies. All else is as for `webhook`.
    """
    check_function(
        "handler",
        handler,
        1,
        'pass a function, such as async def decide(action): return "Allow"',
        plain=False,
    )
    decider = Decider(
        verifier,
        deadline=deadline,
        on_error=on_error,
        limit=limit,
        on_refusal=on_refusal,
        now=now,
        diagnose=diagnose,
    )

    async def answer(action: TypedAction, _body: bytes) -> App:
        signed = await decider.decide_async(action, lambda: handler(action))

        async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
            if signed is None:
                await _respond(send, 500, {}, b"")
            else:
                await _respond(send, 200, {"content-type": CONTENT_TYPE}, signed)

        return app

    answer_at_mount_points()
    return _Endpoint(decider.receiver, answer)


class _Endpoint:  # not a function, which Starlette would treat as a view
    def __init__(self, receiver: Receiver[Any], handler: Callable[[Any, bytes], Any]) -> None:
        self._receiver = receiver
        self._handler = handler
        setattr(self, MOUNTABLE, True)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        match scope["type"]:
            case "http":
                await self._answer(scope, receive, send)
            case "lifespan":
                await _lifespan(receive, send)
            case "websocket":
                await receive()
                await send({"type": "websocket.close"})  # not accepted, so the server answers 403
            case other:
                raise ValueError(f"hookseal.asgi answers HTTP requests, not {other!r}: route those elsewhere")

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            answer: Any = self._handler(*await self._delivery(scope, receive))
            app = await answer if inspect.isawaitable(answer) else answer
        except Refused as refused:
            await _respond(send, refused.status, refused.headers, refused.body)
        else:
            await (_respond(send, 200, {}, b"") if app is None else app(scope, receive, send))

    async def _delivery(self, scope: Scope, receive: Receive) -> tuple[Any, bytes]:
        header = functools.partial(_header, scope)
        length = self._receiver.admit(scope["method"], header)
        body = await self._receiver.gather(self._chunks(receive))
        return self._receiver.read(body, header, length=length, reread_hint=REREAD_HINT), body

    async def _chunks(self, receive: Receive) -> AsyncIterator[bytes]:
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise self._receiver.refuse("client_disconnected")
            yield message.get("body", b"")
            more = message.get("more_body", False)


async def _lifespan(receive: Receive, send: Send) -> None:
    """There is nothing to set up or tear down, but a server with `--lifespan on` waits for the answers."""
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


def _header(scope: Scope, name: str) -> str | None:
    wanted = name.lower().encode()  # ASGI has names in lower case
    values = [value for key, value in scope["headers"] if key == wanted]
    return b", ".join(values).decode("latin-1") if values else None


async def _respond(send: Send, status: int, headers: dict[str, str], body: bytes) -> None:
    headers = {"content-length": str(len(body)), **headers}
    pairs = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": pairs})
    await send({"type": "http.response.body", "body": body})
