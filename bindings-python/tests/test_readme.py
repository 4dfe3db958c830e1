"""The README's examples, run as they stand."""

import re
from pathlib import Path

import pytest

import hookseal

README = Path(__file__).parents[1] / "README.md"


def example(number: int) -> dict[str, object]:
    """What one of the examples defines."""
    examples = re.findall(r"^```python\n(.*?)^```", README.read_text("utf-8"), re.M | re.S)
    namespace: dict[str, object] = {}
    exec(compile(examples[number], str(README), "exec"), namespace)
    return namespace


def test_the_example_accepts_and_refuses(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WORKOS_WEBHOOK_SECRET", "whsec_example")
    webhook = example(0)["webhook"]
    assert callable(webhook)

    body = b'{"id": "event_01", "event": "connection.activated", "data": {}}'
    signed = {hookseal.HEADER_NAME: hookseal.sign("whsec_example", body)}
    assert webhook(body, signed) == 200
    assert webhook(body + b" ", signed) == 400
    assert webhook(body, {}) == 400

    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "accepted connection.activated event_01"
    assert printed[1].startswith("refused: signature_mismatch: ")
    assert printed[2].startswith("refused: missing_header: ")
