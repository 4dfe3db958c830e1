"""The FastAPI dependency in every place that FastAPI allows one."""

import json
from typing import Annotated, Any

import pytest
from endpoints import BODY, SECRET, call_asgi, signed
from fastapi import APIRouter, Depends, FastAPI, Request

from hookseal import Event, Verifier
from hookseal.fastapi import Webhook, install

webhook = Webhook(Verifier(SECRET))
router = APIRouter(prefix="/routed")
app = FastAPI()
install(app)


class Delivery:
    """A dependency that depends on the webhook."""

    def __init__(self, event: Annotated[Event, Depends(webhook)], request: Request) -> None:
        self.event = event
        self.request = request


@router.post("/parameter")
def parameter(event: Annotated[Event, Depends(webhook)]) -> str:
    return event.id


@router.post("/decorator", dependencies=[Depends(webhook)])
async def decorator(request: Request) -> str:
    body: dict[str, Any] = await request.json()
    return str(body["id"])


@router.post("/class")
async def class_dependency(delivery: Annotated[Delivery, Depends()]) -> str:
    assert await delivery.request.body() == BODY
    return delivery.event.id


@app.post("/returned")
def returned(event: Annotated[Event, Depends(webhook)]) -> Event:
    return event


app.include_router(router)
app.include_router(router, prefix="/guarded", dependencies=[Depends(webhook)])


@pytest.mark.parametrize("prefix", ["/routed", "/guarded/routed"])
@pytest.mark.parametrize("name", ["parameter", "decorator", "class"])
def test_a_dependency(prefix: str, name: str) -> None:
    answer = call_asgi(app, "POST", BODY, signed().items(), f"{prefix}/{name}")
    assert (answer.status, answer.json) == (200, "event_01")
    answer = call_asgi(app, "POST", BODY + b" ", signed().items(), f"{prefix}/{name}")
    assert (answer.status, answer.json) == (400, {"error": "signature_mismatch"})


def test_a_view_may_return_the_event() -> None:
    answer = call_asgi(app, "POST", BODY, signed().items(), "/returned")
    assert (answer.status, answer.json) == (200, json.loads(BODY))
