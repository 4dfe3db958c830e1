"""The plain ASGI adapter as a route of Starlette."""

from common import LARGE, VERIFIER
from serve import on_uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from hookseal import Event
from hookseal.asgi import webhook


async def tell(event: Event, body: bytes) -> JSONResponse:
    assert body.startswith(b"{")
    return JSONResponse({"id": event.id, "event": event.event})


async def nothing(event: Event, body: bytes) -> None:
    pass


class Parse(BaseHTTPMiddleware):
    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        async for _ in request.stream():
            pass
        return await call_next(request)


on_uvicorn(
    Starlette(
        routes=[
            Route("/webhooks", webhook(VERIFIER, tell), methods=["POST"]),
            Route("/large", webhook(VERIFIER, tell, limit=LARGE), methods=["POST"]),
            Route("/empty", webhook(VERIFIER, nothing), methods=["POST"]),
            Route("/parsed", webhook(VERIFIER, tell), methods=["POST"], middleware=[Middleware(Parse)]),
        ]
    )
)
