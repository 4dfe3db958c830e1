"""The README's examples, run as they stand."""

import json
import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

import hookseal

README = Path(__file__).parents[1] / "README.md"


def example(number: int) -> dict[str, object]:
    """What one of the examples defines."""
    return run(README.read_text("utf-8"), number, {})


def run(text: str, number: int, namespace: dict[str, object]) -> dict[str, object]:
    examples = re.findall(r"^```python\n(.*?)^```", text, re.M | re.S)
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


def test_the_recipe_for_pytest_tests_the_example_of_fastapi() -> None:
    _, recipe = README.read_text("utf-8").split("## Testing an endpoint\n")
    names = run(recipe, 0, example(1))
    test_webhook, app = names["test_webhook"], names["app"]
    assert callable(test_webhook)
    assert isinstance(app, FastAPI)
    test_webhook()

    event = {"id": "event_01", "event": "connection.activated", "data": {}}
    signed = {hookseal.HEADER_NAME: hookseal.sign("whsec_example", json.dumps(event))}
    answer = TestClient(app).post("/webhooks", json=event, headers=signed)
    assert answer.json() == {"error": "signature_mismatch"}
