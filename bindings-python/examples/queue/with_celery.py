"""Celery: the event goes into the queue as a dict, which Celery serialises as JSON.

pip install 'celery[redis]'
BROKER_URL=redis://localhost celery -A with_celery worker
"""

import os
from typing import Any

from celery import Celery

from hookseal import Event

app = Celery("webhooks", broker=os.environ["BROKER_URL"])


@app.task
def handle(event: dict[str, Any]) -> None:
    print(f"handled {event['event']} {event['id']}")


def enqueue(event: Event) -> None:
    """Call this with an event that was verified. If it raises an error, answer 500, and WorkOS retries."""
    handle.delay(event.to_dict())
