"""Tests the npm tarballs: their contents, and that they install, load and verify on every runtime."""

import contextlib
import json
import os
import pty
import re
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT, run, shipped, vectors
from registry import manifest, registry

HERE = Path(__file__).parent / "node"
TOOLS = HERE / "node_modules"
RUNNER = ROOT / "tests" / "conformance" / "runners" / "node" / "runner.cjs"
README = ROOT / "bindings-node" / "README.md"
DENO = TOOLS / "@deno" / "linux-x64-glibc" / "deno"
RUNTIMES: dict[str, tuple[str | Path, ...]] = {
    "node-20": (TOOLS / "node-20" / "bin" / "node",),
    "node-22": (TOOLS / "node-22" / "bin" / "node",),
    "node-24": (TOOLS / "node-24" / "bin" / "node",),
    "bun": (TOOLS / "@oven" / "bun-linux-x64" / "bin" / "bun",),
    "deno": (DENO, "run", "--no-prompt", "--allow-ffi", "--allow-read"),
}
ADAPTERS = ("express", "fastify", "http", "koa", "lambda", "nest", "web")
each_runtime = pytest.mark.parametrize("name", RUNTIMES)


def runtime(name: str) -> tuple[str | Path, ...]:
    command = RUNTIMES[name]
    if not Path(command[0]).exists():
        pytest.skip(f"npm installs no {name} on this platform")
    return command


def tool(path: str, *arguments: str | Path, cwd: Path | None = None) -> str:
    return run(*runtime("node-24"), TOOLS / path, *arguments, cwd=cwd, env={"NO_COLOR": "1"})


@pytest.fixture(scope="session")
def main() -> Path:
    return shipped("hookseal-[0-9]*.tgz")


@pytest.fixture(scope="session")
def binary() -> Path:
    return shipped("hookseal-linux-*.tgz")


@pytest.fixture(scope="session")
def url(main: Path, binary: Path) -> Iterator[str]:
    with registry(main, binary) as address:
        yield address


def install(folder: Path, url: str, *command: str | Path) -> Path:
    """Installs hookseal into a new project, with an empty cache."""
    folder.mkdir(exist_ok=True)
    (folder / "package.json").write_text('{ "private": true }')
    cache = folder / ".cache"
    env = {
        "npm_config_registry": url,
        "NPM_CONFIG_REGISTRY": url,
        "npm_config_cache": str(cache),
        "BUN_INSTALL_CACHE_DIR": str(cache),
        "DENO_DIR": str(cache),
    }
    run(*command, cwd=folder, env=env)
    for fixture in HERE.glob("*.?js"):
        shutil.copy(fixture, folder)
    return folder


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory, url: str) -> Path:
    return install(tmp_path_factory.mktemp("project"), url, "npm", "install", "hookseal")


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

    always = {"package.json", "README.md", "LICENSE-MIT", "LICENSE-APACHE"}
    entry_points = {"index.js", "index.mjs", "index.d.ts", "index.d.mts", "event-types.d.ts"}
    verifier_parts = ("arguments", "errors", "header", "kind", "native", "payload", "verifier")
    adapter_parts = ("incoming", "misplaced", "receive", "refusals", "settings")
    lib = {f"lib/{name}.js" for name in (*verifier_parts, *adapter_parts)}
    adapters = {f"adapters/{name}.{kind}" for name in ADAPTERS for kind in ("js", "mjs", "d.ts", "d.mts")}
    assert files(main) == always | entry_points | lib | adapters | {"lib/receive.d.ts"}
    assert files(binary) == always | {"hookseal.node", "LICENSE-THIRD-PARTY"}


def test_the_main_package_depends_on_the_binary_and_installing_runs_nothing(main: Path, binary: Path) -> None:
    described, addon = manifest(main), manifest(binary)
    assert described["optionalDependencies"] == {addon["name"]: described["version"]}
    assert addon["version"] == described["version"]
    for unwanted in ("scripts", "dependencies", "private", "overrides", "devDependencies"):
        assert unwanted not in described
        assert unwanted not in addon


def test_publint_finds_nothing(main: Path, binary: Path) -> None:
    for tarball in (main, binary):
        assert "All good!" in tool("publint/src/cli.js", tarball, "--strict")


def test_the_types_are_not_wrong(main: Path) -> None:
    assert "No problems found" in tool("@arethetypeswrong/cli/dist/index.js", main, "--no-emoji")


def test_the_addon_needs_no_newer_libc_than_the_readme_says(addon: bytes) -> None:
    needed = max(map(int, re.findall(rb"GLIBC_2\.(\d+)", addon)))
    assert f"glibc 2.{needed} or later" in README.read_text()


def test_the_addon_contains_no_path_of_the_build_machine(addon: bytes) -> None:
    for folder in (Path.home(), ROOT):
        assert str(folder).encode() not in addon


@each_runtime
def test_vectors(name: str, project: Path) -> None:
    vectors("node", *runtime(name), RUNNER, cwd=project)


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


@pytest.mark.parametrize("pool", ["forks", "threads"])
def test_vitest(pool: str, project: Path) -> None:
    arguments = ("run", "--globals", f"--pool={pool}", "vitest.test.mjs")
    assert "1 passed" in tool("vitest/vitest.mjs", *arguments, cwd=project)


def test_the_readme_s_recipe_for_vitest(project: Path) -> None:
    (example,) = re.findall(
        r"^```js\n(// webhooks\.test\.mjs.*?)^```", README.read_text(), re.DOTALL | re.MULTILINE
    )
    (project / "webhooks.test.mjs").write_text(example)
    assert "2 passed" in tool("vitest/vitest.mjs", "run", "webhooks.test.mjs", cwd=project)


def test_jest(project: Path) -> None:
    assert "1 passed" in tool("jest/bin/jest.js", "--rootDir=.", "jest.test.cjs", cwd=project)


def test_esbuild(project: Path, binary: Path, tmp_path: Path, url: str) -> None:
    app = install(tmp_path / "app", url, "npm", "install", manifest(binary)["name"])
    bundle = ("--bundle", "--platform=node", "--external:@hookseal/*", "--log-level=warning")
    output = tool("esbuild/bin/esbuild", "app.mjs", *bundle, f"--outfile={app / 'app.cjs'}", cwd=project)
    assert output == ""
    assert "accepted" in run(*runtime("node-24"), "app.cjs", cwd=app)


def recipe(start: str) -> str:
    """The README's code that begins like this."""
    (found,) = re.findall(rf"`({re.escape(start)}[^`]*)`", README.read_text())
    assert isinstance(found, str)
    return found


def esbuild(project: Path, outcome: str, *options: str, entry: str = "entry.mjs") -> str:
    """Bundles with esbuild and returns its output."""
    options_for_node = ("--bundle", "--platform=node", "--log-level=warning", f"--outfile={outcome}")
    return tool("esbuild/bin/esbuild", entry, *options_for_node, *options, cwd=project)


@pytest.mark.parametrize(("kind", "outcome"), [("esm", "bundle.mjs"), ("cjs", "bundle.cjs")])
def test_esbuild_as_documented(kind: str, outcome: str, project: Path) -> None:
    options = [word for word in recipe("esbuild ").split() if word.startswith("--external")]
    assert options
    assert esbuild(project, outcome, f"--format={kind}", *options) == ""
    assert "accepted" in run(*runtime("node-24"), outcome, cwd=project)


@pytest.mark.parametrize("name", ["hookseal", *(f"hookseal/{name}" for name in ADAPTERS)])
def test_an_es_module_bundle_that_contains_hookseal_says_how_to_leave_it_out(
    name: str, project: Path
) -> None:
    (project / "whole.mjs").write_text(f"import * as all from {name!r}; console.log(all)")
    absent = ("--external:@hookseal/*", "--external:@nestjs/*")
    esbuild(project, "bundle.mjs", "--format=esm", *absent, entry="whole.mjs")
    load = "import('./bundle.mjs').catch((error) => console.log(error.message))"
    message = run(*runtime("node-24"), "--input-type=module", "-e", load, cwd=project)
    assert message.startswith("hookseal was bundled as an ES module")
    assert "--external:hookseal --external:hookseal/*" in message


def test_webpack_as_documented(project: Path) -> None:
    (project / "webpack.config.cjs").write_text(f"module.exports = {recipe('{ target:')}")
    run(*runtime("node-24"), "webpack.cjs", TOOLS / "webpack", cwd=project)
    assert "accepted" in run(*runtime("node-24"), "bundle.cjs", cwd=project)


@pytest.mark.parametrize("configuration", ["{}", "documented"])
def test_vite(configuration: str, project: Path) -> None:
    config = recipe("{ ssr:") if configuration == "documented" else configuration
    (project / "vite.config.mjs").write_text(f"export default {config}")
    tool("vite/bin/vite.js", "build", "--ssr=entry.mjs", "--outDir=vite", "--logLevel=warn", cwd=project)
    (project / "vite.config.mjs").unlink()
    assert "accepted" in run(*runtime("node-24"), "vite/entry.mjs", cwd=project)


@pytest.mark.parametrize(
    ("module", "resolution"), [("node16", "node16"), ("nodenext", "nodenext"), ("preserve", "bundler")]
)
def test_typescript(module: str, resolution: str, project: Path) -> None:
    for source in ("types.mts", "types.cts"):
        shutil.copy(ROOT / "bindings-node" / "test" / source, project)
    options = ("--module", module, "--moduleResolution", resolution, "--target", "es2022")
    tool(
        "typescript/bin/tsc",
        *("--noEmit", "--strict", "--exactOptionalPropertyTypes", *options, "types.mts", "types.cts"),
        cwd=project,
    )


def load_error(project: Path, elsewhere: str) -> str:
    """The message of the error when hookseal is loaded on what looks like another platform."""
    load = "try { require('hookseal') } catch (error) { console.log(error.message) }"
    command = (*runtime("node-20"), "-r", "./elsewhere.cjs", "-e", load)
    message = run(*command, cwd=project, env={"ELSEWHERE": elsewhere})
    assert message.count("\n") == 1
    return message


@pytest.mark.parametrize("elsewhere", ["darwin-arm64", "win32-x64", "linux-arm64-gnu", "linux-x64-musl"])
def test_on_another_platform_the_message_says_to_build_it(elsewhere: str, tmp_path: Path, url: str) -> None:
    system, cpu, libc = (*elsewhere.split("-"), "")[:3]
    platform = (f"--os={system}", f"--cpu={cpu}", *([f"--libc={libc}"] if libc == "musl" else []))
    install(tmp_path, url, "npm", "install", *platform, "hookseal")
    assert not (tmp_path / "node_modules" / "@hookseal").exists()
    message = load_error(tmp_path, elsewhere)
    assert message.startswith(f"hookseal has no binary for {elsewhere}, only for linux-x64-gnu: build it")


def test_without_the_platforms_package_the_message_says_to_install_it(tmp_path: Path, url: str) -> None:
    install(tmp_path, url, "npm", "install", "--omit=optional", "hookseal")
    message = load_error(tmp_path, "linux-x64-gnu")
    assert (
        "the package @hookseal/linux-x64-gnu, is not installed: npm leaves it out with --omit=optional"
        in message
    )
    assert "Install hookseal again" in message


def test_if_the_binary_does_not_load_the_message_says_why(tmp_path: Path, url: str) -> None:
    install(tmp_path, url, "npm", "install", "hookseal")
    (installed,) = tmp_path.glob("node_modules/@hookseal/*/hookseal.node")
    installed.write_bytes(b"not a binary")
    message = load_error(tmp_path, "linux-x64-gnu")
    assert re.match(r"hookseal's binary does not load on linux-x64-gnu \(.*too short.*\): build it", message)


def on_a_terminal(*command: str, cwd: Path) -> str:
    """The output of a command on a terminal. If the command fails, the error contains the output."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(cwd)
        os.execvp(command[0], command)
    shown = b""
    with contextlib.suppress(OSError):  # on Linux, how a terminal reports the end
        while part := os.read(terminal, 65536):
            shown += part
    os.close(terminal)
    _, status = os.waitpid(child, 0)
    assert status == 0, shown.decode()
    return shown.decode()


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
