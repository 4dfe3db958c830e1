"""Logs the refusals. Anyone can cause them, so their number must not fill the log, nor slow the program."""

import logging
import threading
import time

LINES_PER_SECOND = 100

logger = logging.getLogger("hookseal")


class RefusalLog:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._second = 0
        self._lines = 0
        self._skipped = 0

    def warn(self, code: str, message: str, found: str | None) -> None:
        """Log a refusal and what explains it, unless this second has had its lines.

        The next line says how many were left out.
        """
        with self._lock:
            second, skipped = int(time.monotonic()), 0
            if second != self._second:
                skipped = self._skipped
                self._second, self._lines, self._skipped = second, 0, 0
            if self._lines >= LINES_PER_SECOND:
                self._skipped += 1
                return
            self._lines += 1
        if skipped:
            logger.warning("refused %d more deliveries, too many to log", skipped)
        logger.warning("refused a delivery: %s: %s%s", code, message, f"; {found}" if found else "")


refusal_log = RefusalLog()
