"""Checks that everything that lists the platforms lists those of targets.toml."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import table
from targets import targets

ROOT = Path(__file__).resolve().parents[3]
NODE = ROOT / "bindings-node"
TOOLCHAIN = Path(__file__).with_name("toolchain")


def test_the_npm_packages() -> None:
    script = (
        "import { parseTriple } from '@napi-rs/cli'; import { readFileSync } from 'node:fs';"
        "const { napi } = JSON.parse(readFileSync('package.json'));"
        "const packed = napi.targets.map((triple) => [triple, parseTriple(triple).platformArchABI]);"
        "console.log(JSON.stringify(packed))"
    )
    command = ["node", "--input-type=module", "-e", script]
    packed = json.loads(subprocess.run(command, cwd=NODE, stdout=subprocess.PIPE, check=True).stdout)
    assert packed == [[target.triple, target.npm] for target in targets()]


def test_the_npm_packages_of_the_command() -> None:
    packed = json.loads((ROOT / "cli/packaging/npm/package.json").read_text("utf-8"))["platforms"]
    assert packed == [target.cli for target in targets() if target.cli]


def test_the_table_of_the_docs() -> None:
    assert table.PAGE.read_text("utf-8") == table.page(), "run python tests/tools/platforms/table.py"


def test_the_release_workflow_builds_what_cannot_be_built_here() -> None:
    workflow = (ROOT / ".github/workflows/release.yml").read_text("utf-8")
    built = set(re.findall(r"\{ target: (\S+), npm: (\S+),", workflow))
    assert built == {(target.triple, target.npm) for target in targets() if target.built == "workflow"}


@pytest.mark.parametrize(
    ("claimed", "refused"), [("linux-x64-musl", True), ("linux-arm64-gnu", True), ("linux-x64-gnu", False)]
)
def test_an_addon_is_packed_only_under_the_name_of_its_platform(
    claimed: str, refused: bool, tmp_path: Path
) -> None:
    """A binary for glibc under a name for musl would be loaded on Alpine."""
    command: list[str | Path] = [
        "node",
        NODE / "tarballs.mjs",
        tmp_path,
        f"{claimed}={NODE / 'hookseal.node'}",
    ]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert (done.returncode != 0) is refused
    assert bool(list(tmp_path.glob(f"hookseal-{claimed}-*.tgz"))) is not refused
    if refused:
        assert f"is for linux-x64-gnu, not {claimed}" in done.stdout


def test_a_machine_that_cannot_build_for_a_target_is_told_what_to_install(tmp_path: Path) -> None:
    """As `.ci/tools` does where there is neither the target nor apt."""
    rustc = tmp_path / "rustc"
    rustc.write_text("#!/bin/sh\nexit 1\n")
    rustc.chmod(0o755)
    command: list[str | Path] = [sys.executable, TOOLCHAIN, "--check", "wasm32-unknown-unknown"]
    env = {"PATH": str(tmp_path), "RUSTC": str(rustc)}
    done = subprocess.run(command, env=env, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert "rustup target add wasm32-unknown-unknown" in done.stderr
