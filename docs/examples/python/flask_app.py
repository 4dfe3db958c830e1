import os

from flask import Flask

from hookseal import Event, Verifier
from hookseal.flask import webhook

verifier = Verifier(os.environ["WORKOS_WEBHOOK_SECRET"])  # once, at start-up
app = Flask(__name__)


@app.post("/webhooks")
@webhook(verifier)
def received(event: Event) -> None:
    print(f"accepted {event.event} {event.id}")  # the answer is 200, or the response that you return
