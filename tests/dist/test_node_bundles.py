"""Tests that hookseal can be bundled: no configuration, no warning, and the bundle runs alone.

A bundle contains the WebAssembly. Where the addon is installed beside a bundle for Node, it is used.
"""

import json
import shutil
from pathlib import Path

import pytest
from conftest import run
from npm import TOOLS, install, runtime, tool
from registry import manifest

FORMATS = {"esm": "mjs", "cjs": "cjs"}
each_entry = pytest.mark.parametrize("entry", ["app.mjs", "app.cjs"])
each_format = pytest.mark.parametrize("kind", FORMATS)


@pytest.fixture(scope="session")
def beside(tmp_path_factory: pytest.TempPathFactory, url: str, binary: Path) -> Path:
    """A folder in which only the addon is installed."""
    return install(tmp_path_factory.mktemp("beside"), url, "npm", "install", manifest(binary)["name"])


def runs_for_node(bundle: Path, beside: Path, alone: Path, *, native: str = "native") -> None:
    shutil.copy(bundle, alone)
    assert run(*runtime("node-24"), bundle.name, cwd=alone) == "wasm 200 400\n"
    shutil.copy(bundle, beside)
    assert run(*runtime("node-24"), bundle.name, cwd=beside) == f"{native} 200 400\n"


def runs_in_a_browser(bundle: Path, alone: Path) -> None:
    shutil.copy(bundle, alone)
    assert run(*runtime("node-24"), TOOLS.parent / "browser.mjs", bundle.name, cwd=alone) == "wasm 200 400\n"


def esbuild(project: Path, entry: str, outcome: Path, *options: str) -> Path:
    common = ("--bundle", "--log-level=warning", f"--outfile={outcome}")
    assert tool("esbuild/bin/esbuild", entry, *common, *options, cwd=project) == ""
    return outcome


@each_entry
@each_format
def test_esbuild_for_node(kind: str, entry: str, project: Path, beside: Path, tmp_path: Path) -> None:
    bundle = project / f"esbuild.{FORMATS[kind]}"
    esbuild(project, entry, bundle, "--platform=node", f"--format={kind}")
    runs_for_node(bundle, beside, tmp_path)


@each_entry
@pytest.mark.parametrize("kind", ["esm", "iife"])
def test_esbuild_for_browsers(kind: str, entry: str, project: Path, tmp_path: Path) -> None:
    bundle = project / ("esbuild.js" if kind == "iife" else "esbuild.mjs")
    esbuild(project, entry, bundle, "--platform=browser", f"--format={kind}")
    runs_in_a_browser(bundle, tmp_path)


def webpack(project: Path, entry: str, target: str, kind: str) -> Path:
    bundle = project / f"webpack.{FORMATS[kind]}"
    library = {"type": "module" if kind == "esm" else "commonjs2"} if target == "node" else None
    options = {
        "entry": f"./{entry}",
        "target": target,
        "output": {"path": str(project), "filename": bundle.name, "library": library},
        "experiments": {"outputModule": kind == "esm"},
    }
    run(*runtime("node-24"), "webpack.cjs", TOOLS / "webpack", json.dumps(options), cwd=project)
    return bundle


@each_entry
@each_format
def test_webpack_for_node(kind: str, entry: str, project: Path, beside: Path, tmp_path: Path) -> None:
    runs_for_node(webpack(project, entry, "node", kind), beside, tmp_path)


@each_entry
def test_webpack_for_browsers(entry: str, project: Path, tmp_path: Path) -> None:
    runs_in_a_browser(webpack(project, entry, "web", "cjs"), tmp_path)


def vite(project: Path, *options: str, config: str = "{}") -> None:
    (project / "vite.config.mjs").write_text(f"export default {config}")
    assert tool("vite/bin/vite.js", "build", *options, "--logLevel=warn", cwd=project) == ""


def test_vite_leaves_hookseal_out_of_a_server(project: Path) -> None:
    vite(project, "--ssr=app.mjs", "--outDir=vite")
    assert run(*runtime("node-24"), "vite/app.mjs", cwd=project) == "native 200 400\n"


@each_format
def test_vite_for_a_server_that_contains_everything(
    kind: str, project: Path, beside: Path, tmp_path: Path
) -> None:
    output = f"{{ format: '{kind}', entryFileNames: 'vite.{FORMATS[kind]}' }}"
    config = f"{{ ssr: {{ noExternal: true }}, build: {{ rolldownOptions: {{ output: {output} }} }} }}"
    vite(project, "--ssr=app.mjs", "--outDir=vite", config=config)
    runs_for_node(project / "vite" / f"vite.{FORMATS[kind]}", beside, tmp_path)


def test_vite_for_browsers(project: Path, tmp_path: Path) -> None:
    (project / "index.html").write_text('<script type="module" src="app.mjs"></script>')
    vite(project, "--outDir=vite-web")
    (bundle,) = (project / "vite-web" / "assets").glob("*.js")
    runs_in_a_browser(bundle, tmp_path)


@each_format
@pytest.mark.parametrize("conditions", [["node"], []])
def test_rollup(kind: str, conditions: list[str], project: Path, beside: Path, tmp_path: Path) -> None:
    bundle = project / f"rollup.{FORMATS[kind]}"
    resolve = f"node-resolve={{exportConditions:{json.dumps(conditions)}}}"
    options = ("--failAfterWarnings", "--silent", "--format", kind, "--file", bundle)
    rollup = TOOLS / "rollup" / "dist" / "bin" / "rollup"
    assert run(*runtime("node-24"), rollup, "app.mjs", "--plugin", resolve, *options, cwd=project) == ""
    # Rollup's plugin knows no platform. Without the condition "node", it bundles what browsers get.
    runs_for_node(bundle, beside, tmp_path, native="native" if conditions else "wasm")


@each_format
def test_rolldown(kind: str, project: Path, beside: Path, tmp_path: Path) -> None:
    bundle = project / f"rolldown.{FORMATS[kind]}"
    options = ("--platform=node", f"--format={kind}", f"--file={bundle}", "--log-level=warn")
    assert tool("rolldown/bin/cli.mjs", "app.mjs", *options, cwd=project) == ""
    runs_for_node(bundle, beside, tmp_path)
