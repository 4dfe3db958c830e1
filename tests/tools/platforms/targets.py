"""Reads the list of platforms, targets.toml."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("targets.toml")


@dataclass(frozen=True)
class Target:
    """A platform. targets.toml says what each field means."""

    triple: str
    npm: str
    built: str
    wheel: str | None = None
    c: str | None = None
    cli: str | None = None
    run: str | None = None


def targets() -> list[Target]:
    return [Target(**entry) for entry in tomllib.loads(FILE.read_text("utf-8"))["target"]]
