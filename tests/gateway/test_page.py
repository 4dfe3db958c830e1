"""Runs the commands of docs/receiving.md in front of the Node application, except for the ports."""

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from http.server import HTTPServer
from pathlib import Path

import pytest
from application import Application, SqliteStore, event
from events_api import EventsApi
from page import ROOT, blocks, in_place, run
from postgres import free_port
from processes import Process

PATIENCE = 60


@pytest.fixture
def application(install: Callable[[str], list[str]], tree: Path, tmp_path: Path) -> Iterator[Application]:
    store = SqliteStore(tmp_path / "app.db")
    with Application(
        install("Node"), tree, store, tmp_path / "application.log", secret="whsec_example"
    ) as application:
        yield application


@pytest.fixture
def missed() -> Iterator[str]:
    """An Events API that has one event, and its URL."""

    class Api(EventsApi):
        only_event = event("missed")

    with HTTPServer(("127.0.0.1", 0), Api) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def states(inbox: Path) -> dict[str, int]:
    """How many events are in each state."""
    with closing(sqlite3.connect(inbox, timeout=10)) as connection:
        return dict(connection.execute("SELECT state, count(*) FROM hookseal_inbox GROUP BY state"))


def wait_until_delivered(inbox: Path) -> int:
    """Waits until all events are delivered, and returns their number."""
    deadline = time.monotonic() + PATIENCE
    while (found := states(inbox)).keys() != {"delivered"}:
        assert time.monotonic() < deadline, found
        time.sleep(0.2)
    return found["delivered"]


def test_the_commands(application: Application, missed: str, tmp_path: Path) -> None:
    port = free_port()
    commands, dead = (
        [
            line.replace("127.0.0.1:8000", f"127.0.0.1:{port}").replace(
                "127.0.0.1:3000", f"127.0.0.1:{application.port}"
            )
            for line in block
        ]
        for block in blocks("The gateway in five commands")
    )
    install, prepare, start, send, stats = commands
    [catch_up] = blocks("After an outage")
    inbox = tmp_path / "inbox.db"
    settings = {
        "HOOKSEAL_INBOX": f"sqlite:{inbox}",
        "HOOKSEAL_LISTEN": f"127.0.0.1:{port}",
        "HOOKSEAL_API_URL": missed,
    }

    # In the clone itself, where the program is already built.
    run([install], ROOT)
    gateway = Process(
        in_place([prepare, start]),
        folder=ROOT,
        environment=os.environ | settings,
        ready=f"listening on http://127.0.0.1:{port}/webhooks/workos",
        log=tmp_path / "gateway.log",
    )
    gateway.start()
    try:
        run([prepare, send], ROOT, **settings)
        delivered = wait_until_delivered(inbox)
        assert delivered > 50  # of 100; the others were duplicates, forged or stale
        assert len(application.store.rows("SELECT 1 FROM handled_events")) == delivered
        assert str(delivered) in run([prepare, stats], ROOT, **settings)
        run([prepare, *dead], ROOT, **settings)

        run([prepare, *catch_up], ROOT, **settings)
        assert wait_until_delivered(inbox) == delivered + 1
        assert application.is_marked("missed")
        assert gateway.stop(timeout=15) == 0
    finally:
        gateway.kill()
