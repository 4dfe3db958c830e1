"""Tests that hookseal loads in the test runners Jest and Vitest, without any configuration."""

import re
from pathlib import Path

import pytest
from conftest import ROOT
from npm import TOOLS, tool

README = ROOT / "bindings-node" / "README.md"
each_backend = pytest.mark.parametrize("backend", ["native", "wasm"])


def forced(backend: str) -> dict[str, str]:
    return {"HOOKSEAL_BACKEND": backend, "EXPECTED": backend}


@each_backend
@pytest.mark.parametrize("pool", ["forks", "threads"])
def test_vitest(pool: str, backend: str, project: Path) -> None:
    arguments = ("run", "--globals", f"--pool={pool}", "vitest.test.mjs")
    assert "1 passed" in tool("vitest/vitest.mjs", *arguments, cwd=project, env=forced(backend))


def test_the_readme_s_recipe_for_vitest(project: Path) -> None:
    (example,) = re.findall(
        r"^```js\n(// webhooks\.test\.mjs.*?)^```", README.read_text(), re.DOTALL | re.MULTILINE
    )
    (project / "webhooks.test.mjs").write_text(example)
    assert "2 passed" in tool("vitest/vitest.mjs", "run", "webhooks.test.mjs", cwd=project)


@each_backend
@pytest.mark.parametrize("environment", ["jest-environment-node", "jest-environment-jsdom"])
def test_jest(environment: str, backend: str, project: Path) -> None:
    options = ("--rootDir=.", f"--env={TOOLS / environment / 'build' / 'index.js'}", "jest.test.cjs")
    assert "1 passed" in tool("jest/bin/jest.js", *options, cwd=project, env=forced(backend))
