"""Dramatiq: the raw body goes into the queue as text, and the worker reads the event from it.

pip install 'dramatiq[rabbitmq]'
dramatiq with_dramatiq
"""

import dramatiq

from hookseal import read_event


@dramatiq.actor
def handle(body: str) -> None:
    event = read_event(body)
    print(f"handled {event.event} {event.id}")


def enqueue(body: bytes) -> None:
    """Call this with a body that was verified. If it raises an error, answer 500, and WorkOS retries."""
    handle.send(body.decode())
