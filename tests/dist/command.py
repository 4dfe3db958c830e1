"""What the tests of the command share: its archive, and a gateway that one event goes through."""

import json
import subprocess
import tarfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Queue
from threading import Thread

from conftest import ROOT, run, shipped
from processes import Process

CLI = ROOT / "cli"
VERSION = tomllib.loads((CLI / "Cargo.toml").read_text("utf-8"))["package"]["version"]
SECRET = {"WORKOS_WEBHOOK_SECRET": "whsec_example"}
EVENT = '{"id":"event_01","event":"user.created","data":{}}'
Command = tuple[str | Path, ...]


def unpack(name: str, folder: Path) -> Path:
    """Unpacks the archive of a platform, and returns the folder in it."""
    with tarfile.open(shipped(f"hookseal-cli-*-{name}.tar.gz")) as archive:
        archive.extractall(folder, filter="data")
    (root,) = folder.iterdir()
    return root


def sign_and_verify(program: Command, folder: Path) -> None:
    payload = folder / "event.json"
    payload.write_text(EVENT)
    header = run(*program, "sign", payload, env=SECRET).strip()
    run(*program, "verify", payload, "--header", header, env=SECRET)
    forged = [*program, "verify", payload, "--header", header[:-1] + ("0" if header[-1] != "0" else "1")]
    assert subprocess.run(forged, env=SECRET, capture_output=True).returncode == 1


@contextmanager
def listening(program: Command, name: str, log: Path, environment: dict[str, str]) -> Iterator[str]:
    """The URL of a receiver or a gateway that runs. In the end it gets SIGTERM, and must report success."""
    command = [*map(str, program), name, "--listen", "127.0.0.1:0"]
    process = Process(command, folder=log.parent, environment=environment, ready="listening on ", log=log)
    process.start()
    try:
        _, _, after = log.read_text().partition("listening on ")
        yield after.split()[0]
        assert process.stop() == 0, log.read_text()
    finally:
        process.kill()


@contextmanager
def application() -> Iterator[tuple[str, Queue[tuple[str, bytes]]]]:
    """The URL of an application that answers 200, and the signature and the payload of each request."""
    received: Queue[tuple[str, bytes]] = Queue()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            payload = self.rfile.read(int(self.headers["Content-Length"]))
            received.put((self.headers["WorkOS-Signature"], payload))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/webhooks", received
    finally:
        server.shutdown()
        server.server_close()


def send(program: Command, url: str) -> None:
    run(*program, "send", "--url", url, "--event", "user.created", "--retries", "0", env=SECRET)


def one_event_goes_through(
    program: Command, log: Path, environment: dict[str, str], sender: Command | None = None
) -> None:
    """The gateway receives an event, stores it, forwards it, and stops when it is told to."""
    with application() as (url, received):
        settings = environment | SECRET | {"HOOKSEAL_FORWARD_TO": url}
        with listening(program, "gateway", log, settings) as address:
            send(sender or program, address)
            signature, payload = received.get(timeout=60)
    assert json.loads(payload)["event"] == "user.created"
    stored = log.with_name("payload")
    stored.write_bytes(payload)
    run(*(sender or program), "verify", stored, "--header", signature, env=SECRET)
