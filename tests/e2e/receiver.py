"""A receiver, run with the commands of docs/receiving.md."""

import json
import os
import subprocess
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from page import Block
from processes import Process, free_port
from store import Store

PATH = "/webhooks/workos"
MAX_ATTEMPTS = 4


@dataclass(frozen=True)
class Stored:
    """What a receiver prints about an event in its inbox."""

    id: str
    event: str
    state: str
    attempts: int
    error: str | None


class Receiver:
    """The processes of a receiver on one store: one receives, two work. As a context, it ends them all."""

    def __init__(self, block: Block, tree: Path, store: Store, folder: Path) -> None:
        self._block = block
        self._tree = tree
        port = free_port()
        self.url = f"http://127.0.0.1:{port}{PATH}"
        self._environment: Mapping[str, str] = {
            **os.environ,
            "PORT": str(port),
            # Short, so that an event that always fails is dead before the test ends.
            "RETRY_BASE_MS": "50",
            "MAX_ATTEMPTS": str(MAX_ATTEMPTS),
            "LEASE_SECONDS": "2",
            **store.environment,
        }
        self.receive = self._process(
            "receive", f"receiving on http://127.0.0.1:{port}", folder / "receive.log"
        )
        self.workers = [self._process("work", "working", folder / f"work-{number}.log") for number in (1, 2)]

    def _process(self, word: str, ready: str, log: Path) -> Process:
        command = ["sh", "-ec", self._block.command(word)]
        return Process(command, folder=self._tree, environment=self._environment, ready=ready, log=log)

    def __enter__(self) -> Self:
        with ExitStack() as stack:  # if one does not start, the others are killed
            for process in self.processes():
                process.start()
                stack.callback(process.kill)
            self._running = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._running.close()

    def processes(self) -> list[Process]:
        return [self.receive, *self.workers]

    def inbox(self) -> list[Stored]:
        return [
            Stored(**json.loads(line)) for line in self._operate(self._block.command("inbox")).splitlines()
        ]

    def find(self, event_id: str) -> Stored:
        for entry in self.inbox():
            if entry.id == event_id:
                return entry
        raise RuntimeError(f"{event_id} is not in the inbox")

    def retry(self, event_id: str) -> None:
        command = self._block.command("retry")
        head, _, example = command.split("#")[0].rstrip().rpartition(" ")
        assert example.startswith("event_"), command
        self._operate(f"{head} {event_id}")

    def _operate(self, script: str) -> str:
        done = subprocess.run(
            ["sh", "-ec", script],
            cwd=self._tree,
            env=self._environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        if done.returncode:
            raise RuntimeError(f"{script}\n{done.stdout}{done.stderr}")
        return done.stdout
