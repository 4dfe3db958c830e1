"""Tests the files in dist/ as a user gets them: `make dist test-dist`."""

import contextlib
import os
import pty
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "dist"
HARNESS = ROOT / "target" / "release" / "hookseal-tests"
sys.path.append(str(ROOT / "tests" / "tools" / "platforms"))


def shipped(pattern: str) -> Path:
    """The only file in dist/ that matches the pattern."""
    (found,) = DIST.glob(pattern)
    return found


def run(*command: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None) -> str:
    """The output of a command. If it fails, the error contains the output."""
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


def on_a_terminal(*command: str | Path, cwd: Path, env: Mapping[str, str] | None = None) -> str:
    """What a terminal shows of a command. If it fails, the error contains the output."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(cwd)
        os.execvpe(command[0], [str(part) for part in command], os.environ | dict(env or {}))
    shown = b""
    with contextlib.suppress(OSError):  # how Linux reports the end
        while part := os.read(terminal, 65536):
            shown += part
    os.close(terminal)
    _, status = os.waitpid(child, 0)
    assert status == 0, shown.decode()
    return shown.decode()


def vectors(binding: str, *runner: str | Path, cwd: Path | None = None) -> None:
    """Sends every vector to a runner that uses the shipped files."""
    output = run(HARNESS, "vectors", "--like", binding, *runner, cwd=cwd)
    assert output.rstrip().endswith("passed, 0 failed"), output
