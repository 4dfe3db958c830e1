"""What happens to events while the application or its database fails."""

import signal
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from application import CLIENTS, Application, PostgresStore, event

ON_POSTGRESQL = pytest.mark.parametrize("store", ["postgres"], indirect=True)  # SQLite has no server

GATEWAY_TIMEOUT = 30
"""Seconds that the gateway waits for an answer by default."""


def test_a_database_that_does_not_answer(application: Application) -> None:
    """Each event is answered 500 in time, and handled once when it comes again."""
    application.deliver(event("silent_before"))  # so that there is a connection
    events = [event(f"silent_{number}") for number in range(CLIENTS)]
    with application.store.failing():
        begun = time.monotonic()
        statuses = application.at_once(events)
        assert time.monotonic() - begun < GATEWAY_TIMEOUT
    assert 500 in statuses
    assert set(statuses) <= {200, 500}
    for again in events:
        application.deliver(again)
    assert application.changes("of_silent_") == {f"of_{one['id']}": 1 for one in events} | {
        "of_silent_before": 1
    }


def disturbed(application: Application, case: str, disturb: Callable[[], None], times: int) -> int:
    """Delivers events while something is disturbed, so often. Returns the number of attempts that failed."""
    over = threading.Event()

    def send(client: int) -> tuple[list[str], int]:
        ids: list[str] = []
        failed = 0
        while not over.is_set():
            ids.append(f"{case}_{client}_{len(ids)}")
            failed += application.deliver(event(ids[-1])) - 1
        return ids, failed

    with ThreadPoolExecutor(CLIENTS) as clients:
        sent = [clients.submit(send, client) for client in range(CLIENTS)]
        try:
            for _ in range(times):
                time.sleep(0.5)
                disturb()
            time.sleep(0.5)
        finally:
            over.set()
    ids = [id for one in sent for id in one.result()[0]]
    assert application.changes(f"of_{case}_") == {f"of_{id}": 1 for id in ids}
    return sum(one.result()[1] for one in sent)


def test_kill_9(application: Application) -> None:
    def again() -> None:
        application.process.kill()
        application.process.start()

    assert disturbed(application, "killed", again, 3) > 0


@ON_POSTGRESQL
def test_a_crash_of_postgresql(application: Application) -> None:
    assert isinstance(application.store, PostgresStore)
    assert disturbed(application, "crash", application.store.server.restart, 1) > 0


@ON_POSTGRESQL
def test_connections_are_few_and_replaced(application: Application) -> None:
    store = application.store
    assert isinstance(store, PostgresStore)
    assert set(application.at_once([event(f"few_{number}") for number in range(100)])) == {200}
    assert 1 <= len(store.backends()) <= 4
    for pid in store.backends():
        store.rows(f"SELECT pg_terminate_backend({pid})")
    for number in range(20):
        application.deliver(event(f"replaced_{number}"))
    assert application.changes("of_replaced_") == {f"of_replaced_{number}": 1 for number in range(20)}


def test_sigterm(application: Application) -> None:
    """It ends in time, although clients hold connections: one has sent nothing, one a part."""
    address = ("127.0.0.1", application.port)
    with socket.create_connection(address), socket.create_connection(address) as half:
        half.sendall(b"POST /webhooks HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\n{")
        application.deliver(event("last"))
        status = application.process.stop(timeout=15)
    application.process.start()
    assert status in (0, -signal.SIGTERM)  # uvicorn passes the signal on, once it is done
