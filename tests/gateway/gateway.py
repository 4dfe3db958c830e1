"""`hookseal gateway` in front of an application, and its two halves, which can be killed."""

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Self

from application import SECRET, Store
from postgres import free_port
from processes import Process
from sender import PROGRAM

PATH = "/webhooks/workos"


class Gateway:
    def __init__(
        self, inbox: str, forward_to: str, folder: Path, *flags: str, command: str = "gateway"
    ) -> None:
        self.address = f"127.0.0.1:{free_port()}"
        self.url = f"http://{self.address}{PATH}"
        forwarding = ["--forward-to", forward_to] if command == "gateway" else []
        self.process = Process(
            [str(PROGRAM), command, "--inbox", inbox, "--listen", self.address, *forwarding, *flags],
            folder=folder,
            environment=os.environ | {"WORKOS_WEBHOOK_SECRET": SECRET},
            ready=f"listening on {self.url}",
            log=folder / f"{command}.log",
        )

    def __enter__(self) -> Self:
        self.process.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()

    def restart(self) -> None:
        """Kills the parent with SIGKILL; its halves end by themselves."""
        self.process.kill()
        self.process.start()

    def kill(self, half: str) -> bool:
        """Kills one half with SIGKILL; the parent starts it again. Returns whether there was one."""
        for pid in self.halves().get(half, []):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
                return True
        return False

    def halves(self) -> dict[str, list[int]]:
        """The processes of each half that runs."""
        found: dict[str, list[int]] = {}
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if self.address.encode() not in (folder / "cmdline").read_bytes():
                    continue
                variables = (folder / "environ").read_bytes().split(b"\0")
                for half in ("receive", "forward"):
                    if f"HOOKSEAL_GATEWAY_HALF={half}".encode() in variables:
                        found.setdefault(half, []).append(int(folder.name))
        return found


def delivered(inbox: Store) -> int:
    """How many events of an inbox are delivered."""
    return int(inbox.rows("SELECT count(*) FROM hookseal_inbox WHERE state = 'delivered'")[0][0])


def wait(true: Callable[[], bool], patience: float = 60, *, log: Path | None = None) -> None:
    """Waits until something is true. If it never is, the error shows the end of a log."""
    deadline = time.monotonic() + patience
    while not true():
        assert time.monotonic() < deadline, log and log.read_text()[-4000:]
        time.sleep(0.1)
