"""Tests the npm tarballs: their contents, and that they install, load and verify on every runtime."""

import base64
import json
import os
import re
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest
from conftest import ROOT, on_a_terminal, run, vectors
from npm import ADAPTERS, HERE, each_runtime, install, runtime, tool
from registry import manifest

RUNNER = ROOT / "tests" / "conformance" / "runners" / "node" / "runner.cjs"
PLATFORMS = ROOT / "docs" / "platforms.md"
# For the last two, `require` gets the ES modules.
RUNTIME_FILES = {"node": ("js", "cjs"), "web": ("js", "cjs"), "workerd": ("js",), "edge-light": ("js",)}

# The modules, and the files of their texts.
MODULES = {"hookseal.wasm": "bytes", "hookseal-diagnose.wasm": "diagnosis-bytes"}


@pytest.fixture(scope="session")
def addon(binary: Path) -> bytes:
    with tarfile.open(binary) as archive:
        member = archive.extractfile("package/hookseal.node")
        assert member is not None
        return member.read()


def test_the_tarballs_hold_what_they_should(main: Path, binary: Path) -> None:
    def files(tarball: Path) -> set[str]:
        with tarfile.open(tarball) as archive:
            return {name.removeprefix("package/") for name in archive.getnames()}

    always = {"package.json", "README.md", "LICENSE-MIT", "LICENSE-APACHE", "LICENSE-THIRD-PARTY"}
    entry_points = {"index", *ADAPTERS}
    types = {"index", "event-types", "lib/receive", *(f"adapters/{name}" for name in ADAPTERS)}
    built = {f"dist/types/{name}.d.{end}" for name in types for end in ("ts", "cts")}
    for folder, ends in RUNTIME_FILES.items():
        # The last two import the files of the modules instead.
        embedded = {"embedded", "embedded-diagnosis"} if "cjs" in ends else set()
        shared = {"core", "diagnose", "receiving", *embedded}
        built |= {f"dist/{folder}/{name}.{end}" for name in entry_points | shared for end in ends}
    built |= {f"dist/{text}.{end}" for text in MODULES.values() for end in ("js", "cjs")}
    assert files(main) == always | built | set(MODULES) | {"dist/node/lazy-diagnosis.js"}
    assert files(binary) == always | {"hookseal.node"}


@pytest.mark.parametrize("name", MODULES)
def test_the_webassembly_was_made_of_these_sources(name: str, main: Path, tmp_path: Path) -> None:
    with tarfile.open(main) as archive:

        def content(name: str) -> bytes:
            member = archive.extractfile(f"package/{name}")
            assert member is not None
            return member.read()

        module = content(name)
        embedded = [content(f"dist/{MODULES[name]}.{end}") for end in ("js", "cjs")]
    (tmp_path / name).write_bytes(module)
    run("node", ROOT / "bindings-node" / "build-wasm.mjs", "--check", tmp_path / name)
    for text in embedded:
        assert base64.b64encode(module) in text


def test_the_main_package_depends_on_the_binary_and_installing_runs_nothing(main: Path, binary: Path) -> None:
    described, addon = manifest(main), manifest(binary)
    assert addon["name"] in described["optionalDependencies"]
    assert {addon["version"], *described["optionalDependencies"].values()} == {described["version"]}
    for unwanted in ("scripts", "dependencies", "private", "overrides", "devDependencies"):
        assert unwanted not in described
        assert unwanted not in addon


def test_publint_finds_nothing(main: Path, binary: Path) -> None:
    for tarball in (main, binary):
        assert "All good!" in tool("publint/src/cli.js", tarball, "--strict")


def test_the_types_are_not_wrong(main: Path) -> None:
    assert "No problems found" in tool("@arethetypeswrong/cli/dist/index.js", main, "--no-emoji")


def test_the_addon_needs_no_newer_libc_than_the_docs_say(addon: bytes) -> None:
    needed = max(map(int, re.findall(rb"GLIBC_2\.(\d+)", addon)))
    assert f"glibc need 2.{needed} or later" in PLATFORMS.read_text()


def test_the_addon_contains_no_path_of_the_build_machine(addon: bytes) -> None:
    for folder in (Path.home(), ROOT):
        assert str(folder).encode() not in addon


@pytest.mark.parametrize(
    ("name", "arguments"), [("bun", ["add", "hookseal"]), ("deno", ["add", "npm:hookseal"])]
)
def test_vectors_when_the_runtime_itself_installs_hookseal(
    name: str, arguments: list[str], tmp_path: Path, url: str
) -> None:
    install(tmp_path, url, runtime(name)[0], *arguments)
    vectors("node", *runtime(name), RUNNER, cwd=tmp_path)


@each_runtime
def test_adapters_load_without_their_frameworks(name: str, project: Path) -> None:
    assert "accepted" in run(*runtime(name), "adapters.mjs", cwd=project)


@each_runtime
def test_behaviour_that_depends_on_the_engine(name: str, project: Path) -> None:
    assert "accepted" in run(*runtime(name), "engine.cjs", cwd=project)


@each_runtime
def test_worker_threads(name: str, project: Path) -> None:
    assert "accepted" in run(*runtime(name), "workers.mjs", cwd=project)


@pytest.mark.parametrize(
    ("module", "resolution"), [("node16", "node16"), ("nodenext", "nodenext"), ("preserve", "bundler")]
)
def test_typescript(module: str, resolution: str, project: Path) -> None:
    for source in ("types.mts", "types.cts"):
        shutil.copy(ROOT / "bindings-node" / "test" / source, project)
    options = ("--module", module, "--moduleResolution", resolution, "--target", "es2022")
    tool(
        "typescript/bin/tsc",
        *("--noEmit", "--declaration", "--strict", "--exactOptionalPropertyTypes", *options),
        *("types.mts", "types.cts"),
        cwd=project,
    )


def test_a_clone_installs_from_source_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text(json.dumps({"private": True}))
    shown = on_a_terminal("npm", "install", str(ROOT / "bindings-node"), cwd=tmp_path)
    assert "hookseal: building its binary with cargo, which takes some minutes" in shown
    shutil.copy(HERE / "smoke.cjs", tmp_path)
    run("node", "-e", "require('./smoke.cjs')(require('hookseal'))", cwd=tmp_path)


def without_a_terminal(
    *command: str | Path, cwd: Path, path: str = os.environ["PATH"]
) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"PATH": path}
    return subprocess.run(command, cwd=cwd, env=env, start_new_session=True, capture_output=True, text=True)


def test_a_clone_installs_without_a_terminal(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text(json.dumps({"private": True}))
    done = without_a_terminal("npm", "install", ROOT / "bindings-node", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    run("node", "-e", "require('hookseal')", cwd=tmp_path)


def test_a_clone_without_rust_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text(json.dumps({"private": True}))
    (tmp_path / "cargo").write_text("#!/bin/sh\nexit 127\n")
    (tmp_path / "cargo").chmod(0o755)
    path = f"{tmp_path}:{os.environ['PATH']}"
    done = without_a_terminal("npm", "install", ROOT / "bindings-node", cwd=tmp_path, path=path)
    assert done.returncode != 0
    assert "hookseal: cannot be built here, because cargo does not run: install Rust 1.95" in done.stderr
