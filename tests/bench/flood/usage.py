"""What a server and its workers use of the machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import processes

TICKS = os.sysconf("SC_CLK_TCK")


def _stat(process: Path) -> list[str]:
    """The fields of /proc/PID/stat after the name, which is the second."""
    return (process / "stat").read_text().rpartition(")")[2].split()


def _of_session(session: int) -> Iterator[Path]:
    for process in Path("/proc").iterdir():
        try:
            if process.name.isdigit() and int(_stat(process)[3]) == session:
                yield process
        except (FileNotFoundError, ProcessLookupError):
            continue


def cpu_seconds(session: int) -> float:
    fields = [_stat(process) for process in _of_session(session)]
    return sum(int(stat[11]) + int(stat[12]) for stat in fields) / TICKS


def resident_mib(session: int) -> float:
    return sum(processes.resident_mib(int(process.name)) for process in _of_session(session))
