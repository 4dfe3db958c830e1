"""Handles an event. This one keeps the state of connections and directories in two tables.

It writes in the transaction that marks the event as done, so its effect happens once. An effect elsewhere,
such as a call to an API, may be repeated after a crash, so send the event's id along.
"""

import json
from typing import Any

from .database import Database

SCHEMA = [
    """
    CREATE TABLE IF NOT EXISTS handled (
        event_id TEXT PRIMARY KEY,
        event TEXT NOT NULL,
        handled_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP
    )
    """,
    *(
        f"""
        CREATE TABLE IF NOT EXISTS {table} (
            id TEXT PRIMARY KEY,
            organization_id TEXT,
            state TEXT NOT NULL,
            changed_at TEXT NOT NULL,
            changes INTEGER NOT NULL DEFAULT 1
        )
        """
        for table in ("connections", "directories")
    ),
]

# The events that change a state: the table, and the new state.
CHANGES = {
    "connection.activated": ("connections", "active"),
    "connection.deactivated": ("connections", "inactive"),
    "connection.deleted": ("connections", "deleted"),
    "dsync.activated": ("directories", "active"),
    "dsync.deactivated": ("directories", "inactive"),
    "dsync.deleted": ("directories", "deleted"),
}


def handle(database: Database, body: bytes) -> None:
    event: dict[str, Any] = json.loads(body)
    # The inbox stores an event once. This holds even if someone deletes old rows from the inbox.
    new = database.execute(
        "INSERT INTO handled (event_id, event) VALUES (?, ?) ON CONFLICT (event_id) DO NOTHING",
        (event["id"], event["event"]),
    )
    if new.rowcount == 1 and event["event"] in CHANGES:
        change(database, event, *CHANGES[event["event"]])


def change(database: Database, event: dict[str, Any], table: str, state: str) -> None:
    data = event.get("data")
    if not isinstance(data, dict) or not isinstance(data.get("id"), str):
        raise ValueError("the event has no data.id")
    about, changed_at = (state, data.get("organization_id")), str(event.get("created_at", ""))
    database.execute(
        f"INSERT INTO {table} (state, organization_id, changed_at, id) VALUES (?, ?, ?, ?) "
        f"ON CONFLICT (id) DO UPDATE SET changes = {table}.changes + 1",
        (*about, changed_at, data["id"]),
    )
    # Deliveries arrive in any order. WorkOS's times are all in UTC, so they sort as text.
    database.execute(
        f"UPDATE {table} SET state = ?, organization_id = ?, changed_at = ? WHERE id = ? AND changed_at <= ?",
        (*about, changed_at, data["id"], changed_at),
    )
