"""What the inbox and the handler need of a database; sqlite.py and postgres.py have it."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol


class Unavailable(Exception):
    """The database does not answer now. Whether a transaction took place, one cannot know: repeat it."""


class Database(Protocol):
    lock: str
    """The end of a SELECT that keeps other workers from its rows, and passes over those that others have."""

    def create(self, schema: Iterable[str]) -> None:
        """Create what is missing of these tables and indexes."""

    def transaction(self) -> AbstractContextManager[None]:
        """All of it or nothing. Connects where that is needed."""

    def execute(self, statement: str, values: Sequence[object] = ()) -> Any:
        """The cursor of a statement, which has `?` for each value."""

    def execute_many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """A statement for each row of values."""

    def close(self) -> None:
        """Done with it."""
