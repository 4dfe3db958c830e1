"""SQLite, for one machine: a file, with nothing to install."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from .database import Unavailable

TRANSIENT_ERRORS = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
}


class Sqlite:
    lock = ""  # SQLite has only one writer at a time

    def __init__(self, path: str, *, durable: bool) -> None:
        self._path = path
        self._durable = durable
        self._connection: sqlite3.Connection | None = None

    def create(self, schema: Iterable[str]) -> None:
        with self.transaction():
            for statement in schema:
                self.execute(statement)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        try:
            if self._connection is None:
                self._connection = self._connect()
            self.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # a full disk has ended it already
                    self.execute("ROLLBACK")
                raise
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF in TRANSIENT_ERRORS:
                raise Unavailable(f"{self._path}: {error}") from error
            raise

    def execute(self, statement: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        return self._open.execute(statement, values)

    def execute_many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        self._open.executemany(statement, rows)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()

    def _connect(self) -> sqlite3.Connection:
        # The threads that use it take turns.
        connection = sqlite3.connect(self._path, timeout=30, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA synchronous = {'FULL' if self._durable else 'NORMAL'}")
        return connection

    @property
    def _open(self) -> sqlite3.Connection:
        assert self._connection is not None, "only within a transaction"
        return self._connection
