"""Starts the servers under test: each adapter in a program of its framework, on a real socket.

A program takes its secret from WORKOS_WEBHOOK_SECRET, listens on a free port of 127.0.0.1, prints
`listening on PORT` when it is ready and ends on SIGTERM. It answers POST on these paths:

/webhooks   default limit; 200 and the JSON {"id": ..., "event": ...} of the event
/large      the same, with a limit of 8 MiB
/empty      the handler returns nothing
/parsed     something has read or parsed the body before the adapter, and not kept the bytes
/raw        something has read or parsed the body before the adapter, and kept the bytes
/action     answers actions as their member `say` asks; "throw" and "hang" make the handler fail; within
            half a second
/action-or-deny   the same, but answers a handler that fails with Deny and "Try again later."
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest
from client import SECRET, Server
from programs import running
from xdist.remote import Producer  # type: ignore[import-untyped]
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

ROOT = Path(__file__).resolve().parents[2]
SERVERS = Path(__file__).parent / "servers"


@dataclass(frozen=True)
class Program:
    name: str
    command: tuple[str | Path, ...]
    """Runs in the folder of its group."""
    lacks: tuple[str, ...] = ()
    """What cannot be tested here. Tests that need it are left out. One of the paths above; "streaming", if
    the server reads the whole body before it calls the adapter; "midway", if it cannot answer in the middle
    of a body, but only close; "coding", if the framework itself decodes or refuses a compressed body."""


def python(name: str, *command: str, lacks: tuple[str, ...] = ()) -> Program:
    return Program(name, (sys.executable, *command), lacks)


MODULES = SERVERS / "node" / "node_modules"
BUN = MODULES / "@oven" / "bun-linux-x64" / "bin" / "bun"
DENO = (
    MODULES / "@deno" / "linux-x64-glibc" / "deno",
    *("run", "--no-prompt", "--allow-ffi", "--allow-read", "--allow-net", "--allow-env"),
)

# Helpers of the published package's tests start workerd.
WORKERD = ROOT / "tests" / "dist" / "node" / "runtimes" / "serve-in-workerd.mjs"
WASM = ("env", "HOOKSEAL_BACKEND=wasm")

# To test another adapter, write its program and add it here.
PROGRAMS: dict[str, list[Program]] = {
    "python": [
        python("asgi in starlette", "asgi_server.py", "starlette", lacks=("/raw",)),
        python("asgi in fastapi", "asgi_server.py", "fastapi", lacks=("/raw",)),
        python("fastapi", "fastapi_server.py"),
        python("flask on waitress", "flask_server.py", "waitress", lacks=("streaming",)),
        python("flask on gunicorn", "flask_server.py", "gunicorn"),
        python("django on waitress", "django_server.py", "waitress", lacks=("streaming",)),
        python("django on gunicorn", "django_server.py", "gunicorn"),
        python("django on uvicorn", "django_server.py", "uvicorn", lacks=("streaming",)),
    ],
    "node": [
        Program("express", ("node", "express.mjs", "express")),
        Program("express 4", ("node", "express.mjs", "express-4")),
        Program("fastify", ("node", "fastify.mjs")),
        Program("http", ("node", "http.mjs"), lacks=("/raw",)),
        Program("koa", ("node", "koa.mjs", "koa"), lacks=("/action",)),
        Program("koa 2", ("node", "koa.mjs", "koa-2"), lacks=("/action",)),
        Program(
            "nest on express",
            ("node", "nest.mjs", "express"),
            lacks=(
                "/action",
                "coding",
            ),
        ),
        Program(
            "nest on fastify",
            ("node", "nest.mjs", "fastify"),
            lacks=(
                "/action",
                "streaming",
            ),
        ),
        Program("web on node", ("node", "web.mjs"), lacks=("/raw",)),
        Program("web on bun", (BUN, "web.mjs"), lacks=("/raw",)),
        Program("web on deno", (*DENO, "web.mjs"), lacks=("/raw",)),
        Program(
            "web on next",
            ("node", "next/server.js"),
            lacks=(
                "/action",
                "/raw",
            ),
        ),
        Program(
            "http on next",
            ("node", "next/server.js", "pages"),
            lacks=(
                "/action",
                "/raw",
            ),
        ),
    ],
    "wasm": [
        Program("express", (*WASM, "node", "express.mjs", "express")),
        Program("fastify", (*WASM, "node", "fastify.mjs")),
        Program("http", (*WASM, "node", "http.mjs"), lacks=("/raw",)),
        Program("web on node", (*WASM, "node", "web.mjs"), lacks=("/raw",)),
        Program("web on bun", (*WASM, BUN, "web.mjs"), lacks=("/raw",)),
        Program("web on deno", (*WASM, *DENO, "web.mjs"), lacks=("/raw",)),
    ],
    "workerd": [Program("web", ("node", WORKERD, "worker.mjs"), lacks=("/raw",))],
    "c": [
        Program(
            "libmicrohttpd",
            (ROOT / "target/adapters/c/server",),
            lacks=("/action", "/parsed", "/raw", "midway"),
        ),
    ],
}


def pytest_addoption(parser: pytest.Parser) -> None:
    groups = ",".join(PROGRAMS)
    parser.addoption("--servers", default="python,node,wasm", help=f"groups of servers, of {groups}")
    parser.addoption("--servers-in", help="the folder of the servers, if it is not that of their group")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "needs(what): only for programs that do not lack it")
    config.addinivalue_line("markers", "group(name): runs servers of its own, which belong to this group")


class ByServer(LoadScopeScheduling):  # type: ignore[misc]
    """One process of pytest-xdist starts a server, and asks it everything."""

    def _split_scope(self, nodeid: str) -> str:
        found = re.search(r"\[(\w+: [^-]+)-?.*\]$", nodeid, re.DOTALL)
        if found is None:
            return nodeid.partition("::")[0]
        # Both of Next's servers build it when they start, in the same folder.
        return "next" if found[1].endswith(" on next") else found[1]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByServer:
    return ByServer(config, log)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Runs every test of an adapter with every server,"""
    if "server" not in metafunc.fixturenames:
        return
    chosen = [
        pytest.param((group, program), id=f"{group}: {program.name}")
        for group in metafunc.config.getoption("--servers").split(",")
        for program in PROGRAMS[group]
    ]
    metafunc.parametrize("server", chosen, indirect=True, scope="session")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """except the tests that need something which the server lacks. The others go with a group of servers."""
    groups = set(items[0].config.getoption("--servers").split(",")) if items else set()
    items[:] = [item for item in items if is_chosen(item, groups)]


def is_chosen(item: pytest.Item, groups: set[str]) -> bool:
    if group := item.get_closest_marker("group"):
        return group.args[0] in groups
    return not needs(item) or not needs(item) & lacks(item)


def needs(item: pytest.Item) -> set[str]:
    return {mark.args[0] for mark in item.iter_markers("needs")}


def lacks(item: pytest.Item) -> set[str]:
    assert isinstance(item, pytest.Function)
    _, program = cast(tuple[str, Program], item.callspec.params["server"])
    return set(program.lacks)


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    group, program = request.param
    folder = request.config.getoption("--servers-in") or SERVERS / ("node" if group == "wasm" else group)
    log = tmp_path_factory.mktemp(group) / "log"
    with running(program.command, folder, log, SECRET) as server:
        yield server
