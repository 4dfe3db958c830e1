"""Runs the npm packages on every platform that this machine can run: `make dist-all test-platforms`."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT, run, shipped, vectors
from machines import TARGETS, node
from registry import registry
from targets import Target

RUNNER = ROOT / "tests" / "conformance" / "runners" / "node" / "runner.cjs"
TESTS = ROOT / "bindings-node" / "test"
# What needs no framework, which npm would install.
SUITES = ("lambda.test.mjs", "refusals.test.mjs", "verifier.test.mjs")
BACKEND = "console.log(require('hookseal').backend)"
each_target = pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.npm)


@pytest.fixture(scope="session")
def url() -> Iterator[str]:
    main = shipped("hookseal-[0-9]*.tgz")
    with registry(main, *(package(target) for target in TARGETS)) as address:
        yield address


def package(target: Target) -> Path:
    return shipped(f"hookseal-{target.npm}-[0-9]*.tgz")


def install(folder: Path, url: str, target: Target) -> Path:
    """Installs hookseal as npm does on that platform."""
    system, cpu, abi = target.npm.split("-")
    (folder / "package.json").write_text('{ "private": true }')
    options = [f"--os={system}", f"--cpu={cpu}", *([f"--libc={LIBCS[abi]}"] if system == "linux" else [])]
    env = {"npm_config_registry": url, "npm_config_cache": str(folder / ".cache")}
    run("npm", "install", "--loglevel=error", *options, "hookseal", cwd=folder, env=env)
    return folder


LIBCS = {"gnu": "glibc", "musl": "musl"}


@pytest.fixture(scope="session")
def projects(url: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {target.npm: install(tmp_path_factory.mktemp(target.npm), url, target) for target in TARGETS}


@each_target
def test_npm_installs_the_addon_of_the_platform_alone(target: Target, projects: dict[str, Path]) -> None:
    installed = {folder.name for folder in (projects[target.npm] / "node_modules" / "@hookseal").iterdir()}
    assert installed == {target.npm}


@each_target
def test_it_runs_natively_and_passes_every_vector(target: Target, projects: dict[str, Path]) -> None:
    project = projects[target.npm]
    assert run(*node(target), "-e", BACKEND, cwd=project).strip() == "native"
    vectors("node", *node(target), RUNNER, cwd=project)


@each_target
def test_the_binding_s_own_tests_pass(target: Target, projects: dict[str, Path]) -> None:
    folder = projects[target.npm] / "test"
    shutil.copytree(TESTS, folder)
    for suite in SUITES:
        # Not `node --test`, which starts Node by its path, past what runs it here.
        run(*node(target), folder / suite, cwd=folder)


@each_target
def test_without_its_addon_webassembly_passes_every_vector(
    target: Target, projects: dict[str, Path], tmp_path: Path
) -> None:
    shutil.copytree(projects[target.npm], tmp_path, dirs_exist_ok=True)
    shutil.rmtree(tmp_path / "node_modules" / "@hookseal")
    assert run(*node(target), "-e", BACKEND, cwd=tmp_path).strip() == "wasm"
    vectors("node", *node(target), RUNNER, cwd=tmp_path)


MUSL = [target for target in TARGETS if target.npm.endswith("-musl")]


@pytest.mark.parametrize("target", MUSL, ids=lambda target: target.npm)
def test_a_node_for_musl_never_opens_an_addon_for_glibc(
    target: Target, projects: dict[str, Path], tmp_path: Path
) -> None:
    """As where node_modules was made on another system, or holds the packages of several."""
    shutil.copytree(projects[target.npm], tmp_path, dirs_exist_ok=True)
    addons = tmp_path / "node_modules" / "@hookseal"
    trap = addons / target.npm.replace("-musl", "-gnu")
    shutil.copytree(addons / target.npm, trap)
    # Whoever loads the package runs this.
    (trap / "package.json").write_text('{ "main": "trap.cjs" }')
    (trap / "trap.cjs").write_text("console.log('opened'); throw new Error('opened')")
    assert run(*node(target), "-e", BACKEND, cwd=tmp_path).strip() == "native"
    shutil.rmtree(addons / target.npm)
    assert run(*node(target), "-e", BACKEND, cwd=tmp_path).strip() == "wasm"
