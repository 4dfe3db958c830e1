"""A local npm registry that serves a few tarballs and nothing else."""

import base64
import hashlib
import json
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote


def manifest(tarball: Path) -> dict[str, Any]:
    with tarfile.open(tarball) as archive:
        member = archive.extractfile("package/package.json")
        assert member is not None
        found: dict[str, Any] = json.load(member)
        return found


def listing(tarball: Path, url: str) -> dict[str, Any]:
    """A registry's answer for a package with a single version."""
    described = manifest(tarball)
    version = described["version"]
    digest = base64.b64encode(hashlib.sha512(tarball.read_bytes()).digest()).decode()
    described["dist"] = {"tarball": f"{url}/{tarball.name}", "integrity": f"sha512-{digest}"}
    return {
        "name": described["name"],
        "dist-tags": {"latest": version},
        "time": {
            version: "2020-01-01T00:00:00.000Z"
        },  # Yarn and pnpm install nothing that is younger than a day
        "versions": {version: described},
    }


@contextmanager
def registry(*tarballs: Path) -> Iterator[str]:
    """Serves the tarballs at the address that it yields."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = answers.get(unquote(self.path))
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    url = f"http://127.0.0.1:{server.server_port}"
    answers = {f"/{tarball.name}": tarball.read_bytes() for tarball in tarballs}
    for tarball in tarballs:
        listed = listing(tarball, url)
        answers[f"/{listed['name']}"] = json.dumps(listed).encode()
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield url
    finally:
        server.shutdown()
        server.server_close()
