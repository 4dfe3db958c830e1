"""PostgreSQL, for more than one machine.

This does not use a queue library such as procrastinate. procrastinate recognises a repeated event only while
the first one waits, keeps no error, and marks a job in a transaction of its own. If the database fails
between the job and the mark, the job is stuck as long as its worker lives. Here one transaction handles and
marks the event.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg

from .database import Unavailable

# SQLSTATEs or their classes that are not the statement's fault: a broken connection, a read-only standby, a
# deadlock or similar, a lack of resources, a shutdown, a system error.
TRANSIENT_SQLSTATES = ("08", "25006", "40", "53", "57P", "58")


class Postgres:
    lock = "FOR UPDATE SKIP LOCKED"

    def __init__(self, url: str, lease: int, *, durable: bool) -> None:
        self._url = url
        self._lease = lease
        self._durable = durable
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
                self._connection = self._connect()
            with self._connection.transaction():
                yield
        except psycopg.Error as error:
            cut_off = self._connection is None or self._connection.closed
            # The SQLSTATE decides: the server also cuts off a transaction that idles longer than a lease.
            if error.sqlstate.startswith(TRANSIENT_SQLSTATES) if error.sqlstate else cut_off:
                self.close()
                raise Unavailable(str(error)) from error
            raise

    def execute(self, statement: str, values: Sequence[object] = ()) -> psycopg.Cursor[Any]:
        return self._open.execute(translated(statement), values)

    def execute_many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        self._open.cursor().executemany(translated(statement), rows)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()

    def _connect(self) -> psycopg.Connection:
        connection = psycopg.connect(self._url, autocommit=True, connect_timeout=5, tcp_user_timeout=10_000)
        # Otherwise a worker that hangs, or whose machine died, would keep its rows locked.
        connection.execute(f"SET idle_in_transaction_session_timeout = '{self._lease}s'")
        if not self._durable:
            connection.execute("SET synchronous_commit = off")
        return connection

    @property
    def _open(self) -> psycopg.Connection:
        assert self._connection is not None, "only within a transaction"
        return self._connection


def translated(statement: str) -> bytes:
    """Replaces `?` by the placeholder of psycopg."""
    return statement.replace("?", "%s").encode()
