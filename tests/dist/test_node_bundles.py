"""Tests that hookseal can be bundled: no configuration, no warning, and the bundle runs alone.

A bundle contains the WebAssembly. Where the addon is installed beside a bundle for Node, it is used.
"""

import json
import shutil
from pathlib import Path

import pytest
from conftest import run
from npm import HERE, TOOLS, install, runtime, tool
from registry import manifest

FORMATS = {"esm": "mjs", "cjs": "cjs"}
each_entry = pytest.mark.parametrize("entry", ["app.mjs", "app.cjs"])
each_format = pytest.mark.parametrize("kind", FORMATS)


@pytest.fixture(scope="session")
def beside(tmp_path_factory: pytest.TempPathFactory, url: str, binary: Path) -> Path:
    """A folder in which only the addon is installed."""
    return install(tmp_path_factory.mktemp("beside"), url, "npm", "install", manifest(binary)["name"])


def runs_for_node(bundle: Path, beside: Path, *, native: str = "native") -> None:
    assert run(*runtime("node-24"), bundle) == "wasm 200 400\n"
    assert run(*runtime("node-24"), shutil.copy(bundle, beside)) == f"{native} 200 400\n"


def runs_in_a_browser(bundle: Path) -> None:
    assert run(*runtime("node-24"), HERE / "browser.mjs", bundle) == "wasm 200 400\n"


def esbuild(project: Path, entry: str, bundle: Path, *options: str) -> Path:
    common = ("--bundle", "--log-level=warning", f"--outfile={bundle}")
    assert tool("esbuild/bin/esbuild", entry, *common, *options, cwd=project) == ""
    return bundle


# Not app.cjs as an ES module: from CommonJS, esbuild makes ES modules that cannot load anything of Node's.
@pytest.mark.parametrize(("entry", "kind"), [("app.mjs", "esm"), ("app.mjs", "cjs"), ("app.cjs", "cjs")])
def test_esbuild_for_node(entry: str, kind: str, project: Path, beside: Path, tmp_path: Path) -> None:
    bundle = tmp_path / f"bundle.{FORMATS[kind]}"
    runs_for_node(esbuild(project, entry, bundle, "--platform=node", f"--format={kind}"), beside)


@each_format
def test_adapters_for_node(kind: str, project: Path, tmp_path: Path) -> None:
    bundle = tmp_path / f"bundle.{FORMATS[kind]}"
    esbuild(project, "adapters-app.mjs", bundle, "--platform=node", f"--format={kind}")
    assert run(*runtime("node-24"), bundle) == "accepted\n"


@pytest.mark.parametrize(("entry", "kind"), [("app.mjs", "esm"), ("app.cjs", "iife")])
def test_esbuild_for_browsers(entry: str, kind: str, project: Path, tmp_path: Path) -> None:
    bundle = tmp_path / "bundle.js"
    runs_in_a_browser(esbuild(project, entry, bundle, "--platform=browser", f"--format={kind}"))


def webpack(project: Path, entry: str, bundle: Path, target: str) -> Path:
    module = bundle.suffix == ".mjs"
    output = {"path": str(bundle.parent), "filename": bundle.name, "module": module}
    options = {
        "entry": f"./{entry}",
        "target": target,
        "output": output,
        "experiments": {"outputModule": module},
    }
    run(*runtime("node-24"), "webpack.cjs", TOOLS / "webpack", json.dumps(options), cwd=project)
    return bundle


@each_entry
@each_format
def test_webpack_for_node(entry: str, kind: str, project: Path, beside: Path, tmp_path: Path) -> None:
    runs_for_node(webpack(project, entry, tmp_path / f"bundle.{FORMATS[kind]}", "node"), beside)


@each_entry
def test_webpack_for_browsers(entry: str, project: Path, tmp_path: Path) -> None:
    runs_in_a_browser(webpack(project, entry, tmp_path / "bundle.js", "web"))


def vite(project: Path, folder: Path, *options: str, config: str = "{}") -> None:
    (project / "vite.config.mjs").write_text(f"export default {config}")
    common = ("--logLevel=warn", f"--outDir={folder}", "--emptyOutDir")
    assert tool("vite/bin/vite.js", "build", *options, *common, cwd=project) == ""


def test_vite_leaves_hookseal_out_of_a_server(project: Path) -> None:
    vite(project, project / "vite", "--ssr=app.mjs")
    assert run(*runtime("node-24"), "vite/app.mjs", cwd=project) == "native 200 400\n"


@each_format
def test_vite_for_a_server_that_contains_everything(
    kind: str, project: Path, beside: Path, tmp_path: Path
) -> None:
    bundle = tmp_path / f"bundle.{FORMATS[kind]}"
    output = f"{{ format: '{kind}', entryFileNames: '{bundle.name}' }}"
    config = f"{{ ssr: {{ noExternal: true }}, build: {{ rolldownOptions: {{ output: {output} }} }} }}"
    vite(project, tmp_path, "--ssr=app.mjs", config=config)
    runs_for_node(bundle, beside)


def test_vite_for_browsers(project: Path, tmp_path: Path) -> None:
    (project / "index.html").write_text('<script type="module" src="app.mjs"></script>')
    vite(project, tmp_path)
    (bundle,) = (tmp_path / "assets").glob("*.js")
    runs_in_a_browser(bundle)


@each_format
@pytest.mark.parametrize("conditions", [["node"], []])
def test_rollup(kind: str, conditions: list[str], project: Path, beside: Path, tmp_path: Path) -> None:
    bundle = tmp_path / f"bundle.{FORMATS[kind]}"
    resolve = ("--plugin", f"node-resolve={{exportConditions:{json.dumps(conditions)}}}")
    options = ("--failAfterWarnings", "--silent", "--format", kind, "--file", bundle)
    assert tool("rollup/dist/bin/rollup", "app.mjs", *resolve, *options, cwd=project) == ""
    # Rollup's plugin knows no platform. Without the condition "node", it bundles what browsers get.
    runs_for_node(bundle, beside, native="native" if conditions else "wasm")


@each_format
def test_rolldown(kind: str, project: Path, beside: Path, tmp_path: Path) -> None:
    bundle = tmp_path / f"bundle.{FORMATS[kind]}"
    options = ("--platform=node", f"--format={kind}", f"--file={bundle}")
    assert "Warning" not in tool("rolldown/bin/cli.mjs", "app.mjs", *options, cwd=project)
    runs_for_node(bundle, beside)
