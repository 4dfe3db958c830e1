"""The test's own PostgreSQL servers and PgBouncer, on loopback and in folders that are removed afterwards."""

import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

OWNER = "postgres"
"""The user that runs the programs if this is root, because they refuse to run as root."""

USER = "hookseal"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


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


class _Folder:
    """A temporary folder, and programs that run in it as a user who may."""

    def __init__(self) -> None:
        self.port = free_port()

    def __enter__(self) -> Self:
        self.folder = Path(tempfile.mkdtemp(prefix="hookseal-postgres-"))
        if os.getuid() == 0:
            shutil.chown(self.folder, OWNER)
        try:
            self.prepare()
            self.start()
        except BaseException:
            shutil.rmtree(self.folder)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.stop()
        finally:
            shutil.rmtree(self.folder)

    def prepare(self) -> None:
        raise NotImplementedError

    def start(self) -> None:
        raise NotImplementedError

    def stop(self) -> None:
        raise NotImplementedError

    def run(self, program: str | Path, *arguments: str) -> str:
        """Runs a program to its end and returns its output."""
        # The output goes to a file, because a server inherits it and outlives the program that started it.
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(
                self._become(program, *arguments), cwd=self.folder, stdout=output, stderr=subprocess.STDOUT
            )
            output.seek(0)
            text = output.read()
        if done.returncode:
            raise RuntimeError(f"{program}: {text}")
        return text

    def _become(self, program: str | Path, *arguments: str) -> list[str]:
        become = ["runuser", "-u", OWNER, "--"] if os.getuid() == 0 else []
        return [*become, str(program), *arguments]


class Postgres(_Folder):
    """A server. It may be stopped and started again; what was stored stays."""

    def __init__(self, **settings: str | int) -> None:
        super().__init__()
        self._programs = programs()
        self._settings = {"max_connections": 300, "listen_addresses": "127.0.0.1", **settings}

    def prepare(self) -> None:
        self._program(
            "initdb", "--pgdata=data", f"--username={USER}", "--auth=trust", "--encoding=UTF8", "--locale=C"
        )

    def start(self) -> None:
        settings = {"port": self.port, "unix_socket_directories": self.folder, **self._settings}
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        self._program("pg_ctl", "start", "--wait", "--pgdata=data", "--log=log", f"--options={options}")

    def stop(self, mode: Literal["fast", "immediate"] = "immediate") -> None:
        if (self.folder / "data" / "postmaster.pid").exists():
            self._program("pg_ctl", "stop", "--wait", "--pgdata=data", f"--mode={mode}")

    def restart(self, mode: Literal["fast", "immediate"] = "immediate") -> None:
        """`immediate` restarts it as after a crash: connections are cut, and the log is replayed."""
        self.stop(mode)
        self.start()

    @property
    def pid(self) -> int:
        return int((self.folder / "data" / "postmaster.pid").read_text().split()[0])

    @property
    def address(self) -> str:
        """Its address, to which `/database` is appended."""
        return f"postgres://{USER}@127.0.0.1:{self.port}"

    def create(self, database: str) -> str:
        """Creates an empty database and returns its URL."""
        self._program("createdb", "--host=127.0.0.1", f"--port={self.port}", f"--username={USER}", database)
        return f"{self.address}/{database}"

    def rows(self, url: str, query: str) -> list[tuple[str, ...]]:
        separator = "\x1f"
        rows = self._program("psql", "--no-psqlrc", "-At", f"--field-separator={separator}", "-c", query, url)
        return [tuple(line.split(separator)) for line in rows.splitlines()]

    def standby(self) -> "Standby":
        """A server that follows this one and can only be read, until it is promoted."""
        return Standby(self)

    def _program(self, program: str, *arguments: str) -> str:
        return self.run(self._programs / program, *arguments)


class Standby(Postgres):
    def __init__(self, primary: Postgres) -> None:
        super().__init__()
        self._primary = primary

    def prepare(self) -> None:
        source = ["--host=127.0.0.1", f"--port={self._primary.port}", f"--username={USER}"]
        self._program("pg_basebackup", *source, "--pgdata=data", "--write-recovery-conf", "--checkpoint=fast")

    def promote(self) -> None:
        """Makes it a primary."""
        self._program("pg_ctl", "promote", "--wait", "--pgdata=data")


class PgBouncer(_Folder):
    """PgBouncer in transaction mode, in front of all databases of a server."""

    def __init__(self, postgres: Postgres) -> None:
        super().__init__()
        self._postgres = postgres
        self._program = shutil.which("pgbouncer") or "/usr/sbin/pgbouncer"
        if not Path(self._program).exists():
            raise SystemExit("missing: PgBouncer; install it (Debian: pgbouncer)")

    def prepare(self) -> None:
        lines = [
            "[databases]",
            f"* = host=127.0.0.1 port={self._postgres.port} user={USER}",
            "[pgbouncer]",
            "pool_mode = transaction",
            "auth_type = any",
            "listen_addr = 127.0.0.1",
            f"listen_port = {self.port}",
            "unix_socket_dir =",
            "default_pool_size = 4",
            "server_idle_timeout = 2",
        ]
        (self.folder / "pgbouncer.ini").write_text("\n".join(lines) + "\n")

    def start(self) -> None:
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                self._become(self._program, "pgbouncer.ini"), cwd=self.folder, stdout=log, stderr=log
            )
        deadline = time.monotonic() + 30
        while not self._listens():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"pgbouncer: {(self.folder / 'log').read_text()}")
            time.sleep(0.05)

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=30)

    @property
    def address(self) -> str:
        """Its address, to which `/database` is appended."""
        return f"postgres://{USER}@127.0.0.1:{self.port}"

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0
