"""The two stores of a receiver, read from outside."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from postgres import Postgres


class Store(Protocol):
    name: str
    environment: Mapping[str, str]
    """The variables that make a receiver use it."""
    restarts: bool
    """Whether it has a server that can be restarted."""

    def rows(self, query: str) -> list[tuple[str, ...]]: ...

    def restart(self) -> None: ...


class SqliteStore:
    name = "sqlite"
    restarts = False

    def __init__(self, folder: Path) -> None:
        self._path = folder / "inbox.db"
        self.environment: Mapping[str, str] = {"INBOX_PATH": str(self._path)}

    def rows(self, query: str) -> list[tuple[str, ...]]:
        with sqlite3.connect(self._path, timeout=10) as connection:
            found = connection.execute(query).fetchall()
        connection.close()
        return [tuple(str(value) for value in row) for row in found]

    def restart(self) -> None:
        raise NotImplementedError("SQLite has no server")


class PostgresStore:
    name = "postgres"
    restarts = True

    def __init__(self, server: Postgres, database: str) -> None:
        self._server = server
        self._url = server.create(database)
        self.environment: Mapping[str, str] = {"DATABASE_URL": self._url}

    def rows(self, query: str) -> list[tuple[str, ...]]:
        return self._server.rows(self._url, query)

    def restart(self) -> None:
        self._server.restart()
