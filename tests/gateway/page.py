"""Reads the commands of docs/receiving.md, so that the tests run them exactly as they are written."""

import os
import re
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "target"
PAGE = ROOT / "docs" / "receiving.md"


def blocks(heading: str, language: str = "sh") -> list[list[str]]:
    """The lines of each block of this language under a heading."""
    [section] = re.findall(
        rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    texts = re.findall(rf"^```{language}\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
    return [text.splitlines() for text in texts]


def in_place(lines: list[str]) -> list[str]:
    """A command whose last line replaces the shell, so that a signal reaches the program itself."""
    return ["sh", "-ec", "\n".join([*lines[:-1], f"exec {lines[-1]}"])]


def run(lines: list[str], tree: Path, **environment: str) -> str:
    """Runs commands to their end. They share the target folder of the clone: nothing is built twice."""
    done = subprocess.run(
        ["sh", "-ec", "\n".join(lines)],
        cwd=tree,
        env=os.environ | {"CARGO_TARGET_DIR": str(BUILT)} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"{lines}: {done.stdout}")
    return done.stdout


def copy_tree(target: Path) -> None:
    """Copies the tree, with uncommitted changes. The page's commands build and install in the copy."""
    shutil.rmtree(target, ignore_errors=True)
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    for name in listed.split("\0"):
        if name and (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
