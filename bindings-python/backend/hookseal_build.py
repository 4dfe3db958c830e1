"""The build backend: maturin, and a word on the terminal, since pip hides what a build prints."""

import os
from typing import Any

import maturin
from maturin import (
    build_sdist,
    get_requires_for_build_editable,
    get_requires_for_build_sdist,
    get_requires_for_build_wheel,
    prepare_metadata_for_build_editable,
    prepare_metadata_for_build_wheel,
)

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]

TERMINAL = r"\\.\CONOUT$" if os.name == "nt" else "/dev/tty"

# maturin would warn that it is not used, as it does not see itself behind this module.
os.environ["MATURIN_NO_MISSING_BUILD_BACKEND_WARNING"] = "1"


def say(text: str) -> None:
    """Writes a line to the terminal, if there is one; pip shows stderr with `-v`, or if the build fails."""
    line = f"hookseal: {text}\n"
    try:
        with open(TERMINAL, "w", encoding="utf-8") as terminal:
            terminal.write(f"\n{line}")
    except OSError:
        os.write(2, line.encode())


def build_wheel(*arguments: Any, **options: Any) -> str:
    say("compiling its Rust core with cargo, which takes some minutes the first time")
    return str(maturin.build_wheel(*arguments, **options))


def build_editable(*arguments: Any, **options: Any) -> str:
    say("compiling its Rust core with cargo, which takes some minutes the first time")
    return str(maturin.build_editable(*arguments, **options))
