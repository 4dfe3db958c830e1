"""The answers that every adapter must give, over a socket."""

import gzip
import itertools
import json
import time

import pytest
from client import SECRET, Answer, Server

from hookseal import HEADER_NAME, sign

MIB = 1 << 20
EVENT = {"id": "event_01", "event": "connection.activated", "data": {"id": "conn_01", "name": "Zoë"}}
BODY = json.dumps(EVENT, ensure_ascii=False).encode()
ACCEPTED = {"id": "event_01", "event": "connection.activated"}
JSON = ("Content-Type", "application/json")


def event(size: int) -> bytes:
    """An event of this many bytes."""
    return BODY[:-1].ljust(size - 1) + b"}"


def signed(body: bytes, **sign_arguments: int) -> tuple[str, str]:
    return HEADER_NAME, sign(SECRET, body, **sign_arguments)


def assert_accepted(answer: Answer) -> None:
    assert (answer.status, answer.json) == (200, ACCEPTED)


def assert_refused(answer: Answer, status: int, code: str) -> None:
    assert (answer.status, answer.json) == (status, {"error": code})
    assert answer.content_type.split(";")[0] == "application/json"


def test_accepted(server: Server) -> None:
    assert_accepted(server.post("/webhooks", BODY, [JSON, signed(BODY)]))
    assert_accepted(server.post("/webhooks", BODY, [signed(BODY)]))


def test_a_handler_that_returns_nothing(server: Server) -> None:
    answer = server.post("/empty", BODY, [JSON, signed(BODY)])
    assert (answer.status, answer.body) == (200, b"")


@pytest.mark.parametrize(
    ("code", "header"),
    [
        ("missing_header", None),
        ("missing_header", ""),
        ("malformed_header", "t=now"),
        ("no_signature", "t=1735000000000"),
        ("signature_mismatch", sign(SECRET, BODY + b" ")),
        ("signature_mismatch", sign("whsec_another", BODY)),
    ],
    # Every process of pytest-xdist must give them the same names, and signatures contain the time.
    ids=["absent", "empty", "malformed", "unsigned", "another payload", "another secret"],
)
def test_refused(server: Server, code: str, header: str | None) -> None:
    headers = [JSON] if header is None else [JSON, (HEADER_NAME, header)]
    assert_refused(server.post("/webhooks", BODY, headers), 400, code)


def test_refused_for_its_time(server: Server) -> None:
    now = int(time.time() * 1000)
    stale, early = (signed(BODY, timestamp=now + ahead) for ahead in (-300_000, 300_000))
    assert_refused(server.post("/webhooks", BODY, [JSON, stale]), 400, "timestamp_too_old")
    assert_refused(server.post("/webhooks", BODY, [JSON, early]), 400, "timestamp_in_future")


@pytest.mark.parametrize("body", [b"{}", b"not json", b"\xff\x00\xfe"])
def test_genuine_but_not_an_event(server: Server, body: bytes) -> None:
    assert_refused(server.post("/webhooks", body, [signed(body)]), 400, "invalid_payload")


@pytest.mark.parametrize("name", ["workos-signature", "WORKOS-SIGNATURE", "wOrKoS-sIgNaTuRe"])
def test_the_case_of_the_headers_name(server: Server, name: str) -> None:
    assert_accepted(server.post("/webhooks", BODY, [JSON, (name, signed(BODY)[1])]))


def test_two_signature_headers(server: Server) -> None:
    good, bad = signed(BODY), (HEADER_NAME, "t=1")
    for pair in ([good, good], [good, bad], [bad, good]):
        assert_refused(server.post("/webhooks", BODY, [JSON, *pair]), 400, "malformed_header")


@pytest.mark.parametrize("chunk", [1, 7, 4096])
def test_chunked(server: Server, chunk: int) -> None:
    assert_accepted(server.post("/webhooks", BODY, [JSON, signed(BODY)], chunk=chunk))
    tampered = BODY.replace(b"conn_01", b"conn_02")
    answer = server.post("/webhooks", tampered, [JSON, signed(BODY)], chunk=chunk)
    assert_refused(answer, 400, "signature_mismatch")


@pytest.mark.parametrize("chunk", [None, 1])
def test_0_bytes(server: Server, chunk: int | None) -> None:
    assert_refused(server.post("/webhooks", b"", [JSON], chunk=chunk), 400, "missing_header")
    assert_refused(server.post("/webhooks", b"", [JSON, signed(b"")], chunk=chunk), 400, "invalid_payload")


@pytest.mark.needs("coding")
@pytest.mark.parametrize("encoding", ["gzip", "GZIP", "br", "gzip, identity"])
def test_a_compressed_body(server: Server, encoding: str) -> None:
    compressed = gzip.compress(BODY)
    headers = [JSON, ("Content-Encoding", encoding)]
    for signature in (signed(compressed), signed(BODY)):
        answer = server.post("/webhooks", compressed, [*headers, signature])
        assert_refused(answer, 415, "unsupported_encoding")


@pytest.mark.parametrize("encoding", ["identity", "Identity"])
def test_the_identity_coding(server: Server, encoding: str) -> None:
    headers = [JSON, ("Content-Encoding", encoding), signed(BODY)]
    assert_accepted(server.post("/webhooks", BODY, headers))


@pytest.mark.parametrize("chunk", [None, 65536])
def test_the_default_limit(server: Server, chunk: int | None) -> None:
    body = event(MIB)
    assert_accepted(server.post("/webhooks", body, [JSON, signed(body)], chunk=chunk))
    for size in (MIB + 1, 5 * MIB):
        body = event(size)
        answer = server.post("/webhooks", body, [JSON, signed(body)], chunk=chunk)
        assert_refused(answer, 413, "payload_too_large")


@pytest.mark.parametrize("chunk", [None, 65536])
def test_a_raised_limit(server: Server, chunk: int | None) -> None:
    body = event(5 * MIB)
    assert_accepted(server.post("/large", body, [JSON, signed(body)], chunk=chunk))
    body = event(8 * MIB + 1)
    answer = server.post("/large", body, [JSON, signed(body)], chunk=chunk)
    assert_refused(answer, 413, "payload_too_large")


@pytest.mark.needs("streaming")
def test_a_content_length_over_the_limit_is_refused_at_once(server: Server) -> None:
    head = ["POST /webhooks HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {5 * MIB}"]
    assert_refused(server.exchange(head, []), 413, "payload_too_large")


@pytest.mark.parametrize("digits", ["9" * 4_400, "9" * 20])
def test_a_content_length_too_large_for_a_number(server: Server, digits: str) -> None:
    """Some servers refuse it before they call the adapter, or close without an answer."""
    head = ["POST /webhooks HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {digits}"]
    try:
        assert server.exchange(head, []).status in (400, 413)
    except ConnectionResetError:
        assert_accepted(server.post("/webhooks", BODY, [JSON, signed(BODY)]))


@pytest.mark.needs("streaming")
@pytest.mark.needs("midway")
def test_an_endless_body(server: Server) -> None:
    head = ["POST /webhooks HTTP/1.1", "Host: 127.0.0.1", "Transfer-Encoding: chunked"]
    endless = itertools.repeat(b"10000\r\n" + bytes(65536) + b"\r\n", 1024)
    assert_refused(server.exchange(head, endless), 413, "payload_too_large")


@pytest.mark.parametrize(
    ("framing", "frame"),
    [
        ("Content-Length: 100", b""),
        ("Content-Length: 100", BODY[:10]),
        ("Transfer-Encoding: chunked", b""),
        ("Transfer-Encoding: chunked", b"64\r\n" + BODY[:10]),
    ],
)
def test_a_body_that_ends_early(server: Server, framing: str, frame: bytes) -> None:
    """It is not a delivery, but it is not an error of the program either."""
    before = len(server.log.read_bytes())
    head = ["POST /webhooks HTTP/1.1", "Host: 127.0.0.1", framing, ": ".join(signed(BODY))]
    answer = server.disconnect_after(head, frame)
    assert answer is None or (answer.status == 400 and b"signature" not in answer.body)
    assert_accepted(server.post("/webhooks", BODY, [JSON, signed(BODY)]))
    assert b"Error" not in server.log.read_bytes()[before:]


@pytest.mark.needs("/parsed")
def test_a_body_that_was_parsed_before(server: Server) -> None:
    """This is an error of the program, so the program must see it. No delivery is refused."""
    before = len(server.log.read_bytes())
    answer = server.post("/parsed", BODY, [JSON, signed(BODY)])
    assert answer.status == 500
    for _ in range(50):  # some programs log after they have answered
        reported = server.log.read_bytes()[before:] + answer.body
        if b"TypeError" in reported:
            break
        time.sleep(0.1)
    assert b"TypeError" in reported
    assert b"hookseal" in reported
    assert_accepted(server.post("/webhooks", BODY, [JSON, signed(BODY)]))


@pytest.mark.needs("/raw")
@pytest.mark.parametrize("chunk", [None, 7])
def test_a_body_that_was_read_and_kept(server: Server, chunk: int | None) -> None:
    assert_accepted(server.post("/raw", BODY, [JSON, signed(BODY)], chunk=chunk))
    answer = server.post("/raw", BODY + b" ", [JSON, signed(BODY)], chunk=chunk)
    assert_refused(answer, 400, "signature_mismatch")
    body = event(MIB + 1)
    answer = server.post("/raw", body, [JSON, signed(body)], chunk=chunk)
    assert_refused(answer, 413, "payload_too_large")


def test_nothing_secret_is_logged(server: Server) -> None:
    log = server.log.read_bytes()
    assert SECRET.encode() not in log
    assert b"conn_01" not in log
