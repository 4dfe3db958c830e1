"""Runs `hookseal send`, the simulator of WorkOS's deliveries, and reads its report."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROGRAM = Path(__file__).resolve().parents[2] / "target" / "release" / "hookseal"

EVENTS = {
    "connection.activated": ("connections", "active"),
    "connection.deactivated": ("connections", "inactive"),
    "connection.deleted": ("connections", "deleted"),
    "dsync.activated": ("directories", "active"),
    "dsync.deactivated": ("directories", "inactive"),
    "dsync.deleted": ("directories", "deleted"),
}
"""The events that the applications handle, each with the table and the state that it sets."""

BAD = {"tampered", "stale"}


@dataclass(frozen=True)
class Delivery:
    id: str
    event: str
    kind: str
    attempts: int
    statuses: list[int | str]
    outcome: str


class Sending:
    """One run of the sender, running or finished."""

    def __init__(self, url: str, secret: str, folder: Path, *options: str) -> None:
        self._ledger = folder / "ledger.jsonl"
        self._ledger.unlink(missing_ok=True)
        self._process = subprocess.Popen(
            [PROGRAM, "send", "--url", url, "--json", "--ledger", self._ledger, *options],
            env=os.environ | {"WORKOS_WEBHOOK_SECRET": secret},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )

    def over(self) -> bool:
        return self._process.poll() is not None

    def finish(self, timeout: float = 300) -> tuple[int, dict[str, Any]]:
        """The exit status and the closing figures."""
        out, _ = self._process.communicate(timeout=timeout)
        return self._process.returncode, json.loads(out)

    def ledger(self) -> list[Delivery]:
        return [
            Delivery(**json.loads(line)) for line in self._ledger.read_text(encoding="utf-8").splitlines()
        ]
