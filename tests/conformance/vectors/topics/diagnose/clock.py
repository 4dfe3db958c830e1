"""Accidents of the clock, and deliveries that come again."""

from ..topic import NOW, Topic
from .delivery import Accidents

MINUTE = 60_000
DAY = 24 * 60 * MINUTE


def clock(topic: Topic) -> None:
    add = Accidents(topic, "ClockAccident")
    for comment, skew in (("an hour", 60 * MINUTE), ("just over the tolerance", 180_001), ("a day", DAY)):
        add(f"the clock is {comment} behind", "clock_behind", expect="timestamp_in_future", now=NOW - skew)
    # Why a genuine delivery is late cannot be proved, so both are named, the likelier first.
    add(
        "the clock is in the wrong time zone, two hours ahead",
        "clock_ahead",
        "delivery_retried",
        expect="timestamp_too_old",
        now=NOW + 120 * MINUTE,
    )
    add(
        "a retry with the first signature",
        "delivery_retried",
        "clock_ahead",
        expect="timestamp_too_old",
        now=NOW + 20 * MINUTE,
    )
    add("a replay of an old delivery", "delivery_replayed", expect="timestamp_too_old", now=NOW + 30 * DAY)
