"""The topics of the vectors. Each becomes one file."""

from collections.abc import Iterator

from .action import action
from .attacks import attacks
from .configuration import configuration
from .diagnose import diagnose
from .event import event
from .header import header
from .signature import signature
from .signing import signing
from .time import time
from .topic import NOTES, Topic

__all__ = ["NOTES", "Topic", "all_topics"]


def all_topics() -> Iterator[Topic]:
    """All topics, in the order of their vectors' ids."""
    yield from (header(), signature(), time(), configuration(), event(), signing(), attacks(), action())
    yield diagnose()
