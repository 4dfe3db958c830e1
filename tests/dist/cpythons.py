"""Finds the CPython versions on this machine that the abi3 wheel supports."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

OLDEST, NEWEST = 11, 15

# Making a virtual environment needs ensurepip, which Debian packages separately. Free-threaded builds
# do not support abi3.
PROBE = """
import sys, sysconfig, ensurepip
if sys.implementation.name == "cpython" and not sysconfig.get_config_var("Py_GIL_DISABLED"):
    print(sys.version_info.major, sys.version_info.minor)
"""


def found() -> dict[str, Path]:
    """One interpreter of each version, by version."""
    pythons: dict[str, Path] = {}
    for path in candidates():
        version = subprocess.run([path, "-I", "-c", PROBE], capture_output=True, text=True).stdout.split()
        if version[:1] == ["3"] and int(version[1]) >= OLDEST:
            pythons.setdefault(f"3.{version[1]}", path)
    return pythons


def candidates() -> Iterator[Path]:
    for installed in (".pyenv/versions", ".local/share/uv/python"):
        yield from sorted(Path.home().glob(f"{installed}/*/bin/python3"))
    for folder in os.get_exec_path():
        yield from sorted(Path(folder).glob("python3.[0-9][0-9]"))


FOUND = found()
VERSIONS = sorted({f"3.{minor}" for minor in range(OLDEST, NEWEST + 1)} | FOUND.keys())
