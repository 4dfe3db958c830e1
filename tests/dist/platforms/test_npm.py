"""Runs the npm packages on every platform that this machine can run: `make dist-all test-platforms`."""

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from conftest import DIST, ROOT, run, vectors
from machines import TARGETS, node
from registry import registry
from stand_ins import LIBC
from targets import Target

RUNNER = ROOT / "tests" / "conformance" / "runners" / "node" / "runner.cjs"
TESTS = ROOT / "bindings-node" / "test"
# What needs no framework, which npm would install, and starts no other Node, which would not run by its path.
SUITES = ("lambda.test.mjs", "refusals.test.mjs", "verifier.test.mjs")
BACKEND = "console.log(require('hookseal').backend)"
each_target = pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.npm)


@pytest.fixture(scope="session")
def url(main: Path) -> Iterator[str]:
    with registry(main, *(file for target in TARGETS for file in packages(target))) as address:
        yield address


def packages(target: Target) -> list[Path]:
    return list(DIST.glob(f"hookseal-{target.npm}-[0-9]*.tgz"))


@pytest.fixture(scope="session")
def projects(url: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Target], Path]:
    """The folder in which hookseal is installed, once, as npm does on that platform."""

    @cache
    def install(target: Target) -> Path:
        if not packages(target):
            pytest.skip(f"`make dist-all` has built no @hookseal/{target.npm}")
        folder = tmp_path_factory.mktemp(target.npm)
        (folder / "package.json").write_text('{ "private": true }')
        system, cpu, abi = target.npm.split("-")
        options = [f"--os={system}", f"--cpu={cpu}", *([f"--libc={LIBC[abi]}"] if system == "linux" else [])]
        env = {"npm_config_registry": url, "npm_config_cache": str(folder / ".cache")}
        run("npm", "install", "--loglevel=error", *options, "hookseal", cwd=folder, env=env)
        return folder

    return install


@each_target
def test_npm_installs_the_addon_of_the_platform_alone(
    target: Target, projects: Callable[[Target], Path]
) -> None:
    installed = {folder.name for folder in (projects(target) / "node_modules" / "@hookseal").iterdir()}
    assert installed == {target.npm}


@each_target
def test_it_runs_natively_and_passes_every_vector(target: Target, projects: Callable[[Target], Path]) -> None:
    project = projects(target)
    assert run(*node(target), "-e", BACKEND, cwd=project).strip() == "native"
    vectors("node", *node(target), RUNNER, cwd=project)


@each_target
def test_the_binding_s_own_tests_pass(
    target: Target, projects: Callable[[Target], Path], tmp_path: Path
) -> None:
    installed = projects(target) / "node_modules"
    # As the sources lie: the addon and the tests in the folder of the package.
    shutil.copytree(installed / "hookseal", tmp_path, dirs_exist_ok=True)
    shutil.copy(installed / "@hookseal" / target.npm / "hookseal.node", tmp_path)
    shutil.copytree(TESTS, tmp_path / "test")
    for suite in SUITES:
        # Not `node --test`, which starts Node by its path, past what runs it here.
        run(*node(target), tmp_path / "test" / suite, cwd=tmp_path, env={"HOOKSEAL_BACKEND": "native"})


@each_target
def test_without_its_addon_webassembly_passes_every_vector(
    target: Target, projects: Callable[[Target], Path], tmp_path: Path
) -> None:
    shutil.copytree(projects(target), tmp_path, dirs_exist_ok=True)
    shutil.rmtree(tmp_path / "node_modules" / "@hookseal")
    assert run(*node(target), "-e", BACKEND, cwd=tmp_path).strip() == "wasm"
    vectors("node", *node(target), RUNNER, cwd=tmp_path)


MUSL = [target for target in TARGETS if target.npm.endswith("-musl")]


@pytest.mark.parametrize("target", MUSL, ids=lambda target: target.npm)
def test_a_node_for_musl_never_opens_an_addon_for_glibc(
    target: Target, projects: Callable[[Target], Path], tmp_path: Path
) -> None:
    """As where node_modules was made on another system, or holds the packages of several."""
    shutil.copytree(projects(target), tmp_path, dirs_exist_ok=True)
    addons = tmp_path / "node_modules" / "@hookseal"
    trap = addons / target.npm.replace("-musl", "-gnu")
    shutil.copytree(addons / target.npm, trap)
    # Whoever loads the package runs this.
    (trap / "package.json").write_text('{ "main": "trap.cjs" }')
    (trap / "trap.cjs").write_text("console.log('opened'); throw new Error('opened')")
    assert run(*node(target), "-e", BACKEND, cwd=tmp_path).strip() == "native"
    shutil.rmtree(addons / target.npm)
    assert run(*node(target), "-e", BACKEND, cwd=tmp_path).strip() == "wasm"
