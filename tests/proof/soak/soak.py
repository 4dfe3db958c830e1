"""Measures how the memory of a Python process grows over a million verifications, half of them refused,
and over 100 000 verifiers made and dropped.

python soak.py [--quick] [--leak], with the Python of target/stage/venv. `--leak` keeps a small object of
every tenth call; the check must then fail.
"""

import gc
import sys
from collections.abc import Callable
from pathlib import Path

import hookseal

NOW = 1_735_000_000_000
SECRET = "whsec_soak"
PAYLOAD = b'{"id": "event_01", "event": "connection.activated", "data": {}}'
HEADER = hookseal.sign(SECRET, PAYLOAD, timestamp=NOW)
BOUND = 2 * 1024 * 1024

verifier = hookseal.Verifier(SECRET)
kept: list[object] = []


def resident() -> int:
    gc.collect()
    fields = Path("/proc/self/statm").read_text("ascii").split()
    return int(fields[1]) * 4096


def accept() -> object:
    return verifier.verify(PAYLOAD, HEADER, now=NOW)


def refuse() -> object:
    try:
        return verifier.verify(PAYLOAD[1:], HEADER, now=NOW)
    except hookseal.SignatureMismatchError as error:
        return error.code


def make() -> object:
    return hookseal.Verifier([SECRET, "whsec_old"])


def stream() -> object:
    verification = verifier.begin(HEADER)
    verification.update(PAYLOAD)
    return verification.finish(now=NOW)


def construct() -> object:
    return verifier.construct_event(PAYLOAD, HEADER, now=NOW)


def growth(calls: list[Callable[[], object]], times: int, leak: bool) -> int:
    """The growth in bytes, measured after a warm-up of a tenth of the rounds."""
    before = 0
    for round_ in range(-times // 10, times):
        if round_ == 0:
            before = resident()
        for call in calls:
            result = call()
            if leak and round_ % 10 == 0:
                kept.append([result] * 10)
    return resident() - before


def main(arguments: list[str]) -> int:
    leak = "--leak" in arguments
    share = 10 if "--quick" in arguments else 1
    passed = failed = 0
    for what, calls, times in [
        ("verifications, half of them refused", [accept, refuse], 500_000),
        ("verifiers made and dropped", [make], 100_000),
        ("streams and events", [stream, construct], 50_000),
    ]:
        times //= share
        grown = growth(calls, times, leak)
        good = grown <= BOUND
        passed, failed = passed + good, failed + (not good)
        verdict = "ok    " if good else "FAILED"
        print(f"{verdict} python: {times * len(calls)} {what}: {grown / 1024:+.0f} KiB", flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
