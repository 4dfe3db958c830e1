"""A folder that looks like a clone, where the shell runs the commands of a page beside what they talk to."""

import json
import os
import re
import shutil
import subprocess
import sysconfig
import threading
import time
from collections.abc import Callable
from http.server import ThreadingHTTPServer
from pathlib import Path

from blocks import ROOT
from events_api import EventsApi
from page import in_place
from postgres import free_port
from processes import Process

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


class World(EventsApi):
    """WorkOS's Events API, and an application that takes webhooks and decides actions."""

    only_event = EVENT

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


class Shell(ThreadingHTTPServer):
    """Runs commands in a folder with what a clone has. hookseal for C is in `prefix`, not in /usr/local."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), World)
        threading.Thread(target=self.serve_forever, daemon=True).start()
        self.free_port = free_port()
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
        process = Process(
            in_place(self.placed(code).splitlines()),
            folder=self.folder,
            environment=self.environment,
            ready="",  # the caller says when
            log=self.folder.parent / "log",
        )
        process.start()
        try:
            deadline = time.monotonic() + PATIENCE
            while not ready(process.log.read_text()):
                assert not process.over(), process.log.read_text()
                assert time.monotonic() < deadline, process.log.read_text()
                time.sleep(0.05)
            assert process.stop(timeout=PATIENCE) == 0
        finally:
            process.kill()
        return process.log.read_text()

    def placed(self, code: str) -> str:
        """The ports and the folder of the page, replaced by those of this test."""
        code = re.sub(r"(127\.0\.0\.1|localhost):3000", f"127.0.0.1:{self.server_port}", code)
        code = code.replace("127.0.0.1:8000", f"127.0.0.1:{self.free_port}")
        return code.replace("/usr/local", str(self.prefix))
