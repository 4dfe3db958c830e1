"""ActionVerifier, the Action that it returns, and the functions that adapters are given."""

import gc
import json
import weakref
from typing import Any

import pytest
from flask import Flask
from flask.views import MethodView

from hookseal import (
    ACTION_TOLERANCE,
    HEADER_NAME,
    Action,
    ActionVerifier,
    ConfigurationError,
    InvalidPayloadError,
    TimestampTooOldError,
    Verifier,
    sign,
)
from hookseal.flask import Verdict, action

SECRET = "action_secret_41d0"
NOW = 1_735_000_000_000
BODY = json.dumps({"object": "authentication_action_context", "id": "a1", "user": {"name": "Zoë"}}).encode()


def construct(body: bytes = BODY, secret: Any = SECRET, now: int = NOW) -> Action:
    return ActionVerifier(secret).construct_action(body, sign(SECRET, body, timestamp=NOW), now=now)


def test_an_action_is_its_id_its_object_and_all_its_data() -> None:
    asked = construct()
    match asked:
        case Action(id, "authentication_action_context", {"user": {"name": name}}):
            assert (id, name) == ("a1", "Zoë")
        case _:
            pytest.fail("no match")
    assert asked.data == json.loads(BODY)
    assert asked == Action("a1", "authentication_action_context", json.loads(BODY))
    assert asked != Action("a2", "authentication_action_context", json.loads(BODY))
    assert "Zo" not in repr(asked)
    assert SECRET not in repr(ActionVerifier(SECRET))


def test_events_and_actions_name_each_others_verifier() -> None:
    event = b'{"id":"event_01","event":"user.created"}'
    with pytest.raises(InvalidPayloadError, match=r"an event, which a Verifier reads"):
        construct(event)
    with pytest.raises(InvalidPayloadError, match=r"an action, which an ActionVerifier reads"):
        Verifier(SECRET).construct_event(BODY, sign(SECRET, BODY))


def test_the_tolerance_is_half_a_minute() -> None:
    assert ACTION_TOLERANCE == 30
    construct(now=NOW + 30_000)
    with pytest.raises(TimestampTooOldError):
        construct(now=NOW + 30_001)
    with pytest.raises(ConfigurationError):
        ActionVerifier(f"{SECRET}\n")


def test_the_answer_is_finished_bytes() -> None:
    answer = ActionVerifier(SECRET).sign_response(construct(), "Deny", "Jürgen", now=NOW)
    payload = f'{{"timestamp":{NOW},"verdict":"Deny","error_message":"Jürgen"}}'
    signature = sign(SECRET, payload, timestamp=NOW).partition("v1=")[2]
    head = '{"object":"authentication_action_response","payload":'
    assert answer == f'{head}{payload},"signature":"{signature}"}}'.encode()


@pytest.mark.parametrize(
    ("verdict", "message"),
    [("deny", None), ("Allow", "welcome"), ("Deny", "m" * 501), ("Deny", "\ud800"), ("", None)],
)
def test_a_wrong_verdict_is_a_value_error(verdict: Any, message: str | None) -> None:
    what = "verdict|message|surrogate"
    with pytest.raises(ValueError, match=what):
        ActionVerifier(SECRET).sign_response(construct(), verdict, message)
    with pytest.raises(ValueError, match=what):
        action(ActionVerifier(SECRET), on_error=(verdict, message) if message else verdict)


def test_a_wrong_type_is_a_type_error() -> None:
    for wrong in (None, 1, ("Deny",), ["Deny", "m"], True):
        on_error: Any = wrong
        if wrong is not None and wrong != ["Deny", "m"]:
            with pytest.raises(TypeError, match=r'"Allow", "Deny" or \("Deny", message\)'):
                action(ActionVerifier(SECRET), on_error=on_error)
    with pytest.raises(TypeError, match=r"pass a hookseal\.ActionVerifier"):
        action(Verifier(SECRET))  # type: ignore[arg-type]
    for deadline, error in ((0, ValueError), (float("nan"), ValueError), ("1", TypeError), (True, TypeError)):
        with pytest.raises(error):
            action(ActionVerifier(SECRET), deadline=deadline)  # type: ignore[arg-type]


def test_an_action_in_a_cycle_is_freed() -> None:
    class Marker:
        pass

    marker = Marker()
    asked = construct()
    asked.data["self"] = asked
    asked.data["marker"] = marker
    seen = weakref.ref(marker)
    del asked, marker
    gc.collect()
    assert seen() is None


def test_a_class_based_view() -> None:
    app = Flask(__name__)

    class SignIn(MethodView):
        @action(lambda: ActionVerifier(SECRET), now=lambda: NOW)
        def post(self, asked: Action, kind: str) -> Verdict:
            return ("Deny", f"{kind} {asked.id}")

    app.add_url_rule("/<kind>", view_func=SignIn.as_view("actions"))
    header = sign(SECRET, BODY, timestamp=NOW)
    answer = app.test_client().post("/actions", data=BODY, headers={HEADER_NAME: header})
    assert answer.get_json()["payload"] == {
        "timestamp": NOW,
        "verdict": "Deny",
        "error_message": "actions a1",
    }
