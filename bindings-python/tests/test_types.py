"""hookseal.types at run time; tests/typed_events.py holds what type checkers see of it."""

import subprocess
import sys
from typing import Literal, get_type_hints, is_typeddict

import hookseal
import hookseal.types


def test_neither_hookseal_nor_an_adapter_imports_the_types() -> None:
    script = (
        "import sys, hookseal, hookseal.asgi, hookseal.aws_lambda, hookseal.django, hookseal.fastapi, "
        "hookseal.flask, hookseal.azure_functions\n"
        'body = \'{"id": "event_01", "event": "user.created"}\'\n'
        "hookseal.read_event(body)\n"
        "print('hookseal.types' in sys.modules)"
    )
    assert subprocess.check_output([sys.executable, "-c", script], text=True) == "False\n"


def test_the_types_serve_as_annotations_at_run_time() -> None:
    def handler(
        any_event: hookseal.types.TypedEvent,
        one: hookseal.Event[Literal["dsync.user.created"], hookseal.types.DirectoryUser],
        user: hookseal.types.DirectoryUser,
        any_action: hookseal.types.TypedAction,
        sign_in: hookseal.Action[
            Literal["authentication_action_context"], hookseal.types.AuthenticationActionContext
        ],
    ) -> None: ...

    hints = get_type_hints(handler)
    assert hints["any_event"] is hookseal.Event
    assert hints["any_action"] is hookseal.Action
    assert is_typeddict(hints["user"])
    assert "emails" in hookseal.types.DirectoryUser.__optional_keys__
    assert isinstance(hookseal.read_event('{"id": "a", "event": "b"}'), hookseal.types.TypedEvent)
