"""construct_event(), read_event() and the Event that they return."""

import copy
import gc
import json
import mmap
import pickle
import subprocess
import sys
import weakref
from pathlib import Path
from typing import Any

import pytest

from hookseal import (
    Event,
    EventType,
    InvalidPayloadError,
    SignatureMismatchError,
    Verifier,
    read_event,
    sign,
)

SECRET = "whsec_test_5f1c"


def construct(payload: bytes | str) -> Event:
    return Verifier(SECRET).construct_event(payload, sign(SECRET, payload))


def test_members_are_unchanged() -> None:
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
        assert event == construct(text.encode()) == read_event(text) == read_event(bytearray(text.encode()))
        assert pickle.loads(pickle.dumps(event)) == event


def test_absent_members_are_none_and_the_repr_hides_the_data() -> None:
    event = construct(b'{"id": "event_01", "event": "e"}')
    assert (event.data, event.created_at, event.extra) == (None, None, {})
    assert "Zo" not in repr(Event("event_01", "e", {"name": "Zo"}))
    assert event == Event("event_01", "e")
    assert event != Event("event_02", "e")
    assert event != "event_01"
    assert construct(b'{"id": "event_01", "event": "e", "data": null}') == event


def test_to_dict_returns_the_event_as_it_was_sent() -> None:
    text = (
        '{"event": "e", "z": [1], "id": "event_01", "created_at": null, "data": {"b": 1.5, "a": "\\ud800"}}'
    )
    event = construct(text)
    members = event.to_dict()
    assert json.dumps(members) == text
    members.clear()
    for same in (event, *copies(event), read_event(text), read_event(json.dumps(event.to_dict()))):
        assert json.dumps(same.to_dict()) == json.dumps(dict(same)) == text
        assert (same["z"], same.extra) == ([1], {"z": [1]})
    with pytest.raises(KeyError):
        event["absent"]
    assert Event("event_01", "e").to_dict() == {"id": "event_01", "event": "e"}
    built = Event("event_01", "e", {}, "2026-01-02T03:04:05.678Z", {"object": "event"})
    assert list(built.to_dict()) == ["id", "event", "data", "created_at", "object"]
    with pytest.raises(ValueError, match="extra must not contain `id`: pass it as the argument"):
        Event("event_01", "e", extra={"id": "event_02"})


def copies(event: Event) -> list[Event]:
    pickled = [pickle.loads(pickle.dumps(event, protocol)) for protocol in range(6)]
    return [*pickled, copy.copy(event), copy.deepcopy(event)]


def test_an_event_in_a_cycle_is_freed() -> None:
    class Marker:
        pass

    event = construct(b'{"id": "event_01", "event": "e", "data": {}}')
    marker = Marker()
    event.data.update(event=event, marker=marker)
    freed = weakref.ref(marker)
    del event, marker
    gc.collect()
    assert freed() is None


def test_an_event_may_have_an_unknown_name() -> None:
    """Checked by mypy too: it knows the names, and lets an event have another."""
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
    ],
)
def test_a_genuine_payload_that_is_not_an_event(payload: bytes) -> None:
    for read in (construct, read_event):
        with pytest.raises(InvalidPayloadError) as caught:
            read(payload)
        assert caught.value.code == "invalid_payload"


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (r'"\ud800"', "\ud800"),
        ("1e999", float("inf")),
        ("-" + "9" * 5_000, 1 - 10**5_000),
        ("[1" + "0" * 6_000 + ', {"n": 7}]', [10**6_000, {"n": 7}]),
        ('{"a": 1, "a": 2}', {"a": 2}),
    ],
    ids=["half a pair", "infinite", "long", "long, in a list", "repeated"],
)
def test_all_other_json_passes(data: str, value: Any) -> None:
    assert construct(f' {{"id": "event_01", "event": "e", "data": {data}}}').data == value


@pytest.mark.parametrize("repeats", [147, 512, 1024, 1025, 20_000])
def test_an_integer_of_any_length(repeats: int) -> None:
    text, value = "1234567" * repeats, 1234567 * (10 ** (7 * repeats) // (10**7 - 1))
    limit = sys.get_int_max_str_digits()
    assert construct(f'{{"id": "event_01", "event": "e", "data": {text}}}').data == value
    assert sys.get_int_max_str_digits() == limit


def test_a_recursion_error_of_the_program_is_not_an_invalid_payload() -> None:
    payload = '{"id": "event_01", "event": "e", "data": ' + "[" * 100 + "]" * 100 + "}"

    def recurse(calls: int) -> Event:
        return recurse(calls - 1) if calls else construct(payload)

    outcomes = set()
    for calls in range(0, sys.getrecursionlimit(), 20):
        try:
            outcomes.add(recurse(calls).id)
        except RecursionError:
            outcomes.add("too deep")
    assert outcomes == {"event_01", "too deep"}


class Mislabelled(mmap.mmap):
    """Has the attribute by which a memoryview of bytes is recognised."""

    obj = b""


@pytest.mark.parametrize("kind", [mmap.mmap, Mislabelled])
def test_the_event_was_verified_even_if_another_process_writes_meanwhile(
    kind: type[mmap.mmap], tmp_path: Path
) -> None:
    """Chance decides how many are accepted. Every accepted one must be the signed event."""
    genuine = b'{"id": "event_01", "event": "e", "admin": 0, "pad": "' + b"a" * 200_000 + b'"}'
    shared = tmp_path / "payload"
    shared.write_bytes(genuine)
    verifier, header = Verifier(SECRET), sign(SECRET, genuine)
    code = (
        "import mmap, sys\n"
        "file = open(sys.argv[1], 'r+b'); memory = mmap.mmap(file.fileno(), 0)\n"
        "at = memory.find(b'0, \"pad'); print(flush=True)\n"
        "for _ in range(10**8): memory[at] = 49; memory[at] = 48\n"
    )
    with (
        shared.open("r+b") as file,
        kind(file.fileno(), 0) as payload,
        subprocess.Popen([sys.executable, "-c", code, shared], stdout=subprocess.PIPE) as writer,
    ):
        assert writer.stdout
        writer.stdout.readline()
        try:
            for _ in range(1_000):
                try:
                    event = verifier.construct_event(payload, header)
                except SignatureMismatchError:
                    continue
                assert event.extra["admin"] == 0
        finally:
            writer.kill()


def test_the_signature_is_checked_first() -> None:
    wrong: Any = sign("another", b"not json")
    with pytest.raises(SignatureMismatchError):
        Verifier(SECRET).construct_event(b"not json", wrong)
