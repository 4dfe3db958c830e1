"""What `diagnose` finds: deliveries after an accident on the way."""

from ..topic import Topic
from .clock import clock
from .combined import combined
from .header import header
from .payload import payload
from .secret import secret

__all__ = ["diagnose"]


def diagnose() -> Topic:
    topic = Topic("diagnose", "Deliveries after an accident on the way, and what `diagnose` finds.")
    for add_vectors in (payload, secret, header, clock, combined):
        add_vectors(topic)
    return topic
