"""What only numbers show, and what only a whole machine can suffer: a full disk, a clock that is wrong."""

import json
import os
import socket
import sqlite3
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from application import SECRET, PostgresStore, SqliteStore, Store
from gateway import Gateway, delivered, wait
from postgres import Postgres
from processes import Process, resident_mib
from sender import PROGRAM, Sending

ROWS = int(os.environ.get("ROWS", "100000"))
FAKETIME = sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))


@pytest.fixture(params=["sqlite", "postgres"])
def inbox(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "sqlite":
        return SqliteStore(tmp_path / "inbox.db")
    return PostgresStore(request.getfixturevalue("postgres"), f"scale_{time.monotonic_ns()}")


class Counting(BaseHTTPRequestHandler):
    """An application that counts how often each event comes, and takes its time."""

    protocol_version = "HTTP/1.1"
    takes = 0.0
    seen: Counter[str]

    def do_POST(self) -> None:
        event = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        type(self).seen[event["id"]] += 1
        time.sleep(self.takes)
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def counting() -> Iterator[tuple[str, type[Counting]]]:
    handler = type("Handler", (Counting,), {"seen": Counter()})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/webhooks", handler
        server.shutdown()


def fill(inbox: Store, count: int) -> None:
    """Adds old events in all states, most of them delivered."""
    columns = (
        "id, event, data_id, changed_at, payload, state, attempts, token, due_at, received_at, finished_at"
    )
    values = """
        'event_old_' || i, 'dsync.user.updated', 'user_' || (i % 50000), i, {payload},
        CASE WHEN i % 100 = 0 THEN 'dead' ELSE 'delivered' END,
        1, 1, i, i, i
    """
    if isinstance(inbox, PostgresStore):
        payload = "convert_to('{\"id\":\"event_old_' || i || '\"}', 'UTF8')"
        inbox.rows(
            f"INSERT INTO hookseal_inbox ({columns}) SELECT {values.format(payload=payload)} "
            f"FROM generate_series(1, {count}) AS i"
        )
        inbox.rows("ANALYZE hookseal_inbox")
        return
    with closing(sqlite3.connect(inbox.url.removeprefix("sqlite:"), timeout=60)) as connection, connection:
        payload = "CAST('{\"id\":\"event_old_' || i || '\"}' AS BLOB)"
        connection.execute(
            f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) "
            f"INSERT INTO hookseal_inbox ({columns}) SELECT {values.format(payload=payload)} FROM n"
        )


COMMANDS = [
    ["stats"],
    ["list", "--limit", "1000"],
    ["list", "--state", "dead", "--limit", "1000"],
    ["list", "--event", "connection.*"],
    ["show", "event_old_50000"],
    ["retry", "--state", "dead"],
    ["prune", "--keep", "30d"],
]


def test_no_command_holds_deliveries_up(
    inbox: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Deliveries are answered while any of the commands runs; ROWS=1000000 is a large inbox."""
    with Gateway(inbox.url, "", tmp_path, command="receive") as gateway:
        fill(inbox, ROWS)
        figures = {}
        for command in COMMANDS:
            running = subprocess.Popen(
                [PROGRAM, "inbox", *command, "--inbox", inbox.url],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
            )
            sending = Sending(
                gateway.url, SECRET, tmp_path, "--count", "600", "--rate", "200", "--concurrency", "16"
            )
            status, report = sending.finish()
            try:
                _, errors = running.communicate(timeout=300)
            finally:
                running.kill()
            assert running.returncode == 0, f"{command}: {errors}"
            assert status == 0, f"{command}: {report}"
            figures[" ".join(command)] = report["latency_ms"]["p99"]
    with capsys.disabled():
        print(f"\n{type(inbox).__name__}, p99 in ms: {figures}", end=" ")
    assert max(figures.values()) < 1000, figures


def test_idle_connections_and_refusals_cost_no_memory_and_hold_nobody_up(tmp_path: Path) -> None:
    """5 000 connections that say nothing, and 100 000 forged deliveries."""
    inbox = SqliteStore(tmp_path / "inbox.db")
    with Gateway(inbox.url, "", tmp_path, command="receive") as gateway, ExitStack() as stack:
        pid = gateway.process.pid
        host, port = gateway.address.split(":")
        for _ in range(5_000):
            stack.callback(socket.create_connection((host, int(port)), timeout=10).close)
        forged = ("--tampered", "100", "--concurrency", "64", "--event", "connection.activated")
        Sending(gateway.url, SECRET, tmp_path, "--count", "5000", *forged).finish()
        before = resident_mib(pid)
        status, report = Sending(gateway.url, SECRET, tmp_path, "--count", "100000", *forged).finish()
        assert status == 0, report
        assert resident_mib(pid) < before + 16
        assert resident_mib(pid) < 128
        status, report = Sending(gateway.url, SECRET, tmp_path, "--count", "500").finish()
        assert status == 0, report
        assert len(inbox.rows("SELECT id FROM hookseal_inbox")) == 500


@pytest.mark.skipif(os.getuid() != 0, reason="only root may mount a small disk")
def test_a_full_disk_is_answered_503_and_then_200(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m,mode=700", "tmpfs", disk], check=True)
    try:
        ballast = disk / "ballast"
        with Gateway(f"sqlite:{disk / 'inbox.db'}", "", tmp_path, command="receive") as gateway:
            assert Sending(gateway.url, SECRET, tmp_path, "--count", "10").finish()[0] == 0
            with ballast.open("wb") as file:
                file.write(bytes(disk_free(disk)))
            wait(lambda: readiness(gateway) == 503)
            status, report = Sending(
                gateway.url, SECRET, tmp_path, "--count", "200", "--retries", "0"
            ).finish()
            assert status == 1, report
            assert any("503" in answer for answer in report["answers"]), report
            assert "full" in gateway.process.log.read_text()
            ballast.unlink()
            wait(lambda: readiness(gateway) == 200)
            assert Sending(gateway.url, SECRET, tmp_path, "--count", "100").finish()[0] == 0
            assert gateway.process.stop() == 0
    finally:
        subprocess.run(["umount", "--lazy", disk], check=True)


def readiness(gateway: Gateway) -> int:
    connection = HTTPConnection(gateway.address, timeout=10)
    connection.request("GET", "/readyz")
    status = connection.getresponse().status
    connection.close()
    return status


def disk_free(folder: Path) -> int:
    status = os.statvfs(folder)
    return status.f_bavail * status.f_frsize


def test_a_clock_that_is_ahead_takes_no_event_from_others(
    postgres: Postgres, counting: tuple[str, type[Counting]], tmp_path: Path
) -> None:
    """A forwarder whose clock is 120 s ahead sees leases of 35 s as running, because the database says so."""
    if not FAKETIME:
        pytest.fail("missing: libfaketime; install it (Debian: faketime)")
    target, handler = counting
    handler.takes = 3
    inbox = PostgresStore(postgres, f"clock_{time.monotonic_ns()}")
    wrong = {"LD_PRELOAD": str(FAKETIME[-1]), "FAKETIME": "+120s", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}

    def forwarder(name: str, environment: dict[str, str]) -> Process:
        flags = ["--inbox", inbox.url, "--forward-to", target, "--concurrency", "4"]
        return Process(
            [str(PROGRAM), "forward", *flags],
            folder=tmp_path,
            environment=os.environ | {"WORKOS_WEBHOOK_SECRET": SECRET} | environment,
            ready="forwarding to",
            log=tmp_path / f"{name}.log",
        )

    with Gateway(inbox.url, "", tmp_path, command="receive") as gateway:
        forwarders = [forwarder("right", {}), forwarder("ahead", wrong)]
        try:
            for process in forwarders:
                process.start()
            assert Sending(gateway.url, SECRET, tmp_path, "--count", "20").finish()[0] == 0
            wait(lambda: delivered(inbox) == 20)
        finally:
            for process in forwarders:
                process.kill()
    assert set(handler.seen.values()) == {1}, handler.seen
