"""Tests the command as pip, npm and cargo install it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from command import CLI, VERSION, one_event_goes_through, sign_and_verify, unpack
from conftest import BIN, ROOT, run, shipped
from registry import registry

PLATFORM = "@hookseal/cli-linux-x64"
TAGS = ("manylinux_2_17_x86_64", "manylinux2014_x86_64", "musllinux_1_2_x86_64")
LICENCES = ("LICENSE-APACHE", "LICENSE-MIT", "LICENSE-THIRD-PARTY")


@pytest.fixture(scope="session")
def wheel() -> Path:
    return shipped("hookseal_cli-*x86_64.whl")


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A project in which npm has installed the command, from a registry that lacks the other platforms."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "package.json").write_text('{ "private": true }')
    tarballs = [shipped("hookseal-cli-[0-9]*.tgz"), shipped("hookseal-cli-linux-x64-*.tgz")]
    with registry(*tarballs) as url:
        (folder / ".npmrc").write_text(f"registry={url}\naudit=false\ncache={folder}/.cache\n")
        run("npm", "install", "--loglevel=error", "hookseal-cli", cwd=folder)
        yield folder


def test_the_wheel_installs_the_program(wheel: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv")
    bin = tmp_path / "venv" / "bin"
    run(BIN / "pip", "--python", bin / "python", "install", "-q", "--no-index", wheel)
    assert run(bin / "hookseal", "--version").strip() == f"hookseal {VERSION}"
    sign_and_verify((bin / "hookseal",), tmp_path)


@pytest.mark.parametrize("platform", TAGS)
def test_pip_takes_the_wheel_with_either_c_library(platform: str, wheel: Path, tmp_path: Path) -> None:
    options = ("--only-binary=:all:", "--no-index", "--platform", platform, "--python-version", "3.8")
    run(BIN / "pip", "install", "-q", "--target", tmp_path, *options, wheel)


def test_the_wheel_holds_the_program_of_the_archive_and_its_licences(wheel: Path, tmp_path: Path) -> None:
    run(BIN / "twine", "check", "--strict", wheel)
    with zipfile.ZipFile(wheel) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    program = (unpack("linux-x64", tmp_path) / "hookseal").read_bytes()
    # `pipx run hookseal-cli` starts a program of another name only if it is the only one.
    assert {name: files[name] for name in files if ".data/" in name} == {
        f"hookseal_cli-{VERSION}.data/scripts/hookseal": program
    }
    for name in LICENCES:
        assert files[f"hookseal_cli-{VERSION}.dist-info/licenses/{name}"] == (CLI / name).read_bytes()


def test_npx_passes_the_output_and_the_exit_status_on(project: Path) -> None:
    assert run("npx", "hookseal-cli", "--version", cwd=project).strip() == f"hookseal {VERSION}"
    wrong = subprocess.run(
        ["npx", "hookseal-cli", "send", "--count", "none"], cwd=project, capture_output=True
    )
    assert wrong.returncode == 2


def test_the_launcher_passes_a_signal_on(project: Path, tmp_path: Path) -> None:
    settings = {"PATH": os.environ["PATH"], "HOOKSEAL_INBOX": f"sqlite:{tmp_path}/inbox.db"}
    one_event_goes_through((project / "node_modules/.bin/hookseal",), tmp_path / "log", settings)


def test_a_program_that_a_signal_ended_is_reported_as_shells_do(project: Path, tmp_path: Path) -> None:
    program = tmp_path / "node_modules" / PLATFORM / "hookseal"
    shutil.copytree(project / "node_modules", tmp_path / "node_modules", symlinks=True)
    program.write_text("#!/bin/sh\nkill -KILL $$\n")
    launcher = tmp_path / "node_modules/.bin/hookseal"
    assert subprocess.run([launcher]).returncode == 128 + signal.SIGKILL


@pytest.mark.parametrize(
    ("platform", "said"),
    [("linux", f"{PLATFORM} is not installed"), ("sunos", "build it with cargo install hookseal-cli")],
)
def test_a_platform_without_a_program_is_told_what_to_do(
    platform: str, said: str, project: Path, tmp_path: Path
) -> None:
    launcher = tmp_path / "node_modules" / "hookseal-cli"
    shutil.copytree(project / "node_modules" / "hookseal-cli", launcher)
    pretended = f"Object.defineProperty(process, 'platform', {{ value: '{platform}' }})"
    script = f"{pretended}; require('hookseal-cli/hookseal.js')"
    done = subprocess.run(["node", "-e", script], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr


def test_yarn_unpacks_the_program() -> None:
    """With Plug'n'Play it keeps packages zipped, unless they ask for more."""
    with tarfile.open(shipped("hookseal-cli-linux-x64-*.tgz")) as archive:
        member = archive.extractfile("package/package.json")
        assert member
        assert json.load(member)["preferUnplugged"] is True
        assert archive.getmember("package/hookseal").mode & 0o111


def test_cargo_installs_the_crate(tmp_path: Path) -> None:
    """As it is packaged, with the core of this folder, which no registry has yet, and unoptimised."""
    core = ("--config", f"patch.crates-io.hookseal.path='{ROOT / 'core'}'")
    target = ROOT / "target"
    package = (
        "package",
        "--quiet",
        "--no-verify",
        "--allow-dirty",
        "--target-dir",
        target / "cli-package",
        *core,
    )
    run("cargo", *package, cwd=CLI)
    with tarfile.open(target / "cli-package" / "package" / f"hookseal-cli-{VERSION}.crate") as archive:
        archive.extractall(tmp_path, filter="data")
    crate = tmp_path / f"hookseal-cli-{VERSION}"
    for name in (*LICENCES, "README.md"):
        assert (crate / name).read_bytes() == (CLI / name).read_bytes()
    install = (
        "install",
        "--quiet",
        "--debug",
        "--locked",
        "--root",
        tmp_path / "root",
        "--target-dir",
        target,
        *core,
    )
    run("cargo", *install, "--path", crate, cwd=tmp_path)
    assert run(tmp_path / "root/bin/hookseal", "--version").strip() == f"hookseal {VERSION}"
