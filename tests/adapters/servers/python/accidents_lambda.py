"""A Lambda function behind API Gateway, which encodes binary bodies, as a server on this machine."""

import base64
import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

from accidents import explain

Request = dict[str, Any]


def encoded(event: Request, context: object) -> dict[str, Any]:
    """Takes the body as it is, whatever isBase64Encoded says."""
    return explain(event["body"], event["headers"])


def whole(event: Request, context: object) -> dict[str, Any]:
    """Takes the event for the body."""
    return explain(json.dumps(event), event["headers"])


def gateway(
    function: Callable[[Request, object], dict[str, Any]], path: str, headers: Any, body: bytes
) -> bytes:
    """Calls the function with format 2.0 of the event, as HTTP APIs and function URLs do."""
    event = {
        "version": "2.0",
        "rawPath": path,
        "headers": {name.lower(): value for name, value in headers.items()},
        "requestContext": {"http": {"method": "POST", "path": path}},
        "body": body.decode() if path == "/whole" else base64.b64encode(body).decode(),
        "isBase64Encoded": path != "/whole",
    }
    return json.dumps(function(event, None)).encode()


class Gateway(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        function = whole if self.path == "/whole" else encoded
        answer = gateway(function, self.path, self.headers, body)
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)


server = HTTPServer(("127.0.0.1", 0), Gateway)
print(f"listening on {server.server_port}", flush=True)
server.serve_forever()
