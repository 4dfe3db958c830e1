"""Checked by mypy and pyright, never run: code that the types accept, and code that they refuse.

Both checkers fail where a line that should be refused is not.
"""

from typing import Annotated, Any, Literal, assert_type, cast

from fastapi import Depends
from flask import Flask

import hookseal.asgi
import hookseal.aws_lambda
import hookseal.fastapi
import hookseal.flask
from hookseal import Action, ActionVerifier, Event, EventType, Router, Verifier, read_event
from hookseal.types import (
    AuthenticationActionContext,
    DirectoryGroup,
    DirectoryUser,
    DirectoryUserUpdated,
    EventContext,
    OrganizationMembership,
    OtherName,
    TypedAction,
    TypedEvent,
    User,
    UserRegistrationActionContext,
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


router = Router()


@router.on("dsync.user.created")
def created(event: Event[Literal["dsync.user.created", "dsync.user.deleted"], DirectoryUser]) -> None: ...


@router.on("dsync.user.created", "dsync.user.deleted")
def changed(event: Event[str, DirectoryUser], body: bytes) -> None:
    added(event.data)


@router.on("user.created", "role.created")
@router.on("dsync.*")
@router.on("agent.blueprint.created")
@router.on_any
async def mixed(event: TypedEvent, *rest: object) -> None:
    if event.event == "dsync.group.created":
        assert_type(event.data, DirectoryGroup)


@router.on("user.created")
@router.on("dsync.user.*")
def unnarrowed(event: Event) -> None:
    """The decorators leave it as it is."""


unnarrowed(read_event(b""))
router.on(cast(OtherName, "user.of.later"))(unnarrowed)
router.on("user.created")(changed)  # type: ignore
router.on("dsync.user.*")(changed)  # type: ignore
router.on("dsync.user.craeted")(unnarrowed)  # type: ignore
router.on("dsnyc.*")(unnarrowed)  # type: ignore
router.on("user.created")(5)  # type: ignore
router.handle(read_event(b""), b"what an adapter passes")
hookseal.asgi.webhook(verifier, router.handle_async)
hookseal.aws_lambda.webhook(verifier, router.handle)

action_verifier = ActionVerifier("action_secret")
assert_type(action_verifier.construct_action(b"", {}), TypedAction)


def asked(action: TypedAction) -> str | None:
    if action.object == "authentication_action_context":
        assert_type(action.data, AuthenticationActionContext)
        action.data["user_data"]  # type: ignore
        organization = action.data.get("organization")
        return organization["name"] if organization else None
    if action.object == "user_registration_action_context":
        assert_type(action.data, UserRegistrationActionContext)
        return action.data["user_data"]["first_name"]
    assert_type(action.data, dict[str, Any])
    return str(action.data["member_of_later"])


def unknown_action(action: TypedAction) -> bool:
    return action.object == "authentication_action"  # type: ignore


def untyped_action(action: Action) -> None:
    assert_type(action.object, str)
    assert_type(action.data, Any)


asked(Action("action_01", "authentication_action_context", {}))
untyped_action(action_verifier.construct_action(b"", {}))


@app.post("/typed-action")
@hookseal.flask.action(action_verifier)
def typed_action(action: TypedAction) -> hookseal.flask.Verdict:
    return ("Deny", asked(action) or "No.")


@app.post("/untyped-action")
@hookseal.flask.action(action_verifier)
def untyped_decision(action: Action) -> hookseal.flask.Verdict:
    return "Allow"
