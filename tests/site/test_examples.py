"""Runs the files that the pages show, each in the toolchain of its language: scripts and programs."""

import os
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from blocks import EXAMPLES, ROOT
from postgres import free_port

import hookseal

STAGE = ROOT / "target" / "stage"
STRICT = ("-Wall", "-Wextra", "-Werror", "-pedantic")
COMPILERS = {".c": ("cc", "-std=c99"), ".cpp": ("c++", "-std=c++17")}
FOUND = "signature_mismatch\npayload_newline_added: A line break was added at the end of the payload.\n"
ROTATED = "accepted by secret 0\naccepted by secret 1\n"
BODY = b'{"id":"event_01","event":"connection.activated","data":{}}'


def run(*command: str | Path, **environment: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=os.environ | environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


def compile(source: Path, folder: Path, *libraries: str) -> Path:
    program = folder / source.stem
    prefix = STAGE / "c"
    library = (f"-L{prefix / 'lib'}", "-lhookseal", f"-Wl,-rpath,{prefix / 'lib'}", *libraries)
    run(*COMPILERS[source.suffix], *STRICT, f"-I{prefix / 'include'}", source, "-o", program, *library)
    return program


@pytest.mark.parametrize(
    ("name", "output"),
    [
        ("rotation/rotate.c", ROTATED),
        ("rotation/rotate.cpp", ROTATED),
        ("testing/test_endpoint.c", ""),
        ("testing/test_endpoint.cpp", ""),
        ("actions/answer.c", '"verdict":"Allow"}'),
    ],
)
def test_c_and_cpp(name: str, output: str, tmp_path: Path) -> None:
    said = run(compile(EXAMPLES / name, tmp_path))
    assert output in said if output else said == ""


@pytest.mark.parametrize(
    ("name", "output"),
    [("rotate", ROTATED), ("test_endpoint", ""), ("data_as", "conn_01 is active\n"), ("diagnose", FOUND)],
)
def test_rust(name: str, output: str) -> None:
    assert run("cargo", "run", "--quiet", "-p", "hookseal-docs", "--example", name) == output


def test_python() -> None:
    assert run(sys.executable, EXAMPLES / "rotation/rotate.py") == ROTATED


def test_node() -> None:
    copy = STAGE / "node" / "site-rotate.mjs"
    copy.write_text((EXAMPLES / "rotation/rotate.mjs").read_text("utf-8"), "utf-8")
    assert run("node", copy) == ROTATED


def post(port: int, body: bytes, header: str) -> tuple[int, bytes]:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/webhooks", body, {hookseal.HEADER_NAME: header}
    )
    deadline = time.monotonic() + 20
    while True:
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()
        except urllib.error.URLError:  # it does not listen yet
            assert time.monotonic() < deadline
            time.sleep(0.05)


def test_libevent(tmp_path: Path) -> None:
    program = compile(EXAMPLES / "c/libevent.c", tmp_path, "-levent")
    port = free_port()
    settings = {"WORKOS_WEBHOOK_SECRET": "whsec_example", "PORT": str(port)}
    with subprocess.Popen([program], env=os.environ | settings, stdout=subprocess.PIPE, text=True) as server:
        try:
            header = hookseal.sign("whsec_example", BODY)
            assert post(port, BODY, header) == (200, b"")
            assert post(port, BODY + b" ", header) == (400, b'{"error": "signature_mismatch"}')
            assert server.stdout
            assert server.stdout.readline() == "accepted connection.activated event_01\n"
        finally:
            server.kill()


class Endpoint(BaseHTTPRequestHandler):
    """Verifies what it gets."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        try:
            hookseal.Verifier("whsec_example").construct_event(body, dict(self.headers))
        except hookseal.VerificationError as error:
            self.send_error(400, error.code)
        else:
            self.send_response(200)
            self.end_headers()


def test_curl(tmp_path: Path) -> None:
    with HTTPServer(("127.0.0.1", 0), Endpoint) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        script = (EXAMPLES / "testing/curl.sh").read_text("utf-8")
        subprocess.run(
            ["sh", "-ec", script.replace("127.0.0.1:3000", f"127.0.0.1:{server.server_port}")],
            cwd=tmp_path,
            env={"PATH": f"{ROOT / 'target/release'}:{os.environ['PATH']}"},
            check=True,
        )
        server.shutdown()
