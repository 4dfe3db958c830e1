"""The FastAPI dependency."""

import asyncio
from typing import Annotated, Any

from common import ACTION_VERIFIER, DEADLINE, LARGE, ON_ERROR, VERIFIER, decide
from fastapi import Depends, FastAPI, Request, Response
from serve import on_uvicorn

from hookseal import Action as SignIn
from hookseal import Event
from hookseal.fastapi import Action, Verdict, Webhook, install

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


@app.post("/action")
@Action(ACTION_VERIFIER, deadline=DEADLINE)
def sign_in(action: SignIn, request: Request) -> Verdict:
    assert request.url.path == "/action"
    verdict: Verdict = decide(action)
    return verdict


@app.post("/action-or-deny")
@Action(ACTION_VERIFIER, deadline=DEADLINE, on_error=ON_ERROR)
async def sign_in_async(action: SignIn) -> Verdict:
    verdict: Verdict = await asyncio.to_thread(decide, action)
    return verdict


on_uvicorn(app)
