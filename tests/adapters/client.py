"""A client that sends a request exactly as a test writes it, and in the chunks that the test chooses."""

import json
import select
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from http.client import BadStatusLine, HTTPResponse
from pathlib import Path
from typing import Any

SECRET = "whsec_adapters_2f7a"
Headers = Iterable[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    status: int
    content_type: str
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Server:
    port: int
    log: Path
    """The file that the program's standard error goes to."""

    def post(self, path: str, body: bytes, headers: Headers, *, chunk: int | None = None) -> Answer:
        """Sends a body whole, or in chunks of this size and without a Content-Length."""
        if chunk is None:
            framing, frames = f"Content-Length: {len(body)}", [body]
        else:
            pieces = (body[start : start + chunk] for start in range(0, len(body), chunk))
            framing = "Transfer-Encoding: chunked"
            frames = [b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces] + [b"0\r\n\r\n"]
        head = [f"POST {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", framing]
        head += [f"{name}: {value}" for name, value in headers]
        return self.exchange(head, frames)

    def exchange(self, head: Iterable[str], frames: Iterable[bytes]) -> Answer:
        """Sends header lines and frames. Stops sending when the answer arrives."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as connection:
            connection.sendall("\r\n".join([*head, "", ""]).encode())
            for frame in frames:
                if not send(connection, frame):
                    break
            return receive(connection)

    def disconnect_after(self, head: Iterable[str], frame: bytes) -> Answer | None:
        """Sends header lines and a frame, then closes its half of the connection. The answer, if any."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as connection:
            connection.sendall("\r\n".join([*head, "", ""]).encode() + frame)
            connection.shutdown(socket.SHUT_WR)
            try:
                return receive(connection)
            except (BadStatusLine, ConnectionResetError):
                return None


def receive(connection: socket.socket) -> Answer:
    response = HTTPResponse(connection, method="POST")
    response.begin()
    return Answer(response.status, response.getheader("Content-Type", ""), response.read())


def send(connection: socket.socket, data: bytes) -> bool:
    """Sends all data, unless the server answers first, as it may refuse a body that it has not read."""
    rest = memoryview(data)
    while rest:
        readable, writable, _ = select.select([connection], [connection], [], 20)
        if readable:
            return False
        assert writable, "the server neither reads nor answers"
        try:
            rest = rest[connection.send(rest[:65536]) :]
        except (BrokenPipeError, ConnectionResetError):
            return False
    return True
