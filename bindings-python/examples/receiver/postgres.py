"""PostgreSQL, where one machine is not enough.

There are libraries for queues in it, and none is used here: procrastinate knows an event again only
while that waits, keeps no error, and takes and marks a job in transactions of their own: a job that was
done and not marked, for the database was away, is stuck as long as its worker lives. Where the event is
taken, handled and marked in one transaction, none of that can be.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg

from .database import Unavailable


class Postgres:
    # Should two workers come to wait for each other's rows, PostgreSQL ends one transaction, and it
    # is repeated: the fewer rows, the rarer.
    batch = 20
    lock = "FOR UPDATE SKIP LOCKED"

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection: psycopg.Connection | None = None

    def create(self, schema: Iterable[str]) -> None:
        with self.transaction():
            # IF NOT EXISTS fails where two processes create the same thing at once.
            self.execute("SELECT pg_advisory_xact_lock(hashtext('receiver'))")
            for statement in schema:
                self.execute(statement)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        try:
            if self._connection is None or self._connection.closed:
                self._connection = psycopg.connect(
                    self._url, autocommit=True, connect_timeout=5, tcp_user_timeout=10_000
                )
            with self._connection.transaction():
                yield
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            if self._connection is not None:
                self._connection.close()
            raise Unavailable(str(error)) from error

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        try:
            with self._open.transaction():
                yield
        except psycopg.errors.DeadlockDetected as error:  # no fault of the event's
            raise Unavailable(str(error)) from error

    def execute(self, statement: str, values: Sequence[object] = ()) -> psycopg.Cursor[Any]:
        return self._open.execute(translated(statement), values)

    def execute_many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        self._open.cursor().executemany(translated(statement), rows)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()

    @property
    def _open(self) -> psycopg.Connection:
        assert self._connection is not None, "only within a transaction"
        return self._connection


def translated(statement: str) -> bytes:
    """With psycopg's sign for a value."""
    return statement.replace("?", "%s").encode()
