"""Handles each event once in effect: keeps the state of connections and directories."""

import asyncio

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from hookseal import Event

DEADLINE = 20  # seconds; the gateway waits 30 for an answer

# The table that an event changes, and the new state.
CHANGES = {
    "connection.activated": ("connections", "active"),
    "connection.deactivated": ("connections", "inactive"),
    "connection.deleted": ("connections", "deleted"),
    "dsync.activated": ("directories", "active"),
    "dsync.deactivated": ("directories", "inactive"),
    "dsync.deleted": ("directories", "deleted"),
}
MARK = text("INSERT INTO handled_events (event_id, event) VALUES (:id, :event) ON CONFLICT DO NOTHING")


async def handle(engine: AsyncEngine, event: Event) -> None:
    async with asyncio.timeout(DEADLINE), engine.begin() as transaction:
        marked = await transaction.execute(MARK, {"id": event.id, "event": event.event})
        if marked.rowcount:  # otherwise it was handled before
            await change(transaction, event)


async def change(transaction: AsyncConnection, event: Event) -> None:
    if event.event not in CHANGES:
        return
    table, state = CHANGES[event.event]
    data = event.data
    # WorkOS's times are all in UTC. Written alike, they sort as text.
    changed_at = str(data.get("updated_at") or event.created_at).replace(" ", "T").removesuffix("Z")
    row = {"id": data["id"], "organization": data.get("organization_id"), "state": state, "at": changed_at}
    insert = (
        f"INSERT INTO {table} AS known (id, organization_id, state, changed_at, changes) "
        "VALUES (:id, :organization, :state, :at, 1) "
        "ON CONFLICT (id) DO UPDATE SET changes = known.changes + 1"
    )
    # Events come in any order: an older one does not undo a newer one, and at the same time a deletion stays.
    update = (
        f"UPDATE {table} SET organization_id = :organization, state = :state, changed_at = :at "
        "WHERE id = :id AND (changed_at < :at OR changed_at = :at AND state <> 'deleted')"
    )
    await transaction.execute(text(insert), row)
    await transaction.execute(text(update), row)
