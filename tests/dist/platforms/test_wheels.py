"""Runs the wheels of other platforms with their own CPython: `make dist-all test-platforms`."""

import json
import re
import shlex
import zipfile
from collections.abc import Callable
from pathlib import Path

import debian
import musl_python
import pytest
from binding_tests import own_tests
from conftest import BIN, ROOT, run, shipped, vectors
from machines import TARGETS, TOOLS, musl_root, qemu
from targets import Target

RUNNER = ROOT / "tests" / "conformance" / "runners" / "python" / "runner.py"
# tests/dist/test_python.py runs the wheel of this machine.
OTHERS = [target for target in TARGETS if target.wheel and target.triple != "x86_64-unknown-linux-gnu"]
each_target = pytest.mark.parametrize("target", OTHERS, ids=lambda target: target.wheel)

# All that a binary may need of its system, besides the functions of Python, which Windows has in a library.
NEEDED = {
    "linux-gnu": {"libc.so.6", "libdl.so.2", "libpthread.so.0", "libgcc_s.so.1", "ld-linux-aarch64.so.1"},
    "linux-musl": {"libc.so"},
    "windows-gnu": {"python3.dll", "kernel32.dll", "ntdll.dll", "userenv.dll", "ws2_32.dll", "msvcrt.dll"},
}
# Windows' own names for parts of its C library and its kernel.
API_SETS = re.compile(r"api-ms-win-(core|crt)-[a-z0-9-]+\.dll|bcryptprimitives\.dll")


def wheel(target: Target) -> Path:
    return shipped(f"hookseal-*-abi3-*{target.wheel}.whl")


def binary(target: Target, folder: Path) -> Path:
    with zipfile.ZipFile(wheel(target)) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith((".so", ".pyd")))
        return Path(archive.extract(name, folder))


@each_target
def test_it_needs_nothing_but_the_system_that_its_name_tells(target: Target, tmp_path: Path) -> None:
    system = target.triple.split("-", 2)[2].removeprefix("unknown-").removeprefix("pc-")
    listed = run("objdump", "-p", binary(target, tmp_path))
    needed = set(re.findall(r"^\s*(?:NEEDED|DLL Name:)\s+(\S+)", listed, re.MULTILINE))
    assert {name for name in map(str.lower, needed) if not API_SETS.fullmatch(name)} <= NEEDED[system]
    if system == "linux-gnu":
        audit = json.loads(run(BIN / "auditwheel", "show", "--json", wheel(target)))
        assert audit["overall_tag"] == target.wheel


@each_target
def test_it_uses_the_stable_abi_alone(target: Target) -> None:
    told = " ".join(run(BIN / "abi3audit", "--strict", "--summary", wheel(target)).split())
    assert "1 extensions scanned; 0 ABI version mismatches and 0 ABI violations found" in told


@each_target
def test_it_holds_the_package_and_no_path_of_this_machine(target: Target) -> None:
    with zipfile.ZipFile(wheel(target)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    native = "hookseal/_hookseal." + ("pyd" if "windows" in target.triple else "abi3.so")
    sources = {f"hookseal/{source.name}" for source in ROOT.glob("bindings-python/python/hookseal/*.*")}
    assert {name for name in files if ".dist-info/" not in name} == {native, *sources}
    for name, content in files.items():
        for folder in (ROOT, Path.home()):
            assert f"{folder}/".encode() not in content, f"{name} contains a path of this machine"


@each_target
def test_it_passes_every_vector_and_the_binding_s_own_tests(target: Target, tmp_path: Path) -> None:
    python, version = interpreter(target, tmp_path)
    installed = tmp_path / "installed"
    # As pip on that platform chooses: it refuses a wheel with another tag.
    assert target.wheel
    platform = ("--platform", target.wheel, "--python-version", version, "--only-binary=:all:", "--no-index")
    run(BIN / "pip", "install", "--quiet", "--target", installed, *platform, wheel(target))
    assert run(python, "-c", "import sys; print(sys.version)").startswith(f"{version}.")
    vectors("python", "env", f"PYTHONPATH={installed}", python, RUNNER)
    own_tests(python, installed, emulated=target.run == "under qemu")


def interpreter(target: Target, folder: Path) -> tuple[Path, str]:
    """A program that runs CPython of that platform, and its version."""
    if target.triple not in PYTHONS:
        pytest.skip(f"no package has a CPython for {target.triple}")
    try:
        command, version = PYTHONS[target.triple]()
    except debian.Unavailable as error:
        pytest.skip(f"{target.triple}: {error}")
    wrapper = folder / "python"
    wrapper.write_text(f'#!/bin/sh\nexec {shlex.join(map(str, command))} "$@"\n')
    wrapper.chmod(0o755)
    return wrapper, version


Command = tuple[str | Path, ...]


def arm64() -> tuple[Command, str]:
    root = debian.unpack(TOOLS / "arm64-python", "bookworm", "python3.11", arch="arm64")
    return (qemu(), "-L", root, root / "usr" / "bin" / "python3.11"), "3.11"


def musl() -> tuple[Command, str]:
    loader = musl_root("amd64") / "lib" / "ld-musl-x86_64.so.1"
    return (loader, musl_python.compiled("x86_64")), musl_python.VERSION


def arm64_musl() -> tuple[Command, str]:
    return (qemu(), "-L", musl_root("arm64"), musl_python.compiled("aarch64")), musl_python.VERSION


PYTHONS: dict[str, Callable[[], tuple[Command, str]]] = {
    "aarch64-unknown-linux-gnu": arm64,
    "x86_64-unknown-linux-musl": musl,
    "aarch64-unknown-linux-musl": arm64_musl,
}
