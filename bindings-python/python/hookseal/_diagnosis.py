"""What the log line of a refusal says more, if an adapter was made with `diagnose=True`."""

import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from ._refusal_log import logger

INTERVAL = 1.0
"""Seconds from one diagnosis to the next, in the whole process: a flood of forged requests buys no more."""


class Diagnosing(Protocol):
    """A verifier of either kind."""

    def _diagnose(self, payload: bytes, header: str | None, /, *, now: int | datetime | None) -> str | None:
        """What explains the refusal, in one line. None if nothing is wrong."""


class Turns:
    """Lets one diagnosis run at a time, and the next one only after the interval."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._next = float("-inf")

    def diagnose(
        self, verifier: Diagnosing, payload: bytes, header: str | None, now: int | datetime | None
    ) -> str | None:
        """The line, or None if it is not due."""
        if not self._lock.acquire(blocking=False):
            return None
        try:
            if self._clock() < self._next:
                return None
            try:
                return verifier._diagnose(payload, header, now=now)
            finally:
                self._next = self._clock() + INTERVAL
        finally:
            self._lock.release()


turns = Turns()


def check_diagnose(diagnose: object) -> bool:
    """Rejects what is no bool, and tells the log that diagnosing is on, so that it is not left on."""
    if not isinstance(diagnose, bool):
        raise TypeError(f"diagnose must be True or False, not {type(diagnose).__name__}")
    if diagnose:
        logger.warning(
            "diagnose=True is for development: the log line of a refusal says what explains it, at most once "
            "a second; turn it off in production"
        )
    return diagnose
