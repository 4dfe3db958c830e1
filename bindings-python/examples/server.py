"""A webhook endpoint with nothing but the standard library.

Run it with WORKOS_WEBHOOK_SECRET set; it listens on port 8000 of this machine.
"""

import os
import queue
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from hookseal import HEADER_NAME, Event, VerificationError, Verifier

MAX_BODY = 1 << 20
verifier = Verifier(os.environ["WORKOS_WEBHOOK_SECRET"])
events: queue.Queue[Event] = queue.Queue(maxsize=10_000)


class Webhook(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        if not 0 <= length <= MAX_BODY:
            return self.send_error(413)
        try:
            # The raw body. `None` stands for an absent header.
            event = verifier.construct_event(self.rfile.read(length), self.headers[HEADER_NAME])
        except VerificationError as error:
            return self.send_error(400, error.code)
        events.put(event)  # answer first, work later
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()


def work() -> None:
    seen = set[str]()  # a database's unique key, in earnest: deliveries repeat
    while event := events.get():
        if event.id not in seen:
            seen.add(event.id)
            print(event.event, event.id, flush=True)


if __name__ == "__main__":
    threading.Thread(target=work, daemon=True).start()
    ThreadingHTTPServer(("127.0.0.1", 8000), Webhook).serve_forever()
