"""The Flask decorator."""

import json

from common import ACTION_VERIFIER, DEADLINE, LARGE, ON_ERROR, VERIFIER, decide
from flask import Flask, request
from serve import serve

from hookseal import Action, Event
from hookseal.flask import Verdict, action, webhook

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


@app.post("/action")
@action(ACTION_VERIFIER, deadline=DEADLINE)
def sign_in(asked: Action) -> Verdict:
    assert request.path == "/action"  # also in the thread that has the deadline
    verdict: Verdict = decide(asked)
    return verdict


@app.post("/action-or-deny")
@action(ACTION_VERIFIER, deadline=DEADLINE, on_error=ON_ERROR)
async def sign_in_async(asked: Action) -> Verdict:
    verdict: Verdict = decide(asked)
    return verdict


serve(app)
