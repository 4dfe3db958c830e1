"""WorkOS's Events API, with one event."""

import json
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler
from typing import ClassVar


class EventsApi(BaseHTTPRequestHandler):
    only_event: ClassVar[Mapping[str, object]]

    def do_GET(self) -> None:
        page = {"object": "list", "data": [self.only_event], "list_metadata": {"after": None}}
        self.answer(json.dumps(page).encode())

    def answer(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
