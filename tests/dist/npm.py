"""What the tests of the npm packages share: the tools in node/node_modules, and installing as users do."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import run

HERE = Path(__file__).parent / "node"
TOOLS = HERE / "node_modules"
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


def tool(
    path: str, *arguments: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> str:
    plain = {"NO_COLOR": "1"}
    return run(*runtime("node-24"), TOOLS / path, *arguments, cwd=cwd, env=plain | dict(env or {}))


def install(folder: Path, url: str, *command: str | Path) -> Path:
    """Installs hookseal into a new project, with an empty cache."""
    folder.mkdir(exist_ok=True)
    (folder / "package.json").write_text('{ "private": true }')
    cache = folder / ".cache"
    env = {
        "npm_config_registry": url,
        "NPM_CONFIG_REGISTRY": url,
        "npm_config_cache": str(cache),
        "npm_config_audit": "false",
        "BUN_INSTALL_CACHE_DIR": str(cache),
        "DENO_DIR": str(cache),
    }
    run(*command, cwd=folder, env=env)
    copy_programs(folder)
    return folder


def copy_programs(folder: Path) -> None:
    for program in HERE.glob("*.?js"):
        shutil.copy(program, folder)
