"""Failures of the example receiver other than killed processes, which `tests/e2e` tests."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from hookseal import HEADER_NAME, sign

EXAMPLES = Path(__file__).parents[1] / "examples"
SECRET = "whsec_receiver_7c1d"
EVENT = '{"id": "%s", "event": "connection.activated", "data": {"id": "conn_01"}}'


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return os.environ | {
        "WORKOS_WEBHOOK_SECRET": SECRET,
        "INBOX_PATH": str(tmp_path / "inbox.db"),
        "MAX_ATTEMPTS": "2",
        "RETRY_BASE_MS": "1",
    }


@pytest.fixture
def inbox(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The receiver's inbox with two events."""
    monkeypatch.syspath_prepend(EXAMPLES)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    from receiver import handler, settings  # type: ignore[import-not-found]
    from receiver import inbox as inboxes

    chosen = settings.load()
    with closing(inboxes.database(chosen, durable=False)) as database:
        database.create([*inboxes.SCHEMA, *handler.SCHEMA])
        inbox = inboxes.Inbox(database, chosen)
        ids = ("event_01", "event_02")
        inbox.add([inboxes.Received(id, "connection.activated", (EVENT % id).encode()) for id in ids])
        yield inbox


def states(inbox: Any) -> dict[str, tuple[str, int]]:
    return {status.id: (status.state, status.attempts) for status in inbox.list()}


def test_a_handlers_error_of_any_text_does_not_stop_other_events(inbox: Any) -> None:
    def handle(_database: Any, body: bytes) -> None:
        if b"event_01" in body:
            raise ValueError("a message with \0 and \ud800 of the event")

    worked, deadline = 0, time.monotonic() + 10
    while worked < 3 and time.monotonic() < deadline:
        worked += inbox.work(handle)
    assert not inbox.work(handle)
    assert states(inbox) == {"event_01": ("dead", 2), "event_02": ("done", 1)}
    assert inbox.retry("event_01")
    assert states(inbox)["event_01"] == ("pending", 0)


def test_a_full_disk_costs_no_attempt_and_is_rolled_back(inbox: Any) -> None:
    from receiver.database import Unavailable  # type: ignore[import-not-found]
    from receiver.handler import handle  # type: ignore[import-not-found]

    def fill_disk(database: Any, body: bytes) -> None:
        handle(database, body)
        if b"event_02" in body:
            database.execute("PRAGMA max_page_count = 1")
            database.execute("INSERT INTO handled (event_id, event) VALUES (?, ?)", ("x" * 100_000, ""))

    assert inbox.work(fill_disk)
    with pytest.raises(Unavailable, match=r"inbox\.db: database or disk is full"):
        inbox.work(fill_disk)
    assert states(inbox) == {"event_01": ("done", 1), "event_02": ("pending", 0)}

    def count(database: Any, body: bytes) -> None:
        database.execute("PRAGMA max_page_count = 1000000")
        handle(database, body)
        handled.append(database.execute("SELECT count(*) FROM handled").fetchone()[0])

    handled: list[int] = []
    assert inbox.work(count)
    assert not inbox.work(count)
    assert handled == [2]
    assert set(states(inbox).values()) == {("done", 1)}


@pytest.fixture
def receiving(environment: dict[str, str]) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A receiver that waits only a second for its database, and its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    program = "from receiver import __main__, writer; writer.DATABASE_TIMEOUT = 1; __main__.main(['receive'])"
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=EXAMPLES,
        env=environment | {"PORT": str(port)},
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == f"receiving on http://127.0.0.1:{port}\n"
        yield process, port
        process.kill()


def test_a_body_that_never_ends_does_not_block_the_shutdown(
    receiving: tuple[subprocess.Popen[str], int],
) -> None:
    process, port = receiving
    body = (EVENT % "event_03").encode()
    head = f"POST /webhooks/workos HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body)}\r\n"
    request = f"{head}{HEADER_NAME}: {sign(SECRET, body)}\r\n\r\n".encode() + body
    with (
        socket.create_connection(("127.0.0.1", port)) as endless,
        socket.create_connection(("127.0.0.1", port)) as whole,
    ):
        endless.sendall(request[:-1])
        whole.sendall(request)
        assert whole.recv(100).startswith(b"HTTP/1.1 200 ")
        process.terminate()
        assert process.wait(5) == 0


@pytest.mark.parametrize(
    "url", ["mysql://user:hunter2@localhost/inbox", "postgresql://user:hunter2%@localhost"]
)
def test_an_invalid_database_url_is_reported_without_its_password(
    url: str, environment: dict[str, str]
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "receiver", "inbox"],
        cwd=EXAMPLES,
        env=environment | {"DATABASE_URL": url},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "set it to postgresql://" in done.stderr
    assert "hunter2" not in done.stderr
