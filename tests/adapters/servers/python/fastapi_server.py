"""The FastAPI dependency."""

from typing import Annotated, Any

from common import LARGE, VERIFIER
from fastapi import Depends, FastAPI, Request, Response
from serve import on_uvicorn

from hookseal import Event
from hookseal.fastapi import Webhook, install

app = FastAPI()
install(app)
webhook = Webhook(VERIFIER)
large_webhook = Webhook(VERIFIER, limit=LARGE)


async def parse(request: Request) -> None:
    async for _ in request.stream():
        pass


@app.post("/webhooks")
async def webhooks(event: Annotated[Event, Depends(webhook)], request: Request) -> dict[str, str]:
    assert (await request.body()).startswith(b"{")
    return {"id": event.id, "event": event.event}


@app.post("/large")
def large(event: Annotated[Event, Depends(large_webhook)]) -> dict[str, str]:
    return {"id": event.id, "event": event.event}


@app.post("/empty", response_class=Response)
async def empty(event: Annotated[Event, Depends(webhook)]) -> None:
    pass


@app.post("/parsed", dependencies=[Depends(parse)])
async def parsed(event: Annotated[Event, Depends(webhook)]) -> None:
    pass


@app.post("/raw")
async def raw(
    body: dict[str, Any], event: Annotated[Event, Depends(webhook)], request: Request
) -> dict[str, str]:
    assert (await request.body()).startswith(b"{")
    return {"id": body["id"], "event": event.event}


on_uvicorn(app)
