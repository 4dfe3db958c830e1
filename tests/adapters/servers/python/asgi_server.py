"""The ASGI adapter, mounted and routed to in Starlette or FastAPI."""

import asyncio
import sys

from common import ACTION_VERIFIER, DEADLINE, LARGE, ON_ERROR, VERIFIER, decide
from fastapi import FastAPI
from serve import on_uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from hookseal import Action, Event
from hookseal.asgi import Verdict, action, webhook


async def respond(event: Event, body: bytes) -> JSONResponse:
    assert body.startswith(b"{")
    return JSONResponse({"id": event.id, "event": event.event})


async def nothing(event: Event, body: bytes) -> None:
    pass


async def sign_in(asked: Action) -> Verdict:
    verdict: Verdict = await asyncio.to_thread(decide, asked)
    return verdict


class Parse(BaseHTTPMiddleware):
    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        async for _ in request.stream():
            pass
        return await call_next(request)


app = {"starlette": Starlette, "fastapi": FastAPI}[sys.argv[1]](
    routes=[
        Route("/large", webhook(VERIFIER, respond, limit=LARGE)),
        Route("/empty", webhook(VERIFIER, nothing)),
        Route("/action", action(ACTION_VERIFIER, sign_in, deadline=DEADLINE)),
        Route("/action-or-deny", action(ACTION_VERIFIER, sign_in, deadline=DEADLINE, on_error=ON_ERROR)),
        Route("/parsed", webhook(VERIFIER, respond), middleware=[Middleware(Parse)]),
    ]
)
app.mount("/webhooks", webhook(VERIFIER, respond))
on_uvicorn(app)
