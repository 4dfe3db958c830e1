"""Tests the files in dist/ as a user gets them: `make dist test-dist`."""

import contextlib
import os
import pty
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from registry import registry
from stand_ins import stand_ins

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "dist"
BIN = ROOT / ".venv" / "bin"
HARNESS = ROOT / "target" / "release" / "hookseal-tests"
sys.path += [str(ROOT / "tests" / "tools" / "platforms"), str(ROOT / "tests" / "gateway")]


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


def vectors(
    binding: str, *runner: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> str:
    """Sends every vector to a runner that uses the shipped files. Returns the harness's report."""
    output = run(HARNESS, "vectors", "--like", binding, *runner, cwd=cwd, env=env)
    assert output.rstrip().endswith("passed, 0 failed"), output
    return output


@pytest.fixture(scope="session")
def main() -> Path:
    return shipped("hookseal-[0-9]*.tgz")


@pytest.fixture(scope="session")
def binary() -> Path:
    return shipped("hookseal-linux-x64-gnu-*.tgz")


@pytest.fixture(scope="session")
def url(main: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A registry that has hookseal and its packages for all platforms."""
    built = list(DIST.glob("hookseal-*.tgz"))
    with registry(*built, *stand_ins(main, built, tmp_path_factory.mktemp("stand-ins"))) as address:
        yield address


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory, url: str) -> Path:
    from npm import install  # here, because npm.py imports this file

    return install(tmp_path_factory.mktemp("project"), url, "npm", "install", "hookseal")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Prints which engine has answered how many vectors on each JavaScript runtime."""
    reports = [
        report
        for outcome in ("passed", "failed")
        for report in terminalreporter.getreports(outcome)
        if report.when == "call"
    ]
    for properties in (dict(report.user_properties) for report in reports):
        if "runtime" in properties:
            cells = (properties.get(name, "failed") for name in ("runtime", "backend", "vectors"))
            terminalreporter.write_line("{:<28}{:<8}{:>6}".format(*cells))
