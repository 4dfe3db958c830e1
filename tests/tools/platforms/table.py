"""Writes the table of docs/platforms.md from targets.toml; its test fails if the table is out of date."""

import re
from collections.abc import Iterable
from pathlib import Path

from targets import Target, targets

PAGE = Path(__file__).resolve().parents[3] / "docs" / "platforms.md"
NONE = "\N{EN DASH}"
COLUMNS = ("platform", "npm", "wheel", "C archive", "command", "built", "run")


def row(target: Target) -> str:
    built = "`make dist`" if target.run == "natively" else "`make dist-all`"
    cells = [
        f"`{target.triple}`",
        f"`@hookseal/{target.npm}`",
        f"`{target.wheel}`" if target.wheel else NONE,
        f"`{target.c}`" if target.c else NONE,
        f"`{target.cli}`" if target.cli else NONE,
        built if target.built == "here" else "by the release workflow only",
        target.run or "never yet",
    ]
    return line(cells)


def line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def page() -> str:
    """The page with the table as it should be."""
    table = line(COLUMNS) + line("---" for _ in COLUMNS) + "".join(map(row, targets()))
    return re.sub(r"(?:^\|.*\n)+", lambda _: table, PAGE.read_text("utf-8"), count=1, flags=re.MULTILINE)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
