"""Tests that hookseal gives every answer on every JavaScript runtime, on WebAssembly and natively."""

import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from conftest import BIN, ROOT, run, shipped, vectors
from npm import DENO, HERE, RUNTIMES, TOOLS, install, runtime

README = ROOT / "README.md"
ADAPTERS = ROOT / "tests" / "adapters"
PROGRAMS = HERE / "runtimes"
ANSWER = ROOT / "tests" / "conformance" / "runners" / "node" / "answer.mjs"
NODES = ("node-20", "node-22", "node-24")
WITHOUT_PERMISSIONS: tuple[str | Path, ...] = (DENO, "run", "--no-prompt")
WORKERD = TOOLS / "@cloudflare" / "workerd-linux-64"
CHROMIUM = Path("/usr/bin/chromium")
ACCEPTED = "accepted connection.activated event_01"
Command = tuple[str | Path, ...]


@dataclass(frozen=True)
class Case:
    name: str
    command: Command
    """Begins with a program, or with the name of a runtime in RUNTIMES."""
    backend: str
    project: str = "portable"
    env: Mapping[str, str] = field(default_factory=dict)
    bundled: bool = False
    needs: Path | None = None


def bundled(name: str, needs: Path, program: str, *arguments: str) -> Case:
    """A runtime that runs a bundle. A program in Node starts it and hands it the requests."""
    return Case(name, ("node-24", PROGRAMS / program, *arguments), "wasm", bundled=True, needs=needs)


CASES = [
    *(Case(name, (name, "import.mjs"), "wasm") for name in (*NODES, "bun")),
    Case("deno without permissions", (*WITHOUT_PERMISSIONS, "import.mjs"), "wasm", needs=DENO),
    bundled("workerd", WORKERD, "in-workerd.mjs", "2026-11-01"),
    # At this date it has no FinalizationRegistry.
    bundled("workerd as of 2023", WORKERD, "in-workerd.mjs", "2023-01-01"),
    bundled("edge-runtime", TOOLS / "edge-runtime", "in-edge.mjs"),
    bundled("chromium", CHROMIUM, "in-chromium.mjs"),
    *(Case(name, (name, "require.cjs"), "native", "complete") for name in RUNTIMES),
    *(
        Case(f"{name}, forced", (name, "require.cjs"), "wasm", "complete", {"HOOKSEAL_BACKEND": "wasm"})
        for name in NODES
    ),
    Case(
        "deno without --allow-ffi",
        (*WITHOUT_PERMISSIONS, "--allow-read", "require.cjs"),
        "wasm",
        "complete",
        needs=DENO,
    ),
]


@pytest.fixture(scope="session")
def portable(tmp_path_factory: pytest.TempPathFactory, url: str) -> Path:
    """A project with the main package alone, as npm installs it where there is no addon."""
    folder = tmp_path_factory.mktemp("portable")
    return equip(install(folder, url, "npm", "install", "--omit=optional", "hookseal"))


@pytest.fixture(scope="session")
def complete(project: Path) -> Path:
    """A project that has the addon as well."""
    return equip(project)


def equip(project: Path) -> Path:
    """The folder of the programs, in the project."""
    folder = project / "runtimes"
    shutil.copytree(PROGRAMS, folder)
    shutil.copy(ANSWER, folder)
    (folder / "readme.mjs").write_text(readme())
    imports, body = readme().split("\n\n", 1)
    (folder / "example.mjs").write_text(f"{imports}\nexport function example(console) {{\n{body}}}\n")
    return folder


def readme() -> str:
    """The README's example for Node."""
    (example,) = re.findall(r"^```js\n(import .*? from 'hookseal'\n.*?)^```", README.read_text(), re.M | re.S)
    return str(example)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_vector(
    case: Case, request: pytest.FixtureRequest, record_property: Callable[[str, object], None]
) -> None:
    if case.needs and not case.needs.exists():
        pytest.skip(f"{case.needs.name} is not installed")
    program, *arguments = case.command
    command = (*(runtime(program) if isinstance(program, str) else (program,)), *arguments)
    record_property("runtime", case.name)
    output = vectors("node", *command, cwd=request.getfixturevalue(case.project), env=case.env)
    (backend,) = re.findall(r"^backend: (.*)$", output, re.MULTILINE)
    (passed,) = re.findall(r"^(\d+) passed, 0 failed$", output, re.MULTILINE)
    record_property("backend", backend)
    record_property("vectors", passed)
    assert backend == case.backend
    if case.bundled:  # the others run the example as a program, in the next test
        assert ACCEPTED in output
        assert "hookseal/web answers 200 200 400 405 413 415" in output


@pytest.mark.parametrize("name", [*NODES, "bun", "deno"])
def test_the_example_of_the_readme(name: str, portable: Path) -> None:
    command = WITHOUT_PERMISSIONS if name == "deno" else runtime(name)
    assert run(*command, "readme.mjs", cwd=portable).strip() == ACCEPTED


def test_the_web_adapter_in_workerd(portable: Path, tmp_path: Path) -> None:
    if not WORKERD.exists():
        pytest.skip("npm installs no workerd on this platform")
    for source in ("worker.mjs", "deciding.mjs"):
        shutil.copy(ADAPTERS / "servers" / "node" / source, portable)
    # The tests sign with the wheel.
    shutil.unpack_archive(shipped("hookseal-*manylinux*.whl"), tmp_path, "zip")
    options = ("--servers=workerd", f"--servers-in={portable}", "-p", "no:cacheprovider")
    output = run(BIN / "python", "-m", "pytest", "-q", *options, ADAPTERS, env={"PYTHONPATH": str(tmp_path)})
    assert re.search(r"^\d+ passed in", output, re.MULTILINE), output


def test_large_payloads_and_many_verifiers_in_chromium(portable: Path) -> None:
    if not CHROMIUM.exists():
        pytest.skip("chromium is not installed")
    program = PROGRAMS / "endurance-in-chromium.mjs"
    assert "accepted" in run(*runtime("node-24"), program, cwd=portable)
