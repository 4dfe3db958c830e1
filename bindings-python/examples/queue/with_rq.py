"""RQ: the raw body goes into the queue, and the worker reads the event from it.

pip install rq
rq worker webhooks
"""

from rq import Queue

from hookseal import read_event


def handle(body: bytes) -> None:
    event = read_event(body)
    print(f"handled {event.event} {event.id}")


def enqueue(queue: Queue, body: bytes) -> None:
    """Call this with a body that was verified. If it raises an error, answer 500, and WorkOS retries."""
    queue.enqueue(handle, body)
