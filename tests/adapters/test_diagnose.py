"""What befalls deliveries on their way to the check, on real frameworks, and whether `diagnose` names it."""

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from client import SECRET, Answer, Server
from programs import running

from hookseal import HEADER_NAME, sign

SERVERS = Path(__file__).parent / "servers"
JSON = ("Content-Type", "application/json")

EVENT = {
    "id": "event_01",
    "event": "connection.activated",
    "data": {"id": "conn_01", "name": "Zoë", "url": "https://example.com/a"},
}
COMPACT = json.dumps(EVENT, ensure_ascii=False, separators=(",", ":")).encode()
SPACED = json.dumps(EVENT, ensure_ascii=False).encode()
NUMBERS = COMPACT.replace(b'"conn_01"', b"1.0")

Change = Callable[[bytes], bytes]
Start = Callable[..., Server]


@pytest.fixture(scope="session")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """Starts a server program, once for each secret."""
    with ExitStack() as stack:

        @cache
        def started(program: str, secret: str = SECRET) -> Server:
            interpreter = sys.executable if program.endswith(".py") else "node"
            log = tmp_path_factory.mktemp("accidents") / "log"
            return stack.enter_context(running((interpreter, program), SERVERS, log, secret))

        yield started


@contextmanager
def proxy(server: Server, change: Change) -> Iterator[Server]:
    """A proxy that passes on requests, and changes their bodies."""

    class Proxy(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = change(self.rfile.read(int(self.headers["Content-Length"])))
            kept = {name: value for name, value in self.headers.items() if name != "Content-Length"}
            upstream = HTTPConnection("127.0.0.1", server.port, timeout=20)
            upstream.request("POST", self.path, body, kept)
            answer = upstream.getresponse()
            content = answer.read()
            upstream.close()
            self.send_response(answer.status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Proxy) as front:
        threading.Thread(target=front.serve_forever, daemon=True).start()
        yield Server(front.server_port, server.log)
        front.shutdown()


def adds_newline(body: bytes) -> bytes:
    return body + b"\n"


def like_php(body: bytes) -> bytes:
    """What `json_encode(json_decode($body))` makes of it."""
    return json.dumps(json.loads(body), separators=(",", ":")).replace("/", "\\/").encode()


def post(server: Server, path: str, body: bytes, **sign_arguments: int) -> Answer:
    return server.post(path, body, [JSON, (HEADER_NAME, sign(SECRET, body, **sign_arguments))])


EXPRESS, FASTIFY, NEXT = (f"node/accidents/{name}.mjs" for name in ("express", "fastify", "next"))
FLASK, LAMBDA = "python/accidents_flask.py", "python/accidents_lambda.py"


def in_group(program: str) -> pytest.MarkDecorator:
    """A server belongs to a group of those of the adapters."""
    return pytest.mark.group(program.split("/")[0])


def accident(
    name: str,
    program: str,
    path: str,
    body: bytes,
    findings: Sequence[str],
    cure: str,
    *,
    change: Change | None = None,
) -> Any:
    return pytest.param(program, path, body, change, list(findings), cure, id=name, marks=in_group(program))


@pytest.mark.parametrize(
    ("program", "path", "body", "change", "findings", "cure"),
    [
        accident("express.json", EXPRESS, "/parsed", SPACED, ["payload_json_compacted"], "`express.raw("),
        accident("fastify", FASTIFY, "/parsed", NUMBERS, ["payload_number_rewritten"], "as received"),
        accident("next", NEXT, "/parsed", SPACED, ["payload_json_compacted"], "`bodyParser: false`"),
        accident(
            "next, indented", NEXT, "/indented", COMPACT, ["payload_json_indented"], "`bodyParser: false`"
        ),
        accident(
            "flask, request.json",
            FLASK,
            "/parsed",
            COMPACT,
            ["payload_json_spaced", "payload_non_ascii_escaped"],
            "`request.get_data()`",
        ),
        accident("lambda, base64", LAMBDA, "/encoded", COMPACT, ["payload_base64"], "`isBase64Encoded`"),
        accident("lambda, the event", LAMBDA, "/whole", COMPACT, ["payload_wrapped"], "`event.body`"),
        accident(
            "a proxy that adds a newline",
            EXPRESS,
            "/raw",
            COMPACT,
            ["payload_newline_added"],
            "proxy",
            change=adds_newline,
        ),
        accident(
            "a relay in PHP",
            FLASK,
            "/raw",
            COMPACT,
            ["payload_slashes_escaped", "payload_non_ascii_escaped"],
            "as received",
            change=like_php,
        ),
        accident("express.text in Latin-1", EXPRESS, "/latin1", COMPACT, ["payload_mojibake"], "as bytes"),
        accident("flask, decoded as Latin-1", FLASK, "/latin1", COMPACT, ["payload_mojibake"], "as bytes"),
    ],
)
def test_what_changed_the_body_is_named(
    start: Start,
    program: str,
    path: str,
    body: bytes,
    change: Change | None,
    findings: list[str],
    cure: str,
) -> None:
    server = start(program)
    if change is None:
        answer = post(server, path, body)
    else:
        with proxy(server, change) as front:
            answer = post(front, path, body)
    assert (answer.status, answer.json["code"]) == (200, "signature_mismatch")
    assert sorted(answer.json["findings"]) == sorted(findings)
    assert any(cure in advice for advice in answer.json["advice"])


BOTH = [pytest.param(program, marks=in_group(program)) for program in (EXPRESS, FLASK)]


@pytest.mark.parametrize("program", BOTH)
def test_nothing_is_found_if_nothing_is_wrong(start: Start, program: str) -> None:
    answer = post(start(program), "/raw", SPACED)
    assert answer.json == {"code": "ok", "findings": [], "advice": []}


@pytest.mark.parametrize("program", BOTH)
def test_a_timestamp_in_seconds(start: Start, program: str) -> None:
    answer = post(start(program), "/raw", COMPACT, timestamp=int(time.time()))
    assert (answer.json["code"], answer.json["findings"]) == (
        "timestamp_too_old",
        ["header_timestamp_seconds"],
    )


def of_env_file(text: str, name: str) -> str:
    """A variable of a file, as `docker run --env-file` reads it: quotes are a part of the value."""
    return dict(line.split("=", 1) for line in text.splitlines())[name]


@pytest.mark.parametrize("program", BOTH)
def test_the_quoted_secret_of_an_env_file(start: Start, program: str) -> None:
    secret = of_env_file(f'WORKOS_WEBHOOK_SECRET="{SECRET}"\n', "WORKOS_WEBHOOK_SECRET")
    server = start(program, secret)
    answer = post(server, "/raw", COMPACT)
    assert (answer.json["code"], answer.json["findings"]) == ("invalid_secret", ["secret_quoted"])
    with proxy(server, adds_newline) as front:
        both = post(front, "/raw", COMPACT).json["findings"]
    assert sorted(both) == ["payload_newline_added", "secret_quoted"]


@pytest.mark.parametrize("program", BOTH)
def test_an_adapter_in_development_logs_it(start: Start, program: str) -> None:
    server = start(program)
    with proxy(server, adds_newline) as front:
        answer = post(front, "/adapter", COMPACT)
    assert (answer.status, answer.json) == (400, {"error": "signature_mismatch"})
    deadline = time.monotonic() + 20
    while "payload_newline_added" not in (log := server.log.read_text()):
        assert time.monotonic() < deadline, log
        time.sleep(0.05)
    assert SECRET not in log
    assert "conn_01" not in log
