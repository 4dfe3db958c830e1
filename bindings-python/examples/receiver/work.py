"""The process that handles what was received."""

import logging
import signal
import threading

from .database import Unavailable
from .handler import handle
from .inbox import Inbox

PAUSE = 0.2  # seconds until it looks again, when nothing is due


def work(inbox: Inbox) -> None:
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    print("working", flush=True)
    delay = PAUSE
    while not stop.is_set():
        try:
            taken = inbox.work(handle)
        except Unavailable as error:
            logging.warning("waiting for the database: %s", error)
            stop.wait(delay)
            delay = min(2 * delay, 5)
        else:
            delay = PAUSE
            if not taken:
                stop.wait(PAUSE)
