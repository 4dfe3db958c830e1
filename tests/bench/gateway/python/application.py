"""A plain FastAPI application: verifies an event, inserts it in a transaction of its own, and answers 200."""

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Protocol

import aiosqlite
import asyncpg
import uvicorn
from fastapi import FastAPI, Request, Response

from hookseal import Event, VerificationError, Verifier

TABLE = "CREATE TABLE events (id TEXT PRIMARY KEY, event TEXT NOT NULL, payload {bytes} NOT NULL)"
INSERT = "INSERT INTO events VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING"


class Store(Protocol):
    async def insert(self, event: Event, payload: bytes) -> None: ...


class Sqlite:
    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    @classmethod
    async def open(cls, path: str) -> "Sqlite":
        # Without a transaction around it, each statement commits itself.
        connection = await aiosqlite.connect(path, isolation_level=None)
        await connection.executescript(
            f"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; {TABLE.format(bytes='BLOB')}"
        )
        return cls(connection)

    async def insert(self, event: Event, payload: bytes) -> None:
        await self._connection.execute(INSERT, (event.id, event.event, payload))


class Postgres:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool

    @classmethod
    async def open(cls, url: str) -> "Postgres":
        pool = await asyncpg.create_pool(url)
        await pool.execute(TABLE.format(bytes="BYTEA"))
        return cls(pool)

    async def insert(self, event: Event, payload: bytes) -> None:
        await self._pool.execute(INSERT, event.id, event.event, payload)


verifier = Verifier(os.environ["WORKOS_WEBHOOK_SECRET"])
scheme, _, path = os.environ["DATABASE_URL"].partition(":")


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    if scheme == "sqlite":
        app.state.store = await Sqlite.open(path)
    else:
        app.state.store = await Postgres.open(os.environ["DATABASE_URL"])
    yield


app = FastAPI(openapi_url=None, lifespan=lifespan)


@app.post("/webhooks/workos")
async def receive(request: Request) -> Response:
    payload = await request.body()
    try:
        event = verifier.construct_event(payload, request.headers)
    except VerificationError as error:
        return Response(error.code, status_code=400)
    store: Store = request.app.state.store
    await store.insert(event, payload)
    return Response()


uvicorn.run(app, port=int(sys.argv[1]), access_log=False)
