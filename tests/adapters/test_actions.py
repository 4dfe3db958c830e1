"""Actions: what every adapter must answer, over a socket."""

import hashlib
import hmac
import json
import time
from typing import Any

import pytest
from client import SECRET, Answer, Server

from hookseal import HEADER_NAME, sign

pytestmark = pytest.mark.needs("/action")


def ask(server: Server, say: Any, path: str = "/action", kind: str = "authentication", **more: Any) -> Answer:
    action = {"id": "action_01", "object": f"{kind}_action_context", "say": say, **more}
    body = json.dumps(action, ensure_ascii=False).encode()
    return server.post(path, body, [(HEADER_NAME, sign(SECRET, body))])


def expect(answer: Answer, kind: str = "authentication", **said: str) -> None:
    """Checks the answer as WorkOS does, without hookseal."""
    assert answer.status == 200
    assert answer.content_type.split(";")[0] == "application/json"
    payload = answer.json["payload"]
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    timestamp = payload.pop("timestamp")
    assert abs(timestamp - time.time() * 1000) < 30_000
    assert payload == said
    assert answer.json["object"] == f"{kind}_action_response"
    expected = hmac.digest(SECRET.encode(), f"{timestamp}.{text}".encode(), hashlib.sha256).hex()
    assert answer.json["signature"] == expected


@pytest.mark.parametrize("kind", ["authentication", "user_registration"])
def test_a_verdict_is_signed(server: Server, kind: str) -> None:
    expect(ask(server, "Allow", kind=kind), kind, verdict="Allow")
    expect(ask(server, "Deny", kind=kind), kind, verdict="Deny")
    message = 'Jürgen: "</script>" \u2028😀\x01'
    expect(ask(server, ["Deny", message], kind=kind), kind, verdict="Deny", error_message=message)


@pytest.mark.parametrize("say", ["throw", "hang", "maybe", None, ["Allow", "welcome"], ["Deny", "m" * 501]])
def test_a_handler_that_fails(server: Server, say: Any) -> None:
    started = time.monotonic()
    answer = ask(server, say)
    assert answer.status == 500
    expect(ask(server, say, "/action-or-deny"), verdict="Deny", error_message="Try again later.")
    assert time.monotonic() - started < 3.5


def test_refused(server: Server) -> None:
    body = b'{"id":"event_01","event":"user.created","data":{}}'
    answer = server.post("/action", body, [(HEADER_NAME, sign(SECRET, body))])
    assert (answer.status, answer.json) == (400, {"error": "invalid_payload"})
    old = int(time.time() * 1000) - 31_000
    body = b'{"id":"1","object":"authentication_action_context","say":"Allow"}'
    answer = server.post("/action", body, [(HEADER_NAME, sign(SECRET, body, timestamp=old))])
    assert (answer.status, answer.json) == (400, {"error": "timestamp_too_old"})
