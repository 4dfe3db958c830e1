"""Processes that are started, killed and started again while others talk to them."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Process:
    """One program, which says on a line of its own that it is ready."""

    def __init__(
        self, command: Sequence[str], *, folder: Path, environment: Mapping[str, str], ready: str, log: Path
    ) -> None:
        self._command = command
        self._folder = folder
        self._environment = environment
        self._ready = ready
        self.log = log

    def start(self, *, patience: float = 60) -> None:
        with self.log.open("ab") as log:
            told_before = log.tell()
            self._process = subprocess.Popen(
                self._command,
                cwd=self._folder,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        give_up = time.monotonic() + patience
        while self._ready.encode() not in self.log.read_bytes()[told_before:]:
            if self.over() or time.monotonic() > give_up:
                self.kill()
                raise RuntimeError(f"{' '.join(self._command)} did not start:\n{self.log.read_text()}")
            time.sleep(0.02)

    def over(self) -> bool:
        return self._process.poll() is not None

    def kill(self) -> None:
        """SIGKILL, which no program can prepare for."""
        if not self.over():
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def stop(self, *, patience: float = 20) -> int:
        """SIGTERM; gives the exit status."""
        self._process.terminate()
        try:
            return self._process.wait(patience)
        except subprocess.TimeoutExpired:
            self.kill()
            return -signal.SIGKILL
