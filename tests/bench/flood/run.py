"""Floods each adapter on its real server with forged deliveries, beside the same server with WorkOS's check.

`make bench-flood` builds what this runs, and it writes report.md.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import machine
from processes import Process
from usage import cpu_seconds, resident_mib

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
STAGE = ROOT / "target" / "stage"
BUILT = ROOT / "target" / "bench"
SERVERS = ROOT / "tests" / "adapters" / "servers"
LOAD = BUILT / "http" / "release" / "load"
CONNECTIONS = 32
WARM_UP = 2
"""Seconds in which the load does not count yet."""


@dataclass(frozen=True)
class Server:
    language: str
    framework: str
    ours: list[str]
    """The program with the adapter, and its arguments."""
    peer: list[str] | None
    """The program with WorkOS's check."""


def python(name: str, framework: str) -> Server:
    """One program has both, because the suite's servers do more than verify."""
    program = str(HERE / "checked.py")
    return Server("Python", name, [program, framework, "hookseal"], [program, framework, "workos"])


def node(name: str, adapter: list[str], peer: str | None) -> Server:
    return Server("Node", name, adapter, [str(HERE / "peer.mjs"), peer] if peer else None)


ALL = [
    python("FastAPI on uvicorn", "fastapi"),
    python("Starlette (ASGI) on uvicorn", "starlette"),
    python("Flask on waitress", "flask"),
    python("Django on uvicorn", "django"),
    node("Express", ["express.mjs", "express"], "express"),
    node("Fastify", ["fastify.mjs"], "fastify"),
    node("node:http", ["http.mjs"], "http"),
    node("Koa", ["koa.mjs", "koa"], "koa"),
    node("NestJS on Express", ["nest.mjs", "express"], None),
    node("fetch-style on Node", ["web.mjs"], None),
]


@dataclass(frozen=True)
class Flood:
    per_second: float
    cpu_us: float
    """The server's processor time for each request."""
    before_mib: float
    after_mib: float


def packages(environment: Path) -> str:
    (found,) = (environment / "lib").glob("python3*/site-packages")
    return str(found)


def flood(server: Server, arguments: list[str], seconds: int) -> Flood:
    """Floods a program, which runs in the folder of the suite's servers."""
    folder = SERVERS / server.language.lower()
    line = [sys.executable if server.language == "Python" else "node", *arguments]
    environment = os.environ | {
        "WORKOS_WEBHOOK_SECRET": "whsec_benchmark",
        "NODE_ENV": "production",
        # The frameworks are in the environment of the tests.
        "PYTHONPATH": ":".join([packages(STAGE / "venv"), str(SERVERS / "python"), packages(BUILT / "venv")]),
    }
    with TemporaryDirectory(dir=BUILT) as logs:
        log = Path(logs) / "log"
        process = Process(line, folder=folder, environment=environment, ready="listening on", log=log)
        process.start()
        try:
            port = log.read_text().split("listening on ")[1].split()[0]
            before, used = resident_mib(process.pid), cpu_seconds(process.pid)
            address = f"127.0.0.1:{port}"
            load = [str(LOAD), address, "forged", str(CONNECTIONS), str(seconds)]
            done = subprocess.run(load, stdout=subprocess.PIPE, text=True, check=True)
            used = cpu_seconds(process.pid) - used
            answers = json.loads(done.stdout)
            if answers["errors"]:
                raise RuntimeError(f"{server.framework} answered {answers['error']}")
            per_second = answers["answered"] / seconds
            # It was as busy in the seconds that do not count.
            cpu_us = used / (per_second * (seconds + WARM_UP)) * 1e6
            return Flood(per_second, cpu_us, before, resident_mib(process.pid))
        except BaseException:
            print(log.read_text()[-4000:], file=sys.stderr)
            raise
        finally:
            process.kill()


def row(server: Server, check: str, flood: Flood) -> str:
    cells = [
        f"{server.language}, {server.framework}",
        check,
        f"{flood.per_second:,.0f}",
        f"{flood.cpu_us:,.0f} µs",
        f"{flood.before_mib:.0f} MiB",
        f"{flood.after_mib:.0f} MiB",
    ]
    return f"| {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=20)
    seconds = parser.parse_args().seconds
    rows = []
    for server in ALL:
        print(server.framework, file=sys.stderr, flush=True)
        rows.append(row(server, "hookseal", flood(server, server.ours, seconds)))
        if server.peer:
            peer = "workos" if server.language == "Python" else "@workos-inc/node"
            rows.append(row(server, peer, flood(server, server.peer, seconds)))
    text = "\n".join(
        [
            "# A flood of forged deliveries\n",
            f"Written by `make bench-flood`. Each server gets forged deliveries of 1 KiB for {seconds} "
            f"seconds, as fast as it answers them, over {CONNECTIONS} connections from the same machine. "
            "Each is one process, with its framework's defaults. The adapters log as they do by default, and "
            "the others log nothing. The memory is what is resident before the first request, and "
            "after the last.\n",
            f"{machine.hardware()}\n",
            "| server | check | requests a second | processor time per request | memory before | after |",
            "| --- | --- | ---: | ---: | ---: | ---: |",
            *rows,
            "",
        ]
    )
    (HERE / "report.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
