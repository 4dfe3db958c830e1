"""construct_event() and the Event it gives."""

import json
import pickle
from typing import Any

import pytest

from hookseal import Event, EventType, InvalidPayloadError, SignatureMismatchError, Verifier, sign

SECRET = "whsec_test_5f1c"


def construct(payload: bytes | str) -> Event:
    return Verifier(SECRET).construct_event(payload, sign(SECRET, payload))


def test_members_come_through_untouched() -> None:
    payload = {
        "id": "event_01",
        "event": "some.later.event",
        "data": {"name": "Zoë", "n": 12345678901234567890},
        "created_at": "2026-01-02T03:04:05.678Z",
        "context": {"client_id": "client_01"},
    }
    for text in (json.dumps(payload), json.dumps(payload, ensure_ascii=False, indent=1)):
        event = construct(text)
        assert (event.id, event.event) == ("event_01", "some.later.event")
        assert (event.data, event.created_at) == (payload["data"], payload["created_at"])
        assert event.extra == {"context": payload["context"]}
        assert event == construct(text.encode())
        assert pickle.loads(pickle.dumps(event)) == event


def test_absent_members_are_none_and_data_stays_out_of_the_repr() -> None:
    event = construct(b'{"id": "event_01", "event": "e"}')
    assert (event.data, event.created_at, event.extra) == (None, None, {})
    assert "Zo" not in repr(Event("event_01", "e", {"name": "Zo"}))
    assert event == Event("event_01", "e")
    assert event != Event("event_02", "e")
    assert event != "event_01"


def test_a_name_is_known_or_any_other() -> None:
    """Type checkers read this too: they know the names, and let an event have another."""
    handled: set[EventType] = {"connection.activated", "dsync.activated"}
    handled.add("connection.actived")  # type: ignore[arg-type]
    assert construct(b'{"id": "event_01", "event": "dsync.activated"}').event in handled
    later = construct(b'{"id": "event_01", "event": "later.event"}').event
    assert later == "later.event"
    assert later not in handled


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"[]",
        b'{"id": 1, "event": "e"}',
        b'{"id": "a", "id": 2, "event": "e"}',
        b'\xef\xbb\xbf{"id": "a", "event": "e"}',
        b'{"id": "a", "event": "\xff"}',
        b'{"id": "a", "event": "e", "data": NaN}',
        b'{"id": "a", "event": "e", "data": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"id": "a", "event": "e", "data": ' + b"9" * 5_000 + b"}",
    ],
)
def test_a_genuine_payload_that_is_no_event(payload: bytes) -> None:
    with pytest.raises(InvalidPayloadError) as caught:
        construct(payload)
    assert caught.value.code == "invalid_payload"


def test_the_signature_comes_first() -> None:
    wrong: Any = sign("another", b"not json")
    with pytest.raises(SignatureMismatchError):
        Verifier(SECRET).construct_event(b"not json", wrong)
