"""Stores the events of requests. Those that arrive during a commit share the next one."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from .database import Unavailable
from .inbox import Inbox, Received

T = TypeVar("T")
Waiting = tuple[Received, asyncio.Future[None]]
DATABASE_TIMEOUT = 10  # seconds that a request waits for the database
BATCH = 500  # events in one commit, at most


class Writer:
    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox
        self._queue: asyncio.Queue[Waiting] = asyncio.Queue(10_000)
        self._thread = ThreadPoolExecutor(1, "inbox")  # one, for the one connection of the inbox

    async def add(self, received: Received) -> None:
        """Returns once the event is stored. Raises TimeoutError if the database does not answer in time."""
        stored = asyncio.get_running_loop().create_future()
        async with asyncio.timeout(DATABASE_TIMEOUT):
            await self._queue.put((received, stored))
            await stored

    async def check(self) -> None:
        """Raises Unavailable or TimeoutError if the database does not answer."""
        async with asyncio.timeout(DATABASE_TIMEOUT):
            await self._run(self._inbox.check)

    async def run(self) -> None:
        while True:
            batch = [await self._queue.get()]
            while len(batch) < BATCH and not self._queue.empty():
                batch.append(self._queue.get_nowait())
            await self._settle(batch)

    async def _settle(self, batch: list[Waiting]) -> None:
        fault = None
        try:
            await self._store([received for received, _ in batch])
        except Exception as error:
            if len(batch) > 1:  # store each alone, to find the one at fault
                for waiting in batch:
                    await self._settle([waiting])
                return
            fault = error
        for _, stored in batch:
            if stored.done():
                continue  # its request has timed out
            if fault:
                stored.set_exception(fault)
            else:
                stored.set_result(None)

    async def _store(self, batch: list[Received]) -> None:
        delay = 0.1
        while True:
            try:
                return await self._run(lambda: self._inbox.add(batch))
            except Unavailable as error:
                logging.warning("waiting for the database: %s", error)
                await asyncio.sleep(delay)
                delay = min(2 * delay, 2)

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)
