"""Starts a server program, waits until it listens, and ends it."""

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from client import Server


@contextmanager
def running(command: Sequence[str | Path], folder: Path, log: Path, secret: str) -> Iterator[Server]:
    with log.open("wb") as errors:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=os.environ | {"WORKOS_WEBHOOK_SECRET": secret},
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    with process:
        assert process.stdout is not None
        try:
            ready = process.stdout.readline()
            assert ready.startswith("listening on "), f"{ready}{log.read_text()}"
            yield Server(int(ready.split()[-1]), log)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
