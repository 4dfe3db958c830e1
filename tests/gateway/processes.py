"""Processes that are started, killed and started again while others talk to them."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path


def resident_mib(pid: int) -> float:
    """The memory of a process that is resident."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


class Process:
    """A program that prints a line when it is ready."""

    def __init__(
        self, command: Sequence[str], *, folder: Path, environment: Mapping[str, str], ready: str, log: Path
    ) -> None:
        self._command = command
        self._folder = folder
        self._environment = environment
        self._ready = ready
        self.log = log

    def start(self, *, timeout: float = 60) -> None:
        with self.log.open("ab") as log:
            start = log.tell()
            self._process = subprocess.Popen(
                self._command,
                cwd=self._folder,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        deadline = time.monotonic() + timeout
        while self._ready.encode() not in self.log.read_bytes()[start:]:
            if self.over() or time.monotonic() > deadline:
                self.kill()
                raise RuntimeError(f"{' '.join(self._command)} did not start:\n{self.log.read_text()}")
            time.sleep(0.02)

    @property
    def pid(self) -> int:
        return self._process.pid

    def over(self) -> bool:
        return self._process.poll() is not None

    def kill(self) -> None:
        """Sends SIGKILL, which no program can catch."""
        if not self.over():
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def stop(self, *, timeout: float = 20) -> int:
        """Sends SIGTERM and returns the exit status."""
        self._process.terminate()
        try:
            return self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.kill()
            return -signal.SIGKILL
