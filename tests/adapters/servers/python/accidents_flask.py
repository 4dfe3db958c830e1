"""Views that hand the body on in the ways that break it."""

import json
import os
from typing import Any

from accidents import explain
from flask import Flask, request
from werkzeug.serving import make_server

from hookseal import Event, Verifier
from hookseal.flask import webhook

app = Flask(__name__)


@app.post("/raw")
def raw() -> dict[str, Any]:
    return explain(request.get_data(), request.headers)


@app.post("/parsed")
def parsed() -> dict[str, Any]:
    return explain(json.dumps(request.json), request.headers)


@app.post("/latin1")
def latin1() -> dict[str, Any]:
    return explain(request.get_data().decode("latin-1"), request.headers)


@app.post("/adapter")
@webhook(lambda: Verifier(os.environ["WORKOS_WEBHOOK_SECRET"]), diagnose=True)
def adapter(event: Event) -> None:
    pass


server = make_server("127.0.0.1", 0, app)
print(f"listening on {server.port}", flush=True)
server.serve_forever()
