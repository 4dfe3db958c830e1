"""A FastAPI dependency that returns the event of a genuine delivery.

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

from ._receive import (
    DEFAULT_LIMIT,
    Clock,
    OnRefusal,
    Receiver,
    Refused,
    RefusedDelivery,
    TypedEvent,
    VerifierOrFactory,
    already_read,
)

try:
    from fastapi import FastAPI, HTTPException, Request, Response
    from fastapi.responses import JSONResponse
    from starlette.requests import ClientDisconnect
except ImportError as _error:
    raise ImportError("hookseal.fastapi needs FastAPI: pip install 'hookseal[fastapi]'") from _error

__all__ = ["Refusal", "RefusedDelivery", "Webhook", "install"]

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
    ) -> None:
        self._receiver = Receiver(verifier, limit=limit, on_refusal=on_refusal, now=now)

    async def __call__(self, request: Request) -> TypedEvent:
        def header(name: str) -> str | None:
            return ", ".join(request.headers.getlist(name)) or None

        try:
            length = self._receiver.admit(request.method, header)
            body = await self._body(request)
            return self._receiver.event(body, header, length=length, reread_hint=REREAD_HINT)
        except Refused as refused:
            raise Refusal(refused.status, refused.content, refused.headers) from refused

    async def _body(self, request: Request) -> bytes:
        try:
            body = await self._receiver.gather(request.stream())
        except ClientDisconnect as error:
            raise self._receiver.refuse("client_disconnected") from error
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
