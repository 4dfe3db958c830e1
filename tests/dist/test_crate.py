"""Tests the crate that `cargo package` makes."""

import json
import re
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

# A program for a machine without an operating system. If std were linked, its panic handler would
# collide with this one.
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
    """The unpacked package. `cargo package` has built it from its own files alone."""
    output = run("cargo", "package", "--locked", "--allow-dirty", "--color=never", *cargo(CORE))
    # The project has no public address yet to put into the manifest.
    warnings = re.findall("^warning: (.*)", output, re.MULTILINE)
    assert set(warnings) <= {"manifest has no documentation, homepage or repository"}
    name = f"hookseal-{WORKSPACE['version']}"
    folder = tmp_path_factory.mktemp("crate")
    with tarfile.open(TARGET / "package" / f"{name}.crate") as archive:
        archive.extractall(folder, filter=with_current_time)
    return folder / name


def with_current_time(member: tarfile.TarInfo, folder: str) -> tarfile.TarInfo:
    """Cargo compares times. The files are dated 2006, so it would not build them again."""
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


def test_it_works_without_the_standard_library(crate: Path, tmp_path: Path) -> None:
    (tmp_path / "Cargo.toml").write_text(BARE_MANIFEST.format(crate=crate))
    (tmp_path / "Cargo.lock").write_bytes((crate / "Cargo.lock").read_bytes())
    (tmp_path / "bare.rs").write_text(BARE)
    run("cargo", "build", *cargo(tmp_path), env={"CARGO_NET_OFFLINE": "true"})


def test_no_dependency_needs_a_later_rust_than_the_crate(crate: Path) -> None:
    # Without dev-dependencies, which users never build. platforms/test_rust.py builds with that Rust.
    tree = ["cargo", "tree", "--locked", "--all-features", "-e", "normal,build", "--prefix", "none"]
    used = set(re.findall(r"^(\S+) v(\S+)", run(*tree, *cargo(crate)[:2]), re.MULTILINE))
    command: list[str | Path] = ["cargo", "metadata", "--format-version=1", "--locked", *cargo(crate)[:2]]
    packages = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["packages"]
    needed = {p["name"]: p["rust_version"] for p in packages if (p["name"], p["version"]) in used}
    assert needed["hookseal"] == WORKSPACE["rust-version"]
    assert len(needed) == len(used)
    assert max(version(rust) for rust in needed.values() if rust) <= version(needed["hookseal"])


def version(rust: str) -> list[int]:
    return [int(part) for part in rust.split(".")]
