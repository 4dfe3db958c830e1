"""A FastAPI dependency that returns the event of a genuine delivery, and a decorator that answers actions.

>>> from typing import Annotated
>>> from fastapi import Depends, FastAPI
>>> from hookseal import Event, Verifier
>>> from hookseal.fastapi import Webhook, install
>>>
>>> app = FastAPI()
>>> install(app)
>>> webhook = Webhook(Verifier("whsec_example"))
>>>
>>> @app.post("/webhooks")
... async def received(event: Annotated[Event, Depends(webhook)]) -> None:
...     print(event.event, event.id)
"""

import asyncio
import functools
import inspect
from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from . import Action as VerifiedAction
from ._actions import CONTENT_TYPE, DEFAULT_DEADLINE, ActionVerifierOrFactory, Decider, Verdict
from ._arguments import is_async
from ._events import TypedEvent, VerifierOrFactory, event_receiver
from ._receive import (
    DEFAULT_LIMIT,
    Clock,
    OnRefusal,
    Receiver,
    Refused,
    RefusedDelivery,
    already_read,
)

try:
    from fastapi import Depends, FastAPI, HTTPException, Request, Response
    from fastapi.responses import JSONResponse
    from starlette.requests import ClientDisconnect
except ImportError as _error:
    raise ImportError("hookseal.fastapi needs FastAPI: pip install 'hookseal[fastapi]'") from _error

__all__ = ["Action", "Refusal", "RefusedDelivery", "Verdict", "Webhook", "install"]

T = TypeVar("T")
REREAD_HINT = (
    "there, use `await request.body()`, which keeps it, instead of `request.stream()` or `request.form()`"
)


class Refusal(HTTPException):
    """A refused delivery. Its detail is `{"error": code}`; install() makes that the whole answer."""


class Webhook:
    """The dependency: `event: Annotated[Event, Depends(webhook)]`. It refuses a body over `limit` bytes."""

    def __init__(
        self,
        verifier: VerifierOrFactory,
        *,
        limit: int = DEFAULT_LIMIT,
        on_refusal: OnRefusal | None = None,
        now: Clock | None = None,
        diagnose: bool = False,
    ) -> None:
        self._receiver = event_receiver(
            verifier, limit=limit, on_refusal=on_refusal, now=now, diagnose=diagnose
        )

    async def __call__(self, request: Request) -> TypedEvent:
        return await _read(self._receiver, request)


class Action:
    """A decorator for a function, sync or async, that returns the verdict about an action.

    >>> from hookseal import Action as SignIn, ActionVerifier
    >>> from hookseal.fastapi import Action, Verdict
    >>>
    >>> @app.post("/actions")
    ... @Action(ActionVerifier("secret_example"))
    ... async def decide(action: SignIn) -> Verdict:
    ...     return "Allow"

    Its first parameter is the verified action; all others are FastAPI's. It returns "Allow", "Deny" or
    ("Deny", message). If it raises an error, or takes longer than `deadline` seconds, the answer is the
    verdict `on_error`, or without one 500, after which WorkOS denies.
    """

    def __init__(
        self,
        verifier: ActionVerifierOrFactory,
        *,
        deadline: float | None = DEFAULT_DEADLINE,
        on_error: Verdict | None = None,
        limit: int = DEFAULT_LIMIT,
        on_refusal: OnRefusal | None = None,
        now: Clock | None = None,
        diagnose: bool = False,
    ) -> None:
        self._decider = Decider(
            verifier,
            deadline=deadline,
            on_error=on_error,
            limit=limit,
            on_refusal=on_refusal,
            now=now,
            diagnose=diagnose,
        )

    def __call__(self, view: Callable[..., Any]) -> Callable[..., Any]:
        signature = inspect.signature(view, eval_str=True)
        name, *_ = signature.parameters

        @functools.wraps(view)
        async def decided(**kwargs: Any) -> Response:
            def call() -> Any:
                # A plain function must not block the event loop.
                return view(**kwargs) if is_async(view) else asyncio.to_thread(view, **kwargs)

            body = await self._decider.decide_async(kwargs[name], call)
            return Response(status_code=500) if body is None else Response(body, media_type=CONTENT_TYPE)

        async def action(request: Request) -> VerifiedAction:
            return await _read(self._decider.receiver, request)

        # FastAPI reads the signature, and would take the first parameter for a part of the body.
        injected = signature.parameters[name].replace(annotation=Annotated[VerifiedAction, Depends(action)])
        others = [one for one in signature.parameters.values() if one.name != name]
        decided.__signature__ = signature.replace(  # type: ignore[attr-defined]
            parameters=[injected, *others], return_annotation=Response
        )
        return decided


async def _read(receiver: Receiver[T], request: Request) -> T:
    def header(name: str) -> str | None:
        return ", ".join(request.headers.getlist(name)) or None

    try:
        length = receiver.admit(request.method, header)
        body = await _body(receiver, request)
        return receiver.read(body, header, length=length, reread_hint=REREAD_HINT)
    except Refused as refused:
        raise Refusal(refused.status, refused.content, refused.headers) from refused


async def _body(receiver: Receiver[Any], request: Request) -> bytes:
    try:
        body = await receiver.gather(request.stream())
    except ClientDisconnect as error:
        raise receiver.refuse("client_disconnected") from error
    except RuntimeError as error:  # Starlette raises it if the stream was read
        raise already_read(REREAD_HINT) from error
    request._body = body  # where Starlette keeps it, so that the view can use `await request.body()`
    return body


def install(app: FastAPI) -> None:
    """Make the app answer a refusal with `{"error": code}`, not with FastAPI's `{"detail": ...}`."""
    app.add_exception_handler(Refusal, _answer)


async def _answer(_request: Request, refusal: Exception) -> Response:
    assert isinstance(refusal, Refusal)
    return JSONResponse(refusal.detail, refusal.status_code, refusal.headers)
