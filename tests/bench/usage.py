"""What a server uses of the machine, with all processes below it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import processes

TICKS = os.sysconf("SC_CLK_TCK")
# A process of a server, such as PostgreSQL's, may end at any moment.
ENDED = (FileNotFoundError, ProcessLookupError)


def _tree(process: int) -> Iterator[int]:
    yield process
    for thread in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(*ENDED):
            for child in thread.read_text().split():
                yield from _tree(int(child))


def cpu_seconds(server: int) -> float:
    """User and system time, that of children that have ended included."""
    ticks = 0
    for process in _tree(server):
        with suppress(*ENDED):
            after_name = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2]
            ticks += sum(map(int, after_name.split()[11:15]))
    return ticks / TICKS


def resident_mib(server: int) -> float:
    mib = 0.0
    for process in _tree(server):
        with suppress(*ENDED):
            mib += processes.resident_mib(process)
    return mib
