"""Checked by mypy and pyright, never run: code that the types accept, and code that they refuse.

Both checkers fail where a line that should be refused is not.
"""

from typing import Annotated, Any, assert_type

from fastapi import Depends
from flask import Flask

import hookseal.fastapi
import hookseal.flask
from hookseal import Event, EventType, Verifier, read_event
from hookseal.types import (
    DirectoryUser,
    DirectoryUserUpdated,
    EventContext,
    OrganizationMembership,
    TypedEvent,
    User,
)

verifier = Verifier("whsec_example")
assert_type(verifier.construct_event(b"", {}), TypedEvent)
assert_type(read_event(b""), TypedEvent)


def by_equality(event: TypedEvent) -> None:
    if event.event == "dsync.user.created":
        assert_type(event.data, DirectoryUser)
        added(event.data)
        event.data["emials"]  # type: ignore
    if event.event != "organization_membership.created":
        return
    assert_type(event.data, OrganizationMembership)
    if event.data["status"] == "a status that WorkOS adds later":
        added(event.data["role"])  # type: ignore


def by_match(event: TypedEvent) -> str:
    match event.event:
        case "user.created" | "user.updated":
            assert_type(event.data, User)
        case "dsync.user.updated":
            assert_type(event.data, DirectoryUserUpdated)
            added(event.data)
        case "agent.blueprint.created":
            assert_type(event.data, Any)
        case "user.craeted":  # pyright: ignore[reportUnnecessaryComparison]
            pass
        case _:
            name: str = event.event
            return name
    return event.id


def misspelt(event: TypedEvent) -> bool:
    if str(event.event) == "a.name.of.later":
        return False
    return event.event == "dsync.user.craeted"  # type: ignore


def not_narrowed(event: TypedEvent) -> None:
    event.data["id"]  # type: ignore
    context: EventContext = event.extra.get("context", {})
    assert_type(context.get("client_id"), str | None)


def added(user: DirectoryUser) -> None: ...


def untyped(event: Event) -> None:
    """Whoever does not ask for the types has what there was without them."""
    assert_type(event.event, EventType | str)
    assert_type(event.data, Any)
    if event.event == "a.name.of.later":
        print(event.data["id"])


by_match(Event("event_01", "dsync.user.created", {}))
untyped(read_event(b""))

app = Flask(__name__)


@app.post("/typed")
@hookseal.flask.webhook(verifier)
def typed_view(event: TypedEvent) -> None: ...


@app.post("/untyped")
@hookseal.flask.webhook(verifier)
def untyped_view(event: Event) -> None: ...


async def dependency(
    event: Annotated[TypedEvent, Depends(hookseal.fastapi.Webhook(verifier))],
) -> None: ...
