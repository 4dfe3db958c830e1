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
    """Call it with a body that was verified; if it raises, answer 500, and WorkOS tries again."""
    handle.send(body.decode())
