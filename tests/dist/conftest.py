"""What is shipped, in dist/, is tested as a user would get it: `make dist test-dist`."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "dist"
HARNESS = ROOT / "target" / "release" / "hookseal-tests"


def shipped(pattern: str) -> Path:
    """The one file of dist/ that fits."""
    (found,) = DIST.glob(pattern)
    return found


def run(*command: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None) -> str:
    """What a command prints; an error with all of it if it fails."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env=os.environ | dict(env or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0, f"{' '.join(map(str, command))}\n{done.stdout}"
    return done.stdout


def vectors(binding: str, *runner: str | Path, cwd: Path | None = None) -> None:
    """Every vector, answered by a runner that uses what is shipped."""
    told = run(HARNESS, "vectors", "--like", binding, *runner, cwd=cwd)
    assert told.rstrip().endswith("passed, 0 failed"), told
