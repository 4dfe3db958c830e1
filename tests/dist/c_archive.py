"""What the tests of every C archive share."""

import os
import re
import sys
import tarfile
import tomllib
from pathlib import Path

from conftest import ROOT, run, shipped

BINDING = ROOT / "bindings-c"
TOOLS = Path(sys.executable).parent
SONAME = "libhookseal.so.0"
VERSION = tomllib.loads((ROOT / "Cargo.toml").read_text())["workspace"]["package"]["version"]
GLIBC = (2, 17)


def unpack(name: str, folder: Path) -> Path:
    """Unpacks the archive of a platform into a folder, and returns its prefix."""
    with tarfile.open(shipped(f"hookseal-c-*-{name}.tar.gz")) as archive:
        archive.extractall(folder, filter="data")
    (root,) = folder.iterdir()
    return root


def environment(prefix: Path, libdir: str = "lib") -> dict[str, str]:
    """The variables with which build systems find the library in a prefix."""
    return {
        "PATH": f"{TOOLS}:{os.environ['PATH']}",
        "PKG_CONFIG": str(TOOLS / "pkgconf"),
        "PKG_CONFIG_PATH": str(prefix / libdir / "pkgconfig"),
    }


def options(prefix: Path, linkage: str) -> list[str]:
    """What pkg-config says to compile and link a program with, as bindings-c/README.md shows it."""
    flags = ["--static"] if linkage == "static" else []
    found = run(TOOLS / "pkgconf", *flags, "--cflags", "--libs", "hookseal", env=environment(prefix)).split()
    if linkage == "static":
        found[found.index("-lhookseal")] = "-l:libhookseal.a"
    return found


def needed(program: Path) -> set[str]:
    """The shared libraries that a program or a library of Linux names."""
    return set(re.findall(r"\(NEEDED\).*\[(.*)\]", run("readelf", "-d", program)))


def newest_glibc(program: Path) -> tuple[int, ...]:
    """The newest version of glibc's symbols that a program or a library asks for."""
    versions = re.findall(r"GLIBC_(\d+)\.(\d+)", run("readelf", "-V", program))
    return max((int(major), int(minor)) for major, minor in versions)
