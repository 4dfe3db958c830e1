"""Adapters with `diagnose=True`: the log line of a refusal says what explains it, and the answer does not."""

import logging
from typing import Any

import pytest
from django.core.checks import run_checks
from endpoints import ADAPTERS, BODY, NOW, SECRET, signed

import hookseal._diagnosis
import hookseal._receive
from hookseal import Event, Verifier

VERIFIER = Verifier(SECRET)
SPOILT = BODY + b"\n"


@pytest.fixture(autouse=True)
def turns(monkeypatch: pytest.MonkeyPatch) -> hookseal._diagnosis.Turns:
    """A diagnosis is due in each test."""
    turns = hookseal._diagnosis.Turns()
    monkeypatch.setattr(hookseal._receive, "turns", turns)
    return turns


def refusals(caplog: pytest.LogCaptureFixture) -> list[str]:
    lines = [record.getMessage() for record in caplog.records if record.name == "hookseal"]
    return [line for line in lines if line.startswith("refused a delivery: ")]


@pytest.mark.parametrize("name", ADAPTERS)
def test_the_log_line_says_what_explains_a_refusal(name: str, caplog: pytest.LogCaptureFixture) -> None:
    reported: list[Any] = []
    endpoint = ADAPTERS[name](VERIFIER, diagnose=True, on_refusal=reported.append)
    answer = endpoint.post(signed(), SPOILT)
    assert (answer.status, answer.json) == (400, {"error": "signature_mismatch"})
    (line,) = refusals(caplog)
    finding = hookseal.diagnose(SPOILT, signed(), SECRET).findings[0]
    for told in ("signature_mismatch: ", finding.code, finding.message, finding.advice):
        assert told in line
    assert "\n" not in line
    assert "payload_newline_added" not in reported[0].message
    for hidden in (SECRET, "event_01", "v1="):
        assert hidden not in caplog.text
    assert endpoint.post(signed()).status == 200


@pytest.mark.parametrize("name", ADAPTERS)
def test_it_is_off_by_default(name: str, caplog: pytest.LogCaptureFixture) -> None:
    ADAPTERS[name](VERIFIER).post(signed(), SPOILT)
    (line,) = refusals(caplog)
    assert "payload_newline_added" not in line


def test_a_flood_is_diagnosed_once_a_second(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoints = [ADAPTERS[name](VERIFIER, diagnose=True) for name in ("flask", "asgi")]
    now = [1000.0]
    turns = hookseal._diagnosis.Turns(clock=lambda: now[0])
    monkeypatch.setattr(hookseal._receive, "turns", turns)

    def flood() -> int:
        caplog.clear()
        for endpoint in endpoints * 3:
            assert endpoint.post(signed(), SPOILT).status == 400
        assert len(refusals(caplog)) == 6
        return sum("payload_newline_added" in line for line in refusals(caplog))

    assert flood() == 1
    now[0] += hookseal._diagnosis.INTERVAL - 0.01
    assert flood() == 0
    now[0] += 0.01
    assert flood() == 1


def test_one_diagnosis_runs_at_a_time(turns: hookseal._diagnosis.Turns) -> None:
    class Slow:
        nested: str | None = "never asked"

        def _diagnose(self, payload: bytes, header: str | None, *, now: object) -> str | None:
            self.nested = turns.diagnose(self, payload, header, None)  # another request meanwhile
            return "found"

    slow = Slow()
    assert turns.diagnose(slow, b"", None, None) == "found"
    assert slow.nested is None


def test_what_is_refused_before_it_is_verified_is_not_diagnosed(caplog: pytest.LogCaptureFixture) -> None:
    endpoint = ADAPTERS["flask"](VERIFIER, diagnose=True, limit=len(BODY))
    assert endpoint.post(signed(), SPOILT).status == 413
    (line,) = refusals(caplog)
    assert line.startswith("refused a delivery: payload_too_large: ")
    assert "payload_newline_added" not in line


def test_the_clock_of_the_adapter_counts(caplog: pytest.LogCaptureFixture) -> None:
    endpoint = ADAPTERS["django"](VERIFIER, diagnose=True, now=lambda: NOW)
    endpoint.post(signed(timestamp=NOW + 3_600_000))
    (line,) = refusals(caplog)
    assert "clock_behind" in line


def test_a_genuine_delivery_that_is_no_event_has_no_diagnosis(caplog: pytest.LogCaptureFixture) -> None:
    endpoint = ADAPTERS["asgi"](VERIFIER, diagnose=True)
    assert endpoint.post(signed(b"{}"), b"{}").json == {"error": "invalid_payload"}
    (line,) = refusals(caplog)
    assert line.endswith("`id`)")


def test_an_adapter_that_diagnoses_says_so(caplog: pytest.LogCaptureFixture) -> None:
    ADAPTERS["asgi"](VERIFIER)
    assert caplog.text == ""
    ADAPTERS["asgi"](VERIFIER, diagnose=True)
    (record,) = caplog.records
    assert (record.name, record.levelno) == ("hookseal", logging.WARNING)
    assert "turn it off in production" in record.getMessage()
    with pytest.raises(TypeError, match="diagnose must be True or False, not str"):
        ADAPTERS["asgi"](VERIFIER, diagnose="yes")


def test_the_check_of_a_django_deployment_reports_a_view_that_diagnoses() -> None:
    import django_project  # noqa: F401

    import hookseal.django

    @hookseal.django.webhook(VERIFIER, diagnose=True)
    def diagnosing_view(request: Any, event: Event) -> None: ...

    def reported(deploy: bool) -> list[Any]:
        checks = run_checks(include_deployment_checks=deploy)
        return [check.obj for check in checks if check.id == "hookseal.W001"]

    assert reported(deploy=False) == []
    assert any("diagnosing_view" in name for name in reported(deploy=True))
