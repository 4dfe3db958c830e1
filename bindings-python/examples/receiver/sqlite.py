"""The database in a file: nothing to install, for one machine."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from .database import Unavailable

PASSING = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
}


class Sqlite:
    # A commit waits for the disk, so that events share one. But who writes is alone, and the receiver
    # waits: to a handler that takes its time, give one at a time.
    batch = 50
    lock = ""

    def __init__(self, path: str) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None

    def create(self, schema: Iterable[str]) -> None:
        with self.transaction():
            for statement in schema:
                self.execute(statement)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        try:
            if self._connection is None:
                self._connection = connect(self._path)
            with around(self._connection, "BEGIN IMMEDIATE", "COMMIT", "ROLLBACK"):
                yield
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF in PASSING:
                raise Unavailable(f"{self._path}: {error}") from error
            raise

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        try:
            with around(self._open, "SAVEPOINT part", "RELEASE part", "ROLLBACK TO part"):
                yield
        except Exception as error:
            if self._open.in_transaction:
                raise
            raise Unavailable(f"{self._path}: {error}") from error  # a full disk has ended all of it

    def execute(self, statement: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        return self._open.execute(statement, values)

    def execute_many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        self._open.executemany(statement, rows)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()

    @property
    def _open(self) -> sqlite3.Connection:
        assert self._connection is not None, "only within a transaction"
        return self._connection


def connect(path: str) -> sqlite3.Connection:
    # The threads that use it take turns.
    connection = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")  # what is committed outlives a power cut
    return connection


@contextmanager
def around(connection: sqlite3.Connection, begin: str, end: str, undo: str) -> Iterator[None]:
    connection.execute(begin)
    try:
        yield
        connection.execute(end)
    except BaseException:
        if connection.in_transaction:
            connection.execute(undo)
        raise
