"""What the shared vectors do not test of verify(): Python's types, times and errors."""

import io
import pickle
from array import array
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from conftest import Delivery

import hookseal
from hookseal import Verified, Verifier, sign


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview, bytes.decode, lambda b: array("B", b)])
def test_every_kind_of_payload(verifier: Verifier, delivery: Delivery, kind: Any) -> None:
    verified = verifier.verify(kind(delivery.payload), delivery.header, now=delivery.timestamp)
    assert verified == Verified(delivery.timestamp, 0)


def test_a_slice_of_a_memoryview(verifier: Verifier, delivery: Delivery) -> None:
    view = memoryview(b"xx" + delivery.payload + b"yy")[2:-2]
    verifier.verify(view, delivery.header, now=delivery.timestamp)
    with pytest.raises(ValueError, match="not contiguous"):
        verifier.verify(view[::2], delivery.header, now=delivery.timestamp)


async def body() -> bytes:
    return b""


@pytest.mark.parametrize(
    ("payload", "cause"),
    [
        ({"id": "event_01"}, "parsed JSON"),
        (["x"], "parsed JSON"),
        (7, "parsed JSON"),
        (1.5, "parsed JSON"),
        (None, "had no body, or something has read it"),
        (io.BytesIO(b"{}").read, "call it first"),
        (io.StringIO("{}"), "a stream: read it first"),
        (object(), "not object"),
    ],
)
def test_a_payload_of_the_wrong_type_is_explained(
    verifier: Verifier, delivery: Delivery, payload: Any, cause: str
) -> None:
    message = rf"{cause}.*pass the raw request body.*request\.get_data\(\)"
    for call in (verifier.verify, verifier.construct_event):
        with pytest.raises(TypeError, match=message):
            call(payload, delivery.header)
    with pytest.raises(TypeError, match=message):
        verifier.begin(delivery.header).update(payload)
    with pytest.raises(TypeError, match=message):
        hookseal.read_event(payload)


def test_a_body_that_was_not_awaited(verifier: Verifier, delivery: Delivery) -> None:
    coroutine: Any = body()
    with pytest.raises(TypeError, match=r"not coroutine \(await it first\)"):
        verifier.verify(coroutine, delivery.header)
    coroutine.close()


@pytest.mark.parametrize("header", [None, "", b""])
def test_an_absent_header(verifier: Verifier, header: Any) -> None:
    with pytest.raises(hookseal.MissingHeaderError) as caught:
        verifier.verify(b"", header)
    assert caught.value.code == "missing_header"


def test_text_that_is_not_utf8_is_refused_by_the_rules(verifier: Verifier, delivery: Delivery) -> None:
    with pytest.raises(hookseal.SignatureMismatchError):
        verifier.verify("\ud800", sign(delivery.secret, "\ufffd"), now=delivery.timestamp)
    with pytest.raises(hookseal.MalformedHeaderError):
        verifier.verify(b"", delivery.header + "\udce9")


def test_header_as_bytes(verifier: Verifier, delivery: Delivery) -> None:
    verifier.verify(delivery.payload, delivery.header.encode(), now=delivery.timestamp)
    with pytest.raises(hookseal.MalformedHeaderError):
        verifier.verify(delivery.payload, delivery.header.encode() + b"\xe9")


def test_now_is_an_aware_datetime_or_milliseconds(verifier: Verifier, delivery: Delivery) -> None:
    issued = datetime.fromtimestamp(delivery.timestamp / 1000, UTC)
    bound = (issued + timedelta(seconds=180)).astimezone(timezone(timedelta(hours=5, minutes=30)))
    verifier.verify(delivery.payload, delivery.header, now=bound)
    with pytest.raises(hookseal.TimestampTooOldError) as caught:
        verifier.verify(delivery.payload, delivery.header, now=bound + timedelta(milliseconds=1))
    assert (caught.value.timestamp, caught.value.difference_ms) == (delivery.timestamp, 180_001)
    with pytest.raises(hookseal.TimestampInFutureError) as ahead:
        verifier.verify(delivery.payload, delivery.header, now=delivery.timestamp - 180_001)
    assert (ahead.value.timestamp, ahead.value.difference_ms) == (delivery.timestamp, 180_001)

    with pytest.raises(ValueError, match="time zone"):
        verifier.verify(delivery.payload, delivery.header, now=issued.replace(tzinfo=None))
    wrong: Any
    for wrong in (1.5, "now", True):
        with pytest.raises(TypeError, match="milliseconds"):
            verifier.verify(delivery.payload, delivery.header, now=wrong)
    with pytest.raises(OverflowError):
        verifier.verify(delivery.payload, delivery.header, now=2**63)


def test_the_system_clock_is_the_default(verifier: Verifier, delivery: Delivery) -> None:
    verifier.verify(b"{}", sign(delivery.secret, b"{}"))
    with pytest.raises(hookseal.TimestampTooOldError):
        verifier.verify(delivery.payload, delivery.header)


def test_a_timestamp_in_seconds_is_explained(verifier: Verifier, delivery: Delivery) -> None:
    header = sign(delivery.secret, b"{}", timestamp=delivery.timestamp // 1000)
    with pytest.raises(hookseal.TimestampTooOldError, match="timestamp looks like seconds"):
        verifier.verify(b"{}", header, now=delivery.timestamp)


@pytest.mark.parametrize("tolerance", [60, 60.0, timedelta(minutes=1)])
def test_tolerance_in_seconds(delivery: Delivery, tolerance: Any) -> None:
    verifier = Verifier(delivery.secret, tolerance=tolerance)
    verifier.verify(delivery.payload, delivery.header, now=delivery.timestamp + 60_000)
    with pytest.raises(hookseal.TimestampTooOldError):
        verifier.verify(delivery.payload, delivery.header, now=delivery.timestamp + 60_001)


def test_no_tolerance_accepts_any_age(delivery: Delivery) -> None:
    Verifier(delivery.secret, tolerance=None).verify(delivery.payload, delivery.header)


@pytest.mark.parametrize(
    "tolerance", [-1, 86_400.5, 180_000, float("nan"), float("inf"), 10**400, timedelta(-1)]
)
def test_a_tolerance_out_of_range(tolerance: Any) -> None:
    with pytest.raises(hookseal.ConfigurationError, match="86400 seconds") as caught:
        Verifier("whsec", tolerance=tolerance)
    assert caught.value.code == "invalid_tolerance"
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize("tolerance", ["180", True, b"180"])
def test_a_tolerance_of_the_wrong_type(tolerance: Any) -> None:
    with pytest.raises(TypeError, match="tolerance must be seconds"):
        Verifier("whsec", tolerance=tolerance)


def test_secrets_rotate(delivery: Delivery) -> None:
    verifier = Verifier(("whsec_new", delivery.secret.encode()))
    verified = verifier.verify(delivery.payload, delivery.header, now=delivery.timestamp)
    assert verified.secret_index == 1


@pytest.mark.parametrize(
    ("secret", "message"),
    [
        ("", "the secret is empty"),
        ([], "no secret"),
        (["whsec"] * 17, "more than 16"),
        (["whsec_ok", "whsec_bad\n"], r"secrets\[1\] ends with white space"),
        (b" whsec_bad", "begins with white space"),
    ],
)
def test_a_secret_that_is_not_allowed(secret: Any, message: str) -> None:
    with pytest.raises(hookseal.ConfigurationError, match=message) as caught:
        Verifier(secret)
    assert caught.value.code == "invalid_secret"
    assert "whsec" not in str(caught.value)


@pytest.mark.parametrize("secret", [None, 7, ["whsec", None], {"whsec"}])
def test_a_secret_of_the_wrong_type(secret: Any) -> None:
    with pytest.raises(TypeError, match="secret must be str or bytes"):
        Verifier(secret)


def test_nothing_shows_a_secret_or_a_digest(verifier: Verifier, delivery: Delivery) -> None:
    digest = delivery.header.split("v1=")[1]
    with pytest.raises(hookseal.SignatureMismatchError) as caught:
        verifier.verify(b"another payload", delivery.header, now=delivery.timestamp)
    verification = verifier.begin(delivery.header)
    for text in (repr(verifier), str(caught.value), repr(caught.value), repr(verification)):
        assert delivery.secret not in text
        assert digest not in text
        assert "another payload" not in text


def test_results_and_errors_are_values(verifier: Verifier, delivery: Delivery) -> None:
    verified = verifier.verify(delivery.payload, delivery.header, now=delivery.timestamp)
    assert pickle.loads(pickle.dumps(verified)) == verified
    assert len({verified, Verified(delivery.timestamp, 0)}) == 1
    match verified:
        case Verified(timestamp, secret_index):
            assert (timestamp, secret_index) == (delivery.timestamp, 0)
    with pytest.raises(AttributeError):
        verified.timestamp = 0  # type: ignore[misc]

    with pytest.raises(hookseal.TimestampTooOldError) as caught:
        verifier.verify(delivery.payload, delivery.header)
    copy = pickle.loads(pickle.dumps(caught.value))
    assert (copy.code, copy.timestamp) == ("timestamp_too_old", delivery.timestamp)
    assert str(copy) == str(caught.value)
