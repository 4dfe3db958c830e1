"""The events on their way: stored when they are received, kept when they are handled.

A worker takes an event, handles it and marks it in one transaction. If the worker dies, or the
database does, then none of the three has happened, and the next worker finds the event as it was.
"""

import random
import time
from collections.abc import Callable, Iterable
from typing import NamedTuple

from .database import Database, Unavailable
from .postgres import Postgres
from .settings import Settings
from .sqlite import Sqlite

# SQLite takes PostgreSQL's names of types.
SCHEMA = [
    """
    CREATE TABLE IF NOT EXISTS inbox (
        id TEXT PRIMARY KEY,
        event TEXT NOT NULL,
        body BYTEA NOT NULL,
        state TEXT NOT NULL DEFAULT 'pending',
        attempts INTEGER NOT NULL DEFAULT 0,
        due DOUBLE PRECISION NOT NULL,
        error TEXT
    )
    """,
    "CREATE INDEX IF NOT EXISTS inbox_due ON inbox (due) WHERE state = 'pending'",
]

Handler = Callable[[Database, bytes], None]


class Received(NamedTuple):
    id: str
    event: str
    body: bytes
    """As it was signed."""


class Status(NamedTuple):
    id: str
    event: str
    state: str
    attempts: int
    error: str | None


def database(settings: Settings) -> Database:
    if settings.database_url:
        return Postgres(settings.database_url)
    return Sqlite(settings.inbox_path)


class Inbox:
    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._settings = settings

    def add(self, batch: Iterable[Received]) -> None:
        """Store events. They are safe when this returns; one that is there already stays as it is."""
        # In one order, for two processes would wait for each other's rows for ever.
        rows = [(*received, time.time()) for received in sorted(batch)]
        with self._database.transaction():
            self._database.execute_many(
                "INSERT INTO inbox (id, event, body, due) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
                rows,
            )

    def check(self) -> None:
        """Raise Unavailable if the database does not answer."""
        with self._database.transaction():
            self._database.execute("SELECT 1")

    def work(self, handle: Handler) -> int:
        """Handle some events that are due. Tells how many it took."""
        with self._database.transaction():
            taken = self._database.execute(
                "SELECT id, body, attempts, due FROM inbox WHERE state = 'pending' AND due <= ? "
                f"ORDER BY due LIMIT ? {self._database.lock}",
                (time.time(), self._database.batch),
            ).fetchall()
            for id, body, attempts, due in taken:
                self._handle(handle, id, body, attempts + 1, due)
        return len(taken)

    def _handle(self, handle: Handler, id: str, body: bytes, attempt: int, due: float) -> None:
        state, fault = "done", None
        try:
            with self._database.savepoint():
                handle(self._database, body)
        except Unavailable:
            raise
        except Exception as error:
            state = "pending" if attempt < self._settings.max_attempts else "dead"
            # The jitter keeps events that failed together from coming back together.
            wait = self._settings.retry_base * 2 ** (attempt - 1)
            due = time.time() + wait * random.uniform(0.5, 1.5)
            fault = repr(error)  # which every database takes, whatever the message has of the event
        self._database.execute(
            "UPDATE inbox SET state = ?, attempts = ?, due = ?, error = ? WHERE id = ?",
            (state, attempt, due, fault, id),
        )

    def list(self) -> list[Status]:
        with self._database.transaction():
            rows = self._database.execute("SELECT id, event, state, attempts, error FROM inbox ORDER BY due")
            return [Status(*row) for row in rows]

    def retry(self, id: str) -> bool:
        """Have a dead event handled again. Tells whether there was one."""
        with self._database.transaction():
            found: int = self._database.execute(
                "UPDATE inbox SET state = 'pending', attempts = 0, due = ? WHERE id = ? AND state = 'dead'",
                (time.time(), id),
            ).rowcount
        return found == 1
