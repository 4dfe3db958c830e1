"""C and C++ compilers for other platforms, prepared below target/ from Debian's packages."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from conftest import BIN, ROOT
from machines import TOOLS

sys.path.append(str(ROOT / "tests" / "tools" / "platforms"))

import debian
from targets import Target

ZIG = (BIN / "python", "-m", "ziglang")
ZIG_CACHE = {"ZIG_GLOBAL_CACHE_DIR": str(ROOT / "target" / "zig")}  # as the Makefile has it
# Every machine has these, and Debian's compilers run with any of them.
PRESENT = ("libc6", "libgcc-s1", "libstdc++6")


@dataclass(frozen=True)
class Compiler:
    """Compiles for one platform."""

    c: tuple[str | Path, ...]
    cpp: tuple[str | Path, ...] | None
    """Absent where no compiler for C++ is to be had here."""
    env: Mapping[str, str] = field(default_factory=dict)
    threads: tuple[str, ...] = ("-lpthread",)
    suffix: str = ""
    """What the name of a program ends with."""


def compiler(target: Target) -> Compiler:
    """The compilers that users of a platform have. Skips the test if they cannot be had here."""
    try:
        return COMPILERS[target.triple]()
    except debian.Unavailable as error:
        pytest.skip(f"{target.triple}: {error}")


def native() -> Compiler:
    return Compiler(("gcc",), ("g++",))


def arm64() -> Compiler:
    return gnu("aarch64-linux-gnu", "gcc-aarch64-linux-gnu", "g++-aarch64-linux-gnu")


def windows() -> Compiler:
    # The variants whose threads are POSIX's, as the tests use.
    packages = ("gcc-mingw-w64-x86-64-posix", "g++-mingw-w64-x86-64-posix")
    gcc = gnu("x86_64-w64-mingw32", *packages, variant="-posix")
    # A program then needs no library of the compiler.
    cpp = (*(gcc.cpp or ()), "-static-libgcc", "-static-libstdc++")
    threads = ("-Wl,--whole-archive", "-l:libwinpthread.a", "-Wl,--no-whole-archive")
    return Compiler(gcc.c, cpp, gcc.env, threads, suffix=".exe")


def gnu(prefix: str, *packages: str, variant: str = "") -> Compiler:
    root = debian.unpack(TOOLS / f"gcc-{prefix}", "bookworm", *packages, present=PRESENT)
    program = f"{root}/usr/bin/{prefix}"
    # Otherwise gcc uses an assembler and a linker of this machine, if there are any.
    flags = (f"--sysroot={root}", f"-B{program}-")
    c, cpp = ((f"{program}-{name}{variant}", *flags) for name in ("gcc", "g++"))
    return Compiler(c, cpp, {"LD_LIBRARY_PATH": f"{root}/usr/lib/x86_64-linux-gnu"})


def musl(gcc: Compiler, processor: str, arch: str) -> Compiler:
    """musl-gcc, which is gcc with other headers and another libc. It has no library for C++."""
    triple = f"{processor}-linux-musl"
    root = debian.unpack(TOOLS / f"{arch}-musl-dev", "trixie", "musl-tools", arch=arch, present=GCC)
    specs, loader = root / "gcc.specs", root / "usr/lib" / triple / "libc.so"
    text = (root / "usr/lib" / triple / "musl-gcc.specs").read_text()
    for folder in "include", "lib":
        text = text.replace(f"/usr/{folder}/{triple}", f"{root}/usr/{folder}/{triple}")
    specs.write_text(text.replace(f"/lib/ld-musl-{processor}.so.1", str(loader)))
    return Compiler((*gcc.c, f"-specs={specs}"), None, gcc.env)


GCC = ("gcc", "gcc-x86-64-linux-gnu", "gcc-aarch64-linux-gnu", *PRESENT)

COMPILERS = {
    "x86_64-unknown-linux-gnu": native,
    "aarch64-unknown-linux-gnu": arm64,
    "x86_64-unknown-linux-musl": lambda: musl(native(), "x86_64", "amd64"),
    "aarch64-unknown-linux-musl": lambda: musl(arm64(), "aarch64", "arm64"),
    "x86_64-pc-windows-gnu": windows,
}
