"""An application that runs on a store, and a client that signs events for it."""

import json
import os
import signal
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any, Protocol, Self

from postgres import Postgres, free_port
from processes import Process

from hookseal import HEADER_NAME, sign

SECRET = "whsec_application_51fe"
CLIENTS = 8
PATIENCE = 60
"""Seconds until an event that is sent again and again must be handled."""

Event = Mapping[str, Any]


class Store(Protocol):
    url: str

    def rows(self, query: str) -> list[tuple[str, ...]]: ...

    @contextmanager
    def failing(self) -> Iterator[None]:
        """Nothing can be written meanwhile, and nothing says so."""


class SqliteStore:
    def __init__(self, path: Path) -> None:
        self._path = path
        self.url = f"sqlite:{path}"

    def rows(self, query: str) -> list[tuple[str, ...]]:
        with sqlite3.connect(self._path, timeout=10) as connection:
            found = connection.execute(query).fetchall()
        connection.close()
        return [tuple(str(value) for value in row) for row in found]

    @contextmanager
    def failing(self) -> Iterator[None]:
        """Another process holds the lock."""
        connection = sqlite3.connect(self._path, isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.close()


class PostgresStore:
    def __init__(self, server: Postgres, database: str) -> None:
        self.server = server
        self.url = server.create(database)

    def rows(self, query: str) -> list[tuple[str, ...]]:
        return self.server.rows(self.url, query)

    def backends(self) -> list[int]:
        """The server's processes for the application's connections."""
        query = (
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return [int(pid) for (pid,) in self.rows(query)]

    @contextmanager
    def failing(self) -> Iterator[None]:
        """The connections stay open, but nobody answers on them."""
        stopped = self.backends()
        assert stopped
        for pid in stopped:
            os.kill(pid, signal.SIGSTOP)
        yield
        for pid in stopped:
            os.kill(pid, signal.SIGCONT)


class Application:
    def __init__(
        self, command: list[str], tree: Path, store: Store, log: Path, *, secret: str = SECRET
    ) -> None:
        self.store = store
        self.port = free_port()
        environment = {"WORKOS_WEBHOOK_SECRET": secret, "DATABASE_URL": store.url, "PORT": str(self.port)}
        self.process = Process(
            command,
            folder=tree,
            environment=os.environ | environment,
            ready=f"http://127.0.0.1:{self.port}",
            log=log,
        )

    def __enter__(self) -> Self:
        self.process.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()

    def post(self, event: Event, *, secret: str = SECRET, timestamp: int | None = None) -> int:
        """Sends an event, once. Returns the HTTP status, or 0 if there is no answer."""
        body = json.dumps(event).encode()
        headers = {HEADER_NAME: sign(secret, body, timestamp=timestamp), "Content-Type": "application/json"}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=40)
        try:
            connection.request("POST", "/webhooks", body, headers)
            return connection.getresponse().status
        except (OSError, HTTPException):
            return 0
        finally:
            connection.close()

    def at_once(self, events: Sequence[Event]) -> list[int]:
        with ThreadPoolExecutor(CLIENTS) as clients:
            return list(clients.map(self.post, events))

    def deliver(self, event: Event) -> int:
        """Sends an event until it is answered 200, as the gateway does. Returns how often."""
        deadline = time.monotonic() + PATIENCE
        attempts = 1
        while self.post(event) != 200:
            assert time.monotonic() < deadline, f"{event['id']} was not handled"
            time.sleep(0.05)
            attempts += 1
        return attempts

    def changes(self, prefix: str) -> dict[str, int]:
        """How often the connections whose id begins so were changed."""
        query = f"SELECT id, changes FROM connections WHERE id LIKE '{prefix}%'"
        return {id: int(changes) for id, changes in self.store.rows(query)}

    def is_marked(self, id: str) -> bool:
        return bool(self.store.rows(f"SELECT 1 FROM handled_events WHERE event_id = '{id}'"))


def event(event_id: str, name: str = "connection.activated", **data: str | None) -> dict[str, Any]:
    """An event on a connection or directory of its own, unless `data` names one."""
    about = {"id": f"of_{event_id}", "organization_id": "org_01", "updated_at": "2026-01-01T00:00:00.000Z"}
    present = {name: value for name, value in (about | data).items() if value is not None}
    return {"id": event_id, "event": name, "data": present, "created_at": "2026-01-01T00:00:00.000Z"}
