"""The test's own PostgreSQL server, on loopback and in a temporary folder that is removed afterwards."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from processes import free_port

OWNER = "postgres"
"""The user that runs the server if this is root, because PostgreSQL refuses to run as root."""


def programs() -> Path:
    """The folder of initdb and pg_ctl, which is not in PATH on Debian."""
    found = [
        Path(folder) for folder in Path("/usr/lib/postgresql").glob("*/bin") if (folder / "initdb").exists()
    ]
    if found:
        return max(found, key=lambda folder: int(re.sub(r"\D", "", folder.parent.name)))
    if (initdb := shutil.which("initdb")) is not None:
        return Path(initdb).resolve().parent
    raise SystemExit("missing: PostgreSQL's server; install it (Debian: postgresql)")


class Postgres:
    def __init__(self) -> None:
        self.port = free_port()
        self._programs = programs()

    def __enter__(self) -> Self:
        self._folder = Path(tempfile.mkdtemp(prefix="hookseal-postgres-"))
        if os.getuid() == 0:
            shutil.chown(self._folder, OWNER)
        self._run(
            "initdb", "--pgdata=data", "--username=hookseal", "--auth=trust", "--encoding=UTF8", "--locale=C"
        )
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self._folder}"
        self._run("pg_ctl", "start", "--wait", "--pgdata=data", "--log=log", f"--options={options}")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._run("pg_ctl", "stop", "--pgdata=data", "--mode=immediate")
        shutil.rmtree(self._folder)

    def restart(self) -> None:
        """Restarts the server as after a crash: connections are cut, and the log is replayed."""
        self._run("pg_ctl", "restart", "--wait", "--pgdata=data", "--log=log", "--mode=immediate")

    def create(self, database: str) -> str:
        """Creates an empty database and returns its URL."""
        self._run("createdb", "--host=127.0.0.1", f"--port={self.port}", "--username=hookseal", database)
        return f"postgresql://hookseal@127.0.0.1:{self.port}/{database}"

    def rows(self, url: str, query: str) -> list[tuple[str, ...]]:
        separator = "\x1f"
        rows = self._run("psql", "--no-psqlrc", "-At", f"--field-separator={separator}", "-c", query, url)
        return [tuple(line.split(separator)) for line in rows.splitlines()]

    def _run(self, program: str, *arguments: str) -> str:
        become: Sequence[str] = ["runuser", "-u", OWNER, "--"] if os.getuid() == 0 else []
        # The output goes to a file, because the server inherits pg_ctl's output and outlives it.
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(
                [*become, str(self._programs / program), *arguments],
                cwd=self._folder,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
            output.seek(0)
            text = output.read()
        if done.returncode:
            raise RuntimeError(f"{program}: {text}")
        return text
