"""Reads the commands of docs/receiving.md, so that the test runs them exactly as they are written."""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

BUILT = Path(__file__).resolve().parents[2] / "target"

PRELUDE = ("export ", "cd ", ". ")
"""How a line begins if it prepares the shell for the commands after it."""


@dataclass(frozen=True)
class Block:
    """A block of shell commands."""

    lines: tuple[str, ...]

    def command(self, word: str) -> str:
        """A script with the first command that contains this word, after the lines that prepare for it."""
        command = next(line for line in self.commands() if re.search(rf"\b{word}\b", line.split("#")[0]))
        # `exec` replaces the shell, so that a signal reaches the program itself.
        return "\n".join([*(line for line in self.lines if line.startswith(PRELUDE)), f"exec {command}"])

    def commands(self) -> list[str]:
        return [line for line in self.lines if not line.startswith(PRELUDE)]

    def script(self) -> str:
        return "\n".join(self.lines)


def run_script(script: str, tree: Path) -> "subprocess.CompletedProcess[str]":
    """Runs a script. It shares the target folder of the clone, so that nothing is built twice."""
    return subprocess.run(
        ["sh", "-ec", script],
        cwd=tree,
        env=os.environ | {"CARGO_TARGET_DIR": str(BUILT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def blocks(page: Path) -> dict[str, list[Block]]:
    """The blocks of shell commands under each heading of the second level."""
    found: dict[str, list[Block]] = {}
    for section in re.split(r"^## ", page.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        heading = section.partition("\n")[0]
        texts = re.findall(r"^```sh\n(.*?)^```", section, flags=re.MULTILINE | re.DOTALL)
        found[heading] = [Block(tuple(text.replace("\\\n", " ").splitlines())) for text in texts]
    return found
