"""The servers that are measured, and the stores behind them."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import machine
import usage
from postgres import Postgres, free_port
from processes import Process

HERE = Path(__file__).resolve().parent
TARGET = HERE.parents[2] / "target"
BUILT = TARGET / "bench"
SECRET = "whsec_bench_51fe"

STORES = ("SQLite", "PostgreSQL")
PORT, INBOX = "PORT", "INBOX"
"""Replaced in a command."""


@dataclass(frozen=True)
class Kind:
    """A program, and the line with which it says that it is ready."""

    command: list[str]
    ready: str
    stores: tuple[str | None, ...] = STORES


RECEIVE = "hookseal receive"
BARE = "the same HTTP server, nothing behind"
FASTAPI = "FastAPI, by hand"
EXPRESS = "Express, by hand"
KINDS = {
    BARE: Kind([str(BUILT / "http" / "release" / "bare"), PORT], "listening", (None,)),
    RECEIVE: Kind(
        [str(TARGET / "release" / "hookseal"), "receive", "--listen", f"127.0.0.1:{PORT}", "--inbox", INBOX],
        "listening on",
    ),
    FASTAPI: Kind(
        [str(BUILT / "gateway" / "bin" / "python"), str(HERE / "python" / "application.py"), PORT],
        "Uvicorn running",
    ),
    EXPRESS: Kind(["node", str(HERE / "node" / "application.mjs"), PORT], "listening"),
}


@dataclass(frozen=True)
class Server:
    process: Process
    port: int
    database: int | None
    """The process of PostgreSQL."""

    def cpu_seconds(self) -> float:
        """The processor time that it has taken, the database included."""
        database = usage.cpu_seconds(self.database) if self.database else 0
        return usage.cpu_seconds(self.process.pid) + database

    def peak_mib(self) -> float:
        """The most memory that it has had resident."""
        return machine.peak_mib(self.process.pid)


@contextmanager
def running(kind: str, store: str | None) -> Iterator[Server]:
    """Starts a server on a new and empty store."""
    # Beside the builds, because a temporary folder may be in memory, where nothing is durable.
    with TemporaryDirectory(dir=BUILT) as name, _database(store, Path(name)) as (url, database):
        folder = Path(name)
        port = free_port()
        command = [part.replace(PORT, str(port)).replace(INBOX, url) for part in KINDS[kind].command]
        environment = os.environ | {
            "WORKOS_WEBHOOK_SECRET": SECRET,
            "DATABASE_URL": url,
            "HOOKSEAL": str(TARGET / "stage" / "node" / "package.json"),
            "NODE_ENV": "production",
        }
        process = Process(
            command, folder=folder, environment=environment, ready=KINDS[kind].ready, log=folder / "log"
        )
        process.start()
        try:
            yield Server(process, port, database)
        except BaseException:
            print(process.log.read_text()[-4000:], file=sys.stderr)
            raise
        finally:
            process.kill()


@contextmanager
def _database(store: str | None, folder: Path) -> Iterator[tuple[str, int | None]]:
    """Its address, and the process of a server."""
    if store == "PostgreSQL":
        # Its defaults: a commit is durable when it is confirmed.
        with Postgres() as server:
            yield server.create("bench"), server.pid
    else:
        yield f"sqlite:{folder / 'bench.db'}", None
