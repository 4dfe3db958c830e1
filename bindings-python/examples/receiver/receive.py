"""The process that receives: it verifies, stores, answers 200, and leaves the rest to workers."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

import uvicorn
from fastapi import Depends, FastAPI, Request, Response

from hookseal import Event, Verifier
from hookseal.fastapi import Webhook, install

from .database import Unavailable
from .inbox import Inbox, Received
from .settings import Settings
from .writer import DATABASE_TIMEOUT, Writer


def application(inbox: Inbox, verifier: Verifier) -> FastAPI:
    writer = Writer(inbox)
    webhook = Webhook(verifier)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with asyncio.TaskGroup() as tasks:
            running = tasks.create_task(writer.run())
            yield
            running.cancel()

    app = FastAPI(lifespan=lifespan, openapi_url=None)
    install(app)

    @app.post("/webhooks/workos")
    async def receive(request: Request, event: Annotated[Event, Depends(webhook)]) -> Response:
        try:
            await writer.add(Received(event.id, event.event, await request.body()))
        except TimeoutError:
            return Response(status_code=503)  # WorkOS sends it again
        return Response()

    @app.get("/healthz")
    async def healthz() -> Response:
        try:
            await writer.check()
        except (Unavailable, TimeoutError):
            return Response(status_code=503)
        return Response()

    return app


class Server(uvicorn.Server):
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            print(f"receiving on http://{self.config.host}:{self.config.port}", flush=True)


def receive(inbox: Inbox, verifier: Verifier, settings: Settings) -> None:
    config = uvicorn.Config(
        application(inbox, verifier),
        settings.host,
        settings.port,
        log_level="warning",
        access_log=False,
        # After SIGTERM. Requests that wait for the database are answered by then; a body may never end.
        timeout_graceful_shutdown=DATABASE_TIMEOUT,
    )
    Server(config).run()
