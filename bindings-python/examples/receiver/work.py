"""The process that handles what was received."""

import logging
import signal
from queue import Empty, SimpleQueue

from .database import Unavailable
from .handler import handle
from .inbox import Inbox

PAUSE = 0.2  # seconds until it looks again if nothing is due


def work(inbox: Inbox) -> None:
    # A signal handler may interrupt the queue and still put into it. Event.set could deadlock there.
    signals: SimpleQueue[int] = SimpleQueue()
    signal.signal(signal.SIGTERM, lambda number, _: signals.put(number))
    print("working", flush=True)
    pause = 0.0
    while not wait_for_signal(signals, pause):
        try:
            has_worked = inbox.work(handle)
        except Unavailable as error:
            logging.warning("waiting for the database: %s", error)
            pause = min(max(2 * pause, PAUSE), 5)
        else:
            pause = 0 if has_worked else PAUSE


def wait_for_signal(signals: SimpleQueue[int], seconds: float) -> bool:
    """Returns whether a signal arrived, before or during this time."""
    try:
        signals.get(timeout=seconds)
    except Empty:
        return False
    return True
