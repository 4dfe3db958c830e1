"""A folder that looks like a clone, where the shell runs the commands of a page beside what they talk to."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sysconfig
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from blocks import ROOT

import hookseal

TARGET = ROOT / "target"
SECRET = "whsec_example"
PATIENCE = 60
# The tool of this project does not look where Debian's libraries are.
SYSTEM_PACKAGES = f"/usr/lib/{sysconfig.get_config_var('MULTIARCH')}/pkgconfig"
EVENT = {
    "id": "event_01",
    "object": "event",
    "event": "connection.activated",
    "data": {},
    "created_at": "2026-03-01T10:30:00.291Z",
}
# `apt-get install` only asks whether the packages are there, because a test must not install them.
APT_GET = '#!/bin/sh\nfor name; do [ "$name" = install ] || dpkg -s "$name" >/dev/null || exit; done\n'


class World(BaseHTTPRequestHandler):
    """WorkOS's Events API, with one event, and an application that takes webhooks and decides actions."""

    def do_GET(self) -> None:
        self.answer(
            json.dumps({"object": "list", "data": [EVENT], "list_metadata": {"after": None}}).encode()
        )

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/actions":
            verifier = hookseal.ActionVerifier(SECRET)
            try:
                action = verifier.construct_action(body, dict(self.headers))
            except hookseal.VerificationError as error:
                self.send_error(400, error.code)
                return
            self.answer(verifier.sign_response(action, "Allow"))
        else:
            self.answer(b"")
        assert isinstance(self.server, Shell)
        self.server.received.append(json.loads(body))

    def answer(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Shell(ThreadingHTTPServer):
    """Runs commands in a folder with what a clone has. hookseal for C is in `prefix`, not in /usr/local."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), World)
        threading.Thread(target=self.serve_forever, daemon=True).start()
        with socket.create_server(("127.0.0.1", 0)) as reserved:
            self.free_port = reserved.getsockname()[1]
        self.received: list[dict[str, object]] = []
        self.folder = folder / "clone"
        self.folder.mkdir()
        for entry in ROOT.iterdir():
            if not entry.name.startswith(".") and entry.name != "target":
                (self.folder / entry.name).symlink_to(entry)
        self.prefix = folder / "prefix"
        shutil.copytree(TARGET / "stage/c", self.prefix, symlinks=True)
        tools = folder / "tools"
        tools.mkdir()
        (tools / "apt-get").write_text(APT_GET)
        (tools / "apt-get").chmod(0o755)
        for name in ("pkg-config", "cmake"):  # of this project, which needs neither installed
            tool = "pkgconf" if name == "pkg-config" else name
            (tools / name).symlink_to(ROOT / ".venv/bin" / tool)
        keep = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PYTHON", "MAKE", "PKG_"))
        }
        self.environment = keep | {
            "PATH": f"{folder / 'python/bin'}:{tools}:{TARGET / 'release'}:{os.environ['PATH']}",
            "CARGO_TARGET_DIR": str(TARGET),  # so that nothing is compiled twice
            "CARGO_INSTALL_ROOT": str(folder / "cargo"),
            "PKG_CONFIG_PATH": f"{self.prefix / 'lib/pkgconfig'}:{SYSTEM_PACKAGES}",
            "LD_LIBRARY_PATH": str(self.prefix / "lib"),
            "XDG_STATE_HOME": str(folder / "state"),
            "HOOKSEAL_API_URL": f"http://127.0.0.1:{self.server_port}",
        }

    def run(self, code: str, cwd: Path | None = None, **environment: str) -> str:
        """Runs commands to their end, and returns what they print."""
        done = subprocess.run(
            ["sh", "-ec", self.placed(code)],
            cwd=cwd or self.folder,
            env=self.environment | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=10 * PATIENCE,
        )
        assert done.returncode == 0, done.stdout
        return done.stdout

    def run_until(self, ready: Callable[[str], bool], code: str) -> str:
        """Starts commands of which the last keeps running, ends it when it is ready, and returns its log."""
        first, last = re.fullmatch(r"(.*?)([^\n]+)\n*", self.placed(code), re.S).groups()  # type: ignore[union-attr]
        log = self.folder.parent / "log"
        with log.open("w") as output:
            process = subprocess.Popen(
                ["sh", "-ec", f"{first}exec {last}"],
                cwd=self.folder,
                env=self.environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            deadline = time.monotonic() + PATIENCE
            while not ready(log.read_text()):
                assert process.poll() is None, log.read_text()
                assert time.monotonic() < deadline, log.read_text()
                time.sleep(0.05)
            process.send_signal(signal.SIGTERM)
            assert process.wait(PATIENCE) == 0
        finally:
            process.kill()
            process.wait()
        return log.read_text()

    def placed(self, code: str) -> str:
        """The ports and the folder of the page, replaced by those of this test."""
        code = re.sub(r"(127\.0\.0\.1|localhost):3000", f"127.0.0.1:{self.server_port}", code)
        code = code.replace("127.0.0.1:8000", f"127.0.0.1:{self.free_port}")
        return code.replace("/usr/local", str(self.prefix))
