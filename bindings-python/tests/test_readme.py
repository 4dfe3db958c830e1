"""Runs the README's examples exactly as they are written."""

import asyncio
import json
import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

import hookseal

README = Path(__file__).parents[1] / "README.md"


def example(number: int) -> dict[str, object]:
    """Runs an example, and returns what it defines."""
    examples = re.findall(r"^```python\n(.*?)^```", README.read_text("utf-8"), re.M | re.S)
    namespace: dict[str, object] = {}
    exec(compile(examples[number], str(README), "exec"), namespace)
    return namespace


def test_the_example_accepts_and_refuses(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("WORKOS_WEBHOOK_SECRET", "whsec_example")
    webhook = example(0)["webhook"]
    assert callable(webhook)

    body = b'{"id": "event_01", "event": "connection.activated", "data": {}}'
    signed = {hookseal.HEADER_NAME.lower(): hookseal.sign("whsec_example", body)}
    assert webhook(body, signed) == 200
    assert webhook(body + b" ", signed) == 400
    assert webhook(body, {}) == 400

    assert capsys.readouterr().out == "accepted connection.activated event_01\n"
    mismatch, missing = caplog.messages
    assert mismatch.startswith("refused a delivery: signature_mismatch: ")
    assert missing.startswith("refused a delivery: missing_header: ")


def test_a_test_client_must_send_the_signed_bytes_and_not_json() -> None:
    app = example(1)["app"]
    assert isinstance(app, FastAPI)
    client = TestClient(app)
    body = '{"id": "event_01", "event": "connection.activated", "data": {}}'
    signed = {hookseal.HEADER_NAME: hookseal.sign("whsec_example", body)}
    assert client.post("/webhooks", content=body, headers=signed).status_code == 200
    answer = client.post("/webhooks", json=json.loads(body), headers=signed)
    assert answer.json() == {"error": "signature_mismatch"}


def test_the_example_of_diagnose(capsys: pytest.CaptureFixture[str]) -> None:
    example(8)
    code, newline, escaped = capsys.readouterr().out.splitlines()
    assert code == "signature_mismatch"
    assert newline.startswith("payload_newline_added: ")
    assert escaped.startswith("payload_non_ascii_escaped: ")


def test_the_example_of_the_types_handles_every_event(capsys: pytest.CaptureFixture[str]) -> None:
    handle = example(9)["handle"]
    assert callable(handle)
    user = {"directory_id": "directory_01", "email": None}
    handle(hookseal.Event("event_01", "dsync.user.created", user))
    handle(hookseal.Event("event_02", "role.teleported"))
    assert capsys.readouterr().out == "directory_01: None\nignored role.teleported\n"


def test_the_example_of_actions_decides() -> None:
    app = example(11)["app"]
    assert isinstance(app, FastAPI)
    client = TestClient(app)

    def ask(address: object) -> object:
        body = json.dumps({"id": "a", "object": "authentication_action_context", "ip_address": address})
        signed = {hookseal.HEADER_NAME: hookseal.sign("secret_example", body)}
        payload = client.post("/actions", content=body, headers=signed).json()["payload"]
        return payload["verdict"], payload.get("error_message")

    assert ask("192.0.2.1") == ("Allow", None)
    assert ask("198.51.100.7") == ("Deny", "Sign in from the office.")
    assert ask(None) == ("Deny", "Try again later.")
    assert client.post("/actions", content=b"{}").json() == {"error": "missing_header"}


def test_the_example_of_the_router_handles_every_event(capsys: pytest.CaptureFixture[str]) -> None:
    router = example(10)["router"]
    assert isinstance(router, hookseal.Router)
    event = hookseal.Event("event_01", "dsync.user.deleted", {"directory_id": "directory_01"})
    asyncio.run(router.handle_async(event))
    router.handle(hookseal.Event("event_02", "role.teleported"))
    expected = "dsync.user.deleted of directory_01\naudit event_01\ncount event_01\ncount event_02\n"
    assert capsys.readouterr().out == expected
