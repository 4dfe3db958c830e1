"""The queue examples of Node: an event reaches the worker as it was. Python tests its own."""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from page import ROOT, run
from postgres import Postgres, free_port

DRIVE = Path(__file__).parent / "drive.mjs"
FOLDER = "bindings-node/examples/queue"


@pytest.fixture(scope="module")
def examples(tree: Path) -> Path:
    run([f"npm ci --prefix {FOLDER} --ignore-scripts"], tree)
    return tree / FOLDER


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[str]:
    program = shutil.which("redis-server")
    assert program, "missing: redis-server; install it (Debian: redis-server)"
    port = free_port()
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--dir", str(tmp_path), "--save", ""]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert any("Ready to accept connections" in line for line in process.stdout)
        yield f"redis://127.0.0.1:{port}"
        process.terminate()


def drive(example: Path, **environment: str) -> None:
    event = {"id": f"event_{time.time_ns()}", "event": "user.created", "data": {"name": "Zoë"}}
    done = subprocess.run(
        ["node", DRIVE, example, json.dumps(event)],
        env=os.environ | environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == event


def test_bullmq(examples: Path, redis: str) -> None:
    drive(examples / "with-bullmq.mjs", REDIS_URL=redis)


def test_pg_boss(examples: Path, postgres: Postgres) -> None:
    drive(examples / "with-pg-boss.mjs", DATABASE_URL=postgres.create("queue"))
