"""The process that handles what was received."""

import logging
import signal
from queue import Empty, SimpleQueue

from .database import Unavailable
from .handler import handle
from .inbox import Inbox

PAUSE = 0.2  # seconds until it looks again, when nothing is due


def work(inbox: Inbox) -> None:
    # A signal may put into the queue that it interrupts, whereas Event.set could wait for itself.
    signals: SimpleQueue[int] = SimpleQueue()
    signal.signal(signal.SIGTERM, lambda number, _: signals.put(number))
    print("working", flush=True)
    pause = 0.0
    while not comes(signals, pause):
        try:
            has_worked = inbox.work(handle)
        except Unavailable as error:
            logging.warning("waiting for the database: %s", error)
            pause = min(max(2 * pause, PAUSE), 5)
        else:
            pause = 0 if has_worked else PAUSE


def comes(signals: SimpleQueue[int], seconds: float) -> bool:
    """Whether there is a signal, or comes one in this time."""
    try:
        signals.get(timeout=seconds)
    except Empty:
        return False
    return True
