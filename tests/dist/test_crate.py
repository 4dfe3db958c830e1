"""The crate, as `cargo package` makes it."""

import json
import re
import shutil
import subprocess
import tarfile
import time
import tomllib
from pathlib import Path

import pytest
from conftest import ROOT, run

CORE = ROOT / "core"
TARGET = ROOT / "target"
WORKSPACE = tomllib.loads((ROOT / "Cargo.toml").read_text())["workspace"]["package"]

# A program for a machine without an operating system; the panic handler is std's where std is.
BARE_MANIFEST = """
[package]
name = "bare"
edition = "2024"
[lib]
crate-type = ["staticlib"]
path = "bare.rs"
[dependencies]
hookseal = {{ path = "{crate}", default-features = false, features = ["event"] }}
[profile.dev]
panic = "abort"
[workspace]
"""
BARE = """
#![no_std]
use core::alloc::{GlobalAlloc, Layout};
struct Empty;
unsafe impl GlobalAlloc for Empty {
    unsafe fn alloc(&self, _: Layout) -> *mut u8 { core::ptr::null_mut() }
    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}
#[global_allocator]
static ALLOCATOR: Empty = Empty;
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! { loop {} }
#[unsafe(no_mangle)]
extern "C" fn genuine(verifier: &hookseal::Verifier, now_ms: i64) -> bool {
    verifier.verify_at("{}", "t=1, v1=00", now_ms).is_ok()
        && verifier.construct_event_at("{}", "t=1, v1=00", now_ms).is_ok()
}
"""


@pytest.fixture(scope="session")
def crate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package, unpacked. Cargo has built it, from nothing but what is in it."""
    told = run("cargo", "package", "--locked", "--allow-dirty", "--color=never", *cargo(CORE))
    # No address is known that could stand in the manifest.
    warnings = re.findall("^warning: (.*)", told, re.MULTILINE)
    assert set(warnings) <= {"manifest has no documentation, homepage or repository"}
    name = f"hookseal-{WORKSPACE['version']}"
    folder = tmp_path_factory.mktemp("crate")
    with tarfile.open(TARGET / "package" / f"{name}.crate") as archive:
        archive.extractall(folder, filter=as_of_now)
    return folder / name


def as_of_now(member: tarfile.TarInfo, folder: str) -> tarfile.TarInfo:
    """Cargo goes by times, and takes a file of 2006 for one that it has built before."""
    return tarfile.data_filter(member.replace(mtime=time.time()), folder)


def cargo(folder: Path) -> list[str | Path]:
    return ["--manifest-path", folder / "Cargo.toml", "--target-dir", TARGET]


def test_the_package_has_its_licences_and_its_readme(crate: Path) -> None:
    for name in ("LICENSE-APACHE", "LICENSE-MIT"):
        assert (crate / name).read_bytes() == (ROOT / name).read_bytes()
    assert (crate / "README.md").read_bytes() == (CORE / "README.md").read_bytes()


def test_its_documentation_has_no_broken_link(crate: Path) -> None:
    strict = {"RUSTDOCFLAGS": "-D warnings"}
    run("cargo", "doc", "--locked", "--no-deps", "--all-features", *cargo(crate), env=strict)


def test_it_needs_no_standard_library(crate: Path, tmp_path: Path) -> None:
    (tmp_path / "Cargo.toml").write_text(BARE_MANIFEST.format(crate=crate))
    (tmp_path / "Cargo.lock").write_bytes((crate / "Cargo.lock").read_bytes())
    (tmp_path / "bare.rs").write_text(BARE)
    run("cargo", "build", *cargo(tmp_path), env={"CARGO_NET_OFFLINE": "true"})


def test_no_dependency_asks_for_a_later_rust_than_the_crate(crate: Path) -> None:
    # Not the dev-dependencies, which its users never build.
    tree = ["cargo", "tree", "--locked", "--all-features", "-e", "normal,build", "--prefix", "none"]
    used = set(re.findall(r"^(\S+) v(\S+)", run(*tree, *cargo(crate)[:2]), re.MULTILINE))
    command: list[str | Path] = ["cargo", "metadata", "--format-version=1", "--locked", *cargo(crate)[:2]]
    packages = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["packages"]
    asked = {p["name"]: p["rust_version"] for p in packages if (p["name"], p["version"]) in used}
    assert asked["hookseal"] == WORKSPACE["rust-version"]
    assert len(asked) == len(used)
    assert max(version(rust) for rust in asked.values() if rust) <= version(asked["hookseal"])


def test_it_builds_with_the_oldest_rust_it_promises(crate: Path) -> None:
    oldest = WORKSPACE["rust-version"]
    installed = run("rustup", "toolchain", "list") if shutil.which("rustup") else ""
    toolchains = re.findall(rf"^{re.escape(oldest)}[.\d]*-\S+", installed, re.MULTILINE)
    if not toolchains:
        pytest.skip(f"no Rust {oldest} on this machine: that it is enough is not proven")
    run("cargo", f"+{toolchains[0]}", "check", "--locked", "--all-features", *cargo(crate))


def version(rust: str) -> list[int]:
    return [int(part) for part in rust.split(".")]
