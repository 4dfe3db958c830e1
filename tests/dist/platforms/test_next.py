"""Tests hookseal in an application of Next.js that is built with `output: 'standalone'`, moved and served.

Neither the routes of Node nor those of the edge runtime need any configuration.
"""

import hashlib
import hmac
import os
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import ROOT, run
from npm import install, runtime

README = ROOT / "bindings-node" / "README.md"
HERE = Path(__file__).parent / "next"
NEXT = ROOT / "tests" / "adapters" / "servers" / "node" / "next"
SECRET = "whsec_example"
PAYLOAD = b'{"id":"event_01","event":"connection.activated","data":{}}'
QUIET = {"NEXT_TELEMETRY_DISABLED": "1"}


# The edge runtime has a route in each router. On that of the app router, `next build --webpack` itself fails.
ROUTES = {"turbopack": ("node", "edge", "api/edge"), "webpack": ("node", "api/edge")}


def standalone(bundler: str, url: str, folder: Path, config: str = "") -> Path:
    """The folder that `next build` makes for deployment, away from where it was built."""
    application = folder / "application"
    install(application, url, "npm", "install", "hookseal")
    shutil.copytree(HERE, application, dirs_exist_ok=True)
    (application / "next.config.js").write_text(f"export default {{ output: 'standalone', {config} }}")
    if "edge" not in ROUTES[bundler]:
        shutil.rmtree(application / "app" / "edge")
    shutil.copy(NEXT / "package.json", application)
    # node_modules of the adapters' tests has Next.js, and nothing of hookseal.
    shutil.copytree(NEXT / "node_modules", application / "node_modules", dirs_exist_ok=True, symlinks=True)
    next_js = application / "node_modules" / "next" / "dist" / "bin" / "next"
    run(*runtime("node-24"), next_js, "build", f"--{bundler}", cwd=application, env=QUIET)
    moved = folder / "deployed"
    shutil.copytree(application / ".next" / "standalone", moved, symlinks=True)
    shutil.rmtree(application)
    return moved


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def served(folder: Path) -> Iterator[str]:
    port = free_port()
    env = {"PORT": str(port), "HOSTNAME": "127.0.0.1", "WORKOS_WEBHOOK_SECRET": SECRET}
    server = subprocess.Popen([*runtime("node-24"), folder / "server.js"], env=os.environ | QUIET | env)
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.kill()
        server.wait()


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            assert time.monotonic() < deadline, "the server does not listen"
            time.sleep(0.1)


def deliver(url: str, sent: bytes, signed: bytes = PAYLOAD) -> tuple[int, str]:
    now = time.time_ns() // 1_000_000
    digest = hmac.new(SECRET.encode(), b"%d." % now + signed, hashlib.sha256).hexdigest()
    request = urllib.request.Request(url, sent, {"WorkOS-Signature": f"t={now}, v1={digest}"})
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read().decode()


@pytest.mark.parametrize("bundler", ROUTES)
def test_it_runs_without_anything_else(bundler: str, url: str, tmp_path: Path) -> None:
    with served(standalone(bundler, url, tmp_path)) as address:
        for route in ROUTES[bundler]:
            assert deliver(f"{address}/{route}", PAYLOAD) == (200, "wasm")
            assert deliver(f"{address}/{route}", PAYLOAD + b" ") == (400, '{"error":"signature_mismatch"}')


def test_it_runs_natively_as_the_readme_says(url: str, tmp_path: Path) -> None:
    external, traced = re.findall(
        r"`(serverExternalPackages: [^`]*|outputFileTracingIncludes: [^`]*)`", README.read_text()
    )
    with served(standalone("turbopack", url, tmp_path, f"{external}, {traced}")) as address:
        assert deliver(f"{address}/node", PAYLOAD) == (200, "native")
