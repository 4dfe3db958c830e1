"""Checks that the packages of npm and pip are pinned, so that a registry cannot replace them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from crates import ROOT, output


def tracked(pattern: str) -> list[Path]:
    return [ROOT / name for name in output("git", "ls-files", "--", pattern).split()]


def npm_faults(lock: Path) -> Iterator[str]:
    """Every package must have a SHA-512, which `npm ci` checks, and must not name a host.

    Folders of this repository, and links to them, are exempt.
    """
    packages: dict[str, dict[str, Any]] = json.loads(lock.read_text("utf-8"))["packages"]
    for name, package in packages.items():
        if package.get("link") or "node_modules/" not in name:
            continue
        if not package.get("integrity", "").startswith("sha512-"):
            yield f"{lock.relative_to(ROOT)}: {name} has no sha512"
        if "resolved" in package:
            yield f"{lock.relative_to(ROOT)}: {name} names a host"


def pip_faults(requirements: Path) -> Iterator[str]:
    """Every package must have exactly one version."""
    for line in requirements.read_text("utf-8").splitlines():
        wanted = line.partition("#")[0].strip()
        if wanted and not re.fullmatch(r"[\w.\[\]-]+==[\w.]+", wanted):
            yield f"{requirements.relative_to(ROOT)}: {wanted} is not pinned"


def faults() -> list[str]:
    locks, requirements = tracked("*package-lock.json"), tracked("*requirements*.txt")
    assert locks
    assert requirements
    return [
        *(fault for lock in locks for fault in npm_faults(lock)),
        *(fault for file in requirements for fault in pip_faults(file)),
    ]
