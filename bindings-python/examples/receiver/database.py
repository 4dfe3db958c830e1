"""The interface to a database. sqlite.py and postgres.py implement it."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol


class Unavailable(Exception):
    """The database does not answer. The transaction may have been committed or not, so repeat it."""


class Database(Protocol):
    lock: str
    """Ends a SELECT: locks its rows, and skips rows that other workers have locked."""

    def create(self, schema: Iterable[str]) -> None:
        """Create the tables and indexes that are missing."""

    def transaction(self) -> AbstractContextManager[None]:
        """Commit everything or nothing. Connects first if necessary."""

    def execute(self, statement: str, values: Sequence[object] = ()) -> Any:
        """Execute a statement that has `?` for each value, and return its cursor."""

    def execute_many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Execute a statement once for each row of values."""

    def close(self) -> None:
        """Close the connection."""
