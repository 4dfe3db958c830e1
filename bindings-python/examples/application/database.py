"""SQLite or PostgreSQL, by at most 4 connections. Each wait for either has a deadline."""

import sys
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

COLUMNS = "id TEXT PRIMARY KEY, organization_id TEXT, state TEXT, changed_at TEXT, changes INTEGER"
TABLES = [
    "CREATE TABLE IF NOT EXISTS handled_events "
    "(event_id TEXT PRIMARY KEY, event TEXT, handled_at TIMESTAMPTZ DEFAULT CURRENT_TIMESTAMP)",
    f"CREATE TABLE IF NOT EXISTS connections ({COLUMNS})",
    f"CREATE TABLE IF NOT EXISTS directories ({COLUMNS})",
]
LIMIT = {"statement_timeout": "5s", "idle_in_transaction_session_timeout": "5s"}


def connect(url: str) -> AsyncEngine:
    scheme, _, rest = url.partition(":")
    options: dict[str, Any]
    if scheme == "sqlite":
        # The lock of another writer, for example, is waited for 5 seconds.
        target, options, first = f"sqlite+aiosqlite:///{rest}", {"timeout": 5}, "PRAGMA journal_mode = WAL"
    elif scheme in ("postgres", "postgresql"):
        # `command_timeout` also holds if the server is silent. Two that create a table at once would collide.
        options = {"timeout": 5, "command_timeout": 5, "server_settings": LIMIT}
        target, first = (
            f"postgresql+asyncpg:{rest}",
            "SELECT pg_advisory_xact_lock(hashtext('handled_events'))",
        )
    else:
        sys.exit("DATABASE_URL names no database: set it to sqlite:app.db or postgres://user@host/database")
    engine = create_async_engine(
        target, pool_size=4, max_overflow=0, pool_timeout=5, pool_pre_ping=True, connect_args=options
    )

    @event.listens_for(engine.sync_engine, "connect")
    def create_tables(connection: Any, _record: object) -> None:
        for statement in [first, *TABLES]:
            connection.cursor().execute(statement)
        connection.commit()

    return engine
