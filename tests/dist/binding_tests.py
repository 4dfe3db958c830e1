"""Runs the Python binding's own tests with any interpreter: those that need no framework."""

import shutil
from pathlib import Path

from conftest import ROOT, run

TESTS = ROOT / "bindings-python" / "tests"
SUITES = ("test_event.py", "test_signing.py", "test_streaming.py", "test_threads.py", "test_verifier.py")
PACKAGES = ROOT / "target" / "pytest"

# A foreign program does not start by its own path, so the tests must start Python as they were started.
START = "import sys, pytest; sys.executable = sys.argv.pop(1); sys.exit(pytest.main(sys.argv[1:]))"


def own_tests(python: Path, *packages: Path) -> None:
    """`python` is a program that finds hookseal itself, or in the folders of `packages`."""
    path = ":".join(map(str, (*packages, pytest_packages())))
    env = {"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    options = ("-q", "-p", "no:cacheprovider")
    run(python, "-c", START, python, *options, *(TESTS / suite for suite in SUITES), env=env)


def pytest_packages() -> Path:
    """A folder with pytest and what it needs, which is all pure Python and so serves every interpreter."""
    lines = (ROOT / "requirements-dev.txt").read_text("utf-8").splitlines()
    (pinned,) = (line.split()[0] for line in lines if line.startswith("pytest=="))
    stamp = PACKAGES / pinned
    if not stamp.exists():
        shutil.rmtree(PACKAGES, ignore_errors=True)
        run(ROOT / ".venv" / "bin" / "pip", "install", "--quiet", "--target", PACKAGES, pinned)
        stamp.touch()
    return PACKAGES
