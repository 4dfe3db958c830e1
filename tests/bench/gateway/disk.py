"""Measures what a commit costs on this disk at least."""

import os
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryFile

BYTES = 64 * 1024
WRITES = 200


def sync_ms(folder: Path) -> float:
    """The median time until a write is durable, over what was written before, as in a WAL that is reused."""
    times = []
    with TemporaryFile(dir=folder, buffering=0) as file:
        for _ in range(WRITES):
            file.seek(0)
            file.write(os.urandom(BYTES))
            began = time.perf_counter()
            os.fsync(file.fileno())
            times.append(time.perf_counter() - began)
    return median(times) * 1e3
