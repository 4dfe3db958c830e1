"""Compiles a CPython for musl, which no registry has, from Debian's copy of its source, in some minutes."""

import os
import shlex
from pathlib import Path

import cpythons
import debian
from conftest import BIN, ROOT, run
from machines import TOOLS

SUITE, VERSION = "trixie", "3.13"
ZIG = ("env", f"ZIG_GLOBAL_CACHE_DIR={ROOT}/target/zig", BIN / "python", "-m", "ziglang")
# Nothing that needs a library besides libc, and no test of what the machine that compiles can run.
OPTIONS = (
    "--quiet",
    "--build=x86_64-pc-linux-gnu",
    "--without-ensurepip",
    "--disable-test-modules",
    "--disable-ipv6",
    "--without-mimalloc",
    "MODULE_BUILDTYPE=static",
    "OPT=-O1 -fPIC",  # else `environ` is copied into the program, where musl does not set it
    "LDFLAGS=-dynamic -pie",
    "PKG_CONFIG=/bin/false",
    "READELF=readelf",
    "ac_cv_file__dev_ptmx=no",
    "ac_cv_file__dev_ptc=no",
)


def compiled(cpu: str) -> Path:
    """The interpreter, beside which it finds its library."""
    folder = TOOLS / f"python-{cpu}-musl"
    program, stamp = folder / "python", folder / ".compiled"
    if not stamp.exists():
        source = debian.source(TOOLS / "python-source", SUITE, f"python{VERSION}")
        folder.mkdir(parents=True, exist_ok=True)
        target = f"{cpu}-linux-musl"
        run(source / "configure", f"--host={target}", *tools(target), *OPTIONS, cwd=folder)
        run("make", f"-j{os.cpu_count()}", "-s", "all", cwd=folder)
        stamp.touch()
    return program


def tools(target: str) -> list[str]:
    """The compiler, and an interpreter of the same version, which the build runs."""
    zig = shlex.join(map(str, ZIG))
    # Zig checks for undefined behaviour and refuses the date of a build, unless it is told not to.
    compiler = f"{zig} cc -target {target} -fno-sanitize=undefined -Wno-error=date-time"
    return [
        f"--with-build-python={cpythons.from_debian(VERSION, SUITE)}",
        f"CC={compiler}",
        f"AR={zig} ar",
        f"RANLIB={zig} ranlib",
    ]
