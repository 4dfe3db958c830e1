"""Builds with the oldest Rust that the project declares, and passes every vector with what comes out."""

import os
import shutil
import sys
import tomllib
from pathlib import Path

import debian
import pytest
from conftest import ROOT, run, vectors
from machines import TOOLS

WORKSPACE = tomllib.loads((ROOT / "Cargo.toml").read_text("utf-8"))["workspace"]["package"]
OLDEST = WORKSPACE["rust-version"]
# Whoever builds has these, and in a version that fits the machine.
PRESENT = ("binutils", "gcc", "gcc-12-base", "libc-dev", "libc6", "libgcc-s1", "libstdc++6")
RUNNERS = ROOT / "tests" / "conformance" / "runners"
BUILD = TOOLS / f"build-rust-{OLDEST}"
BUILT = BUILD / "debug"


@pytest.fixture(scope="session")
def compiler() -> Path:
    """Debian's compiler of that version."""
    packages = (f"rustc-web={OLDEST}.*", f"libstd-rust-web-dev={OLDEST}.*", f"libstd-rust-web-{OLDEST}")
    try:
        root = debian.unpack(TOOLS / f"rust-{OLDEST}", "bookworm", *packages, present=PRESENT)
    except debian.Unavailable as error:
        pytest.skip(f"Rust {OLDEST}: {error}")
    program = root / "rustc"
    libraries = f"{root}/usr/lib/x86_64-linux-gnu:{root}/usr/lib"
    program.write_text(f'#!/bin/sh\nLD_LIBRARY_PATH={libraries} exec {root}/usr/bin/rustc "$@"\n')
    program.chmod(0o755)
    return program


@pytest.fixture(scope="session", autouse=True)
def built(compiler: Path) -> None:
    assert run(compiler, "--version").startswith(f"rustc {OLDEST}.")
    env = {"RUSTC": str(compiler), "CARGO_TARGET_DIR": str(BUILD)}
    packages = ("-p", "hookseal-c", "-p", "hookseal-python", "-p", "hookseal-tests", "--bin", "runner-rust")
    # `--bin` alone would build no library.
    run("cargo", "build", "--locked", "--quiet", "--lib", *packages, cwd=ROOT, env=env)
    bare = ("-p", "hookseal", "--no-default-features")
    run("cargo", "check", "--locked", "--quiet", *bare, cwd=ROOT, env=env)


def test_the_core_passes_every_vector() -> None:
    vectors("rust", BUILT / "runner-rust")


def test_the_c_library_passes_every_vector(tmp_path: Path) -> None:
    (tmp_path / "libhookseal.so.0").symlink_to(BUILT / "libhookseal.so")  # its soname
    include = f"-I{ROOT / 'bindings-c' / 'include'}"
    options = ("-std=c99", "-D_POSIX_C_SOURCE=200809L", include)
    runner, library = tmp_path / "runner", (f"-L{BUILT}", "-lhookseal", f"-Wl,-rpath,{tmp_path}")
    run(os.environ.get("CC", "cc"), *options, RUNNERS / "c" / "runner.c", "-o", runner, *library)
    vectors("c", runner)


def test_the_python_module_passes_every_vector(tmp_path: Path) -> None:
    package = tmp_path / "hookseal"
    shutil.copytree(ROOT / "bindings-python" / "python" / "hookseal", package)
    shutil.copy(BUILT / "lib_hookseal.so", package / "_hookseal.abi3.so")
    vectors("python", "env", f"PYTHONPATH={tmp_path}", sys.executable, RUNNERS / "python" / "runner.py")
