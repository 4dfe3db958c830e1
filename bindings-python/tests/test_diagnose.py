"""Diagnoses in Python. That every finding is found is shown by the vectors in tests/conformance."""

import datetime
import threading
from typing import Any

import pytest

import hookseal
from hookseal import HEADER_NAME, Diagnosis, Finding, diagnose, sign

SECRET = "whsec_hidden"
NOW = 1_735_000_000_000
BODY = b'{"id":"event_01","event":"connection.activated"}'
HEADER = sign(SECRET, BODY, timestamp=NOW)


def codes(diagnosis: Diagnosis) -> list[str]:
    return [finding.code for finding in diagnosis.findings]


def test_what_explains_a_refusal() -> None:
    diagnosis = diagnose(BODY + b"\n", HEADER, f'"{SECRET}"', now=NOW)
    assert diagnosis.code == "invalid_secret"
    assert codes(diagnosis) == ["payload_newline_added", "secret_quoted"]
    assert (diagnosis.ruled_out, diagnosis.next_steps) == ((), ())
    match diagnosis.findings[1]:
        case Finding(code, message, advice):
            assert code == "secret_quoted"
            assert "quotes" in message
            assert "docker" in advice
    for text in (str(diagnosis), repr(diagnosis), repr(diagnosis.findings)):
        assert "secret_quoted" in text
    assert diagnosis.findings[1].advice in str(diagnosis)


def test_it_tells_no_secret_and_no_payload() -> None:
    for secret in (f'"{SECRET}"', "whsec_of_another"):
        diagnosis = diagnose(BODY, HEADER, secret, now=NOW)
        said = [diagnosis.summary, *diagnosis.next_steps, str(diagnosis), repr(diagnosis)]
        said += [text for finding in diagnosis.findings for text in (finding.message, finding.advice)]
        for hidden in (SECRET, "whsec_of_another", "event_01", HEADER[-64:]):
            assert hidden not in "".join(said)


def test_nothing_is_found() -> None:
    well = diagnose(BODY, HEADER, SECRET, now=NOW)
    assert (well.code, well.findings, well.ruled_out, well.next_steps) == ("ok", (), (), ())
    assert well.summary
    unexplained = diagnose(BODY, HEADER, "whsec_of_another", now=NOW)
    assert (unexplained.code, unexplained.findings) == ("signature_mismatch", ())
    assert "payload_newline_added" in unexplained.ruled_out
    assert unexplained.next_steps
    assert unexplained.next_steps[0] in str(unexplained)


@pytest.mark.parametrize("payload", [bytes, bytearray, memoryview, bytes.decode])
@pytest.mark.parametrize(
    "header", [HEADER, HEADER.encode(), {HEADER_NAME.lower(): HEADER}, [(HEADER_NAME, HEADER)]]
)
@pytest.mark.parametrize(
    "secret", [SECRET, SECRET.encode(), bytearray(SECRET.encode()), [SECRET], (SECRET, b"whsec_new")]
)
def test_it_takes_what_verify_takes(payload: Any, header: Any, secret: Any) -> None:
    assert codes(diagnose(payload(BODY + b"\n"), header, secret, now=NOW)) == ["payload_newline_added"]


def test_the_clock() -> None:
    late = datetime.datetime.fromtimestamp(NOW / 1000, datetime.UTC) - datetime.timedelta(hours=1)
    assert codes(diagnose(BODY, HEADER, SECRET, now=late)) == ["clock_behind"]
    assert diagnose(BODY, HEADER, SECRET).code == "timestamp_too_old"
    assert diagnose(BODY, sign(SECRET, BODY), SECRET).code == "ok"


@pytest.mark.parametrize("secret", ["", [], ["whsec"] * 17, "undefined", b"\n"])
def test_a_secret_that_a_verifier_refuses_is_diagnosed(secret: Any) -> None:
    with pytest.raises(hookseal.ConfigurationError):
        hookseal.Verifier(secret)
    assert diagnose(BODY, HEADER, secret, now=NOW).code == "invalid_secret"


@pytest.mark.parametrize(
    ("payload", "header", "secret", "message"),
    [
        ({"id": "event_01"}, HEADER, SECRET, r"payload must be bytes.*request\.get_data"),
        (None, HEADER, SECRET, "payload must be bytes"),
        (BODY, 7, SECRET, "header must be str"),
        (BODY, HEADER, None, "secret must be str or bytes, not NoneType"),
        (BODY, HEADER, [SECRET, None], "secret must be str or bytes, not NoneType"),
    ],
)
def test_wrong_types(payload: Any, header: Any, secret: Any, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        diagnose(payload, header, secret)
    with pytest.raises(TypeError):
        diagnose(BODY, HEADER, SECRET, now="2024")  # type: ignore[arg-type]


def test_it_is_frozen_and_a_finding_is_a_value() -> None:
    diagnosis = diagnose(BODY + b"\n", HEADER, SECRET, now=NOW)
    (finding,) = diagnosis.findings
    (again,) = diagnose(BODY + b"\n", HEADER, SECRET, now=NOW).findings
    assert finding == again
    assert len({finding, again}) == 1
    with pytest.raises(AttributeError):
        diagnosis.code = "ok"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        finding.advice = ""  # type: ignore[misc]


def test_other_threads_run_meanwhile() -> None:
    payload = b'{"data":[' + b'"\xc3\xa9/<",' * 100_000 + b"0]}"
    ticks: list[None] = []
    diagnosing = threading.Event()

    def tick() -> None:
        diagnosing.wait()
        while diagnosing.is_set():
            ticks.append(None)

    ticker = threading.Thread(target=tick)
    ticker.start()
    diagnosing.set()
    before = len(ticks)
    diagnose(payload, HEADER, "whsec_of_another", now=NOW)
    during = len(ticks) - before
    diagnosing.clear()
    ticker.join()
    assert during > 1000
