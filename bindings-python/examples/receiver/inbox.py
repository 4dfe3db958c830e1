"""The durable inbox: events are stored when they are received, and kept when they are handled.

A worker claims an event for the length of a lease, which counts as an attempt. Then it handles and marks
the event in one transaction. If the worker dies, neither has happened, and another claims the event when
the lease expires. So even an event that crashes its workers runs out of attempts.
"""

import logging
import random
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
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

MAX_BACKOFF = 3600  # seconds between two attempts, without the jitter

Handler = Callable[[Database, bytes], None]


class Received(NamedTuple):
    id: str
    event: str
    body: bytes
    """The signed bytes."""


class Status(NamedTuple):
    id: str
    event: str
    state: str
    attempts: int
    error: str | None


class Claim(NamedTuple):
    id: str
    body: bytes
    attempt: int


def database(settings: Settings, *, durable: bool) -> Database:
    """If it is not durable, a power cut may undo the last changes; a worker then makes them again."""
    if settings.database_url:
        return Postgres(settings.database_url, settings.lease, durable=durable)
    return Sqlite(settings.inbox_path, durable=durable)


class Inbox:
    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._settings = settings

    def add(self, batch: Iterable[Received]) -> None:
        """Store events durably. One that is already stored is not changed."""
        # Always in the same order, so that two processes cannot deadlock.
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

    def work(self, handle: Handler) -> bool:
        """Handle an event that is due. Returns whether there was one."""
        claim = self._claim()
        if claim is None:
            return False
        try:
            self._attempt(handle, claim)
        except Unavailable:
            self._release(claim)
            raise
        return True

    def _claim(self) -> Claim | None:
        now = time.time()
        with self._database.transaction():
            claimed = self._database.execute(
                "UPDATE inbox SET attempts = attempts + 1, due = ? WHERE id = (SELECT id FROM inbox "
                f"WHERE state = 'pending' AND due <= ? ORDER BY due LIMIT 1 {self._database.lock}) "
                "RETURNING id, body, attempts",
                (now + self._settings.lease, now),
            ).fetchall()
        return Claim(*claimed[0]) if claimed else None

    def _attempt(self, handle: Handler, claim: Claim) -> None:
        try:
            if claim.attempt > self._settings.max_attempts:
                raise RuntimeError("every attempt crashed or outlived its lease")
            with self._database.transaction():
                handle(self._database, claim.body)
                if not self._mark(claim, "done"):
                    raise TimeoutError(f"{claim.id} took longer than the lease; another worker has it now")
        except Unavailable:
            raise
        except Exception as error:
            logging.warning("%s, attempt %d: %r", claim.id, claim.attempt, error)
            with self._database.transaction():
                self._mark_failed(claim, error)

    def _mark_failed(self, claim: Claim, error: Exception) -> None:
        state = "pending" if claim.attempt < self._settings.max_attempts else "dead"
        # The jitter keeps events that failed together from being retried together.
        backoff = min(self._settings.retry_base * 2 ** (claim.attempt - 1), MAX_BACKOFF)
        wait = backoff * random.uniform(0.5, 1.5)
        # Every database accepts the repr, whatever bytes the message contains.
        self._mark(claim, state, wait, repr(error))

    def _mark(self, claim: Claim, state: str, wait: float = 0, error: str | None = None) -> bool:
        """Returns whether the claim was still valid."""
        attempts = min(claim.attempt, self._settings.max_attempts)
        marked: int = self._database.execute(
            "UPDATE inbox SET state = ?, attempts = ?, due = ?, error = ? "
            "WHERE id = ? AND attempts = ? AND state = 'pending'",
            (state, attempts, time.time() + wait, error, claim.id, claim.attempt),
        ).rowcount
        return marked == 1

    def _release(self, claim: Claim) -> None:
        """Release the claim without counting the attempt. If that fails, the lease expires anyway."""
        now = time.time()
        with suppress(Unavailable), self._database.transaction():
            self._database.execute(
                "UPDATE inbox SET attempts = attempts - 1, due = ? "
                "WHERE id = ? AND attempts = ? AND state = 'pending' AND due > ?",
                (now, claim.id, claim.attempt, now),
            )

    def list(self) -> list[Status]:
        with self._database.transaction():
            rows = self._database.execute("SELECT id, event, state, attempts, error FROM inbox ORDER BY due")
            return [Status(*row) for row in rows]

    def retry(self, id: str) -> bool:
        """Retry a dead event. Returns whether there was one."""
        with self._database.transaction():
            found: int = self._database.execute(
                "UPDATE inbox SET state = 'pending', attempts = 0, due = ? WHERE id = ? AND state = 'dead'",
                (time.time(), id),
            ).rowcount
        return found == 1
