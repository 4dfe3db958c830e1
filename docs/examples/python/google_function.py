import os

import functions_framework
from flask import Request

from hookseal import Event, Verifier
from hookseal.flask import webhook

verifier = Verifier(os.environ["WORKOS_WEBHOOK_SECRET"])  # once, at start-up


@functions_framework.http
@webhook(verifier)
def received(event: Event, request: Request) -> None:
    print(f"accepted {event.event} {event.id}")
