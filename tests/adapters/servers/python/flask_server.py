"""The Flask decorator."""

import json

from common import LARGE, VERIFIER
from flask import Flask, request
from serve import serve

from hookseal import Event
from hookseal.flask import webhook

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 1000 * 1000  # for the rest of the application


@app.before_request
def parse() -> None:
    if request.path == "/parsed":
        json.load(request.stream)
    if request.path == "/raw":
        request.max_content_length = LARGE
        request.get_json(silent=True)


@app.post("/webhooks")
@app.post("/parsed")
@app.post("/raw")
@webhook(VERIFIER)
def webhooks(event: Event) -> dict[str, str]:
    assert request.get_data().startswith(b"{")
    return {"id": event.id, "event": event.event}


@app.post("/<path>")
@webhook(VERIFIER, limit=LARGE)
def large(event: Event, path: str) -> dict[str, str]:
    assert path == "large"
    return {"id": event.id, "event": event.event}


@app.post("/empty")
@webhook(VERIFIER)
async def empty(event: Event) -> None:
    pass


serve(app)
