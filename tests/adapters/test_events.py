"""Events that JSON parsers disagree on. Every adapter must accept exactly those that the core accepts."""

import pytest
from client import SECRET, Server

from hookseal import HEADER_NAME, sign


@pytest.mark.parametrize(
    "data",
    [
        r'"\ud800"',
        r'{"\ud800": 1}',
        "1e999",
        "9" * 5000,
        '{"a": 1, "a": 2}',
        "[" * 127 + "]" * 127,
        "null",
    ],
    ids=lambda data: str(data)[:16],
)
def test_accepted(server: Server, data: str) -> None:
    body = f'{{"id": "event_01", "event": "later.kind", "data": {data}}}'.encode()
    answer = server.post("/webhooks", body, [(HEADER_NAME, sign(SECRET, body))])
    assert (answer.status, answer.json) == (200, {"id": "event_01", "event": "later.kind"})


def test_a_nul_in_the_id(server: Server) -> None:
    body = rb'{"id": "event\u0000", "event": "\u0000"}'
    answer = server.post("/webhooks", body, [(HEADER_NAME, sign(SECRET, body))])
    assert (answer.status, answer.json) == (200, {"id": "event\0", "event": "\0"})


@pytest.mark.parametrize(
    "body",
    [
        r'{"id": "\ud800", "event": "e"}',
        r'{"id": "i", "event": "e", "\ud800": 1}',
        '{"id": "i", "event": "e", "id": "i"}',
        '{"id": "i", "event": "e", "data": ' + "[" * 200 + "]" * 200 + "}",
        '\ufeff{"id": "i", "event": "e"}',
    ],
    ids=lambda body: str(body)[:40],
)
def test_refused(server: Server, body: str) -> None:
    payload = body.encode()
    answer = server.post("/webhooks", payload, [(HEADER_NAME, sign(SECRET, payload))])
    assert (answer.status, answer.json) == (400, {"error": "invalid_payload"})
