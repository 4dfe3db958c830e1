"""One round of measurements in Python, with pyperf. Prints a line of JSON for each."""

from __future__ import annotations

import functools
import json
import logging
import os
import threading
import time
import timeit
from collections.abc import Callable
from ctypes import CDLL, c_double
from typing import Any

import events
import peers
import pyperf

import hookseal

SIZES = (256, 1 << 10, 4 << 10, 64 << 10, 1 << 20)
SECRET = peers.SECRET


def event(size: int) -> bytes:
    """The same event as the yardstick's."""
    user = '{"id":"directory_user_01","emails":["a@example.com"],"active":true},'
    head = '{"id":"event_01","event":"dsync.user.updated","data":{"users":['
    tail = 'null],"filler":""}}'
    users = user * ((size - len(head) - len(tail)) // len(user))
    filler = "." * (size - len(head) - len(tail) - len(users))
    return f'{head}{users}null],"filler":"{filler}"}}}}'.encode()


def loops(size: int) -> int:
    """Enough loops for about 5 ms of verifications."""
    return 10_000_000 // (2_000 + size)


class Bench:
    def __init__(self) -> None:
        # Run as one of pyperf's workers. Otherwise it starts processes for each benchmark, and the
        # peers would be measured minutes apart.
        self.runner = pyperf.Runner()
        self.runner.parse_args(["--worker", "--quiet", "-l1", "-w1", "-n5"])
        self.yardstick = CDLL(os.environ["YARDSTICK"])

    def time(self, group: str, name: str, parameter: int, statement: str, **names: Any) -> None:
        self.runner.args.loops = loops(len(names.get("payload", b"")))
        self.time_loops(group, name, parameter, timeit.Timer(statement, globals=names).timeit)

    def time_loops(self, group: str, name: str, parameter: int, work: Callable[[int], float]) -> None:
        bench = self.runner.bench_time_func(f"{group} {name} {parameter}", work)
        assert bench is not None
        line = {"group": group, "name": name, "parameter": parameter, "ns": bench.median() * 1e9}
        print(json.dumps(line), flush=True)

    def time_yardstick(self, name: str, size: int) -> None:
        measure = self.yardstick[f"yardstick_{name}"]
        measure.restype = c_double
        self.runner.args.loops = loops(size)
        self.time_loops("verify", name, size, lambda loops: float(measure(size, loops)) / 1e9)


def verify(bench: Bench, turn: int) -> None:
    for size in SIZES:
        payload = event(size)
        checks = peers.peers(payload)
        names = ["floor", "core", "sha256", *checks]
        turn %= len(names)
        for name in names[turn:] + names[:turn]:
            if peer := checks.get(name):
                bench.time("verify", name, size, peer.statement, payload=payload, **peer.names)
            else:
                bench.time_yardstick(name, size)


def refuse(bench: Bench) -> None:
    payload = event(1024)
    verifier = hookseal.Verifier(SECRET)
    genuine = hookseal.sign(SECRET, payload)
    hour_ago = time.time_ns() // 1_000_000 - 3_600_000
    cases = {
        "none": (genuine, "ok"),
        "malformed": (genuine.replace("t=", "t=x"), "malformed_header"),
        "mismatch": (hookseal.sign("another", payload), "signature_mismatch"),
        "stale": (hookseal.sign(SECRET, payload, timestamp=hour_ago), "timestamp_too_old"),
    }
    for name, (header, code) in cases.items():

        def check(header: str = header) -> str:
            try:
                verifier.verify(payload, header)
            except hookseal.VerificationError as error:
                return error.code
            return "ok"

        assert check() == code
        bench.time("refuse", name, 1024, "check()", check=check)


def construct(bench: Bench) -> None:
    bench.time("construction", "hookseal", 1, f"Verifier({SECRET!r})", Verifier=hookseal.Verifier)


def read_events(bench: Bench, turn: int) -> None:
    payload = events.real_event()
    ways = events.ways(payload)
    names = [*ways]
    turn %= len(names)
    for name in names[turn:] + names[:turn]:
        way = ways[name]
        way(payload)
        bench.time("event", name, 1024, way.statement, payload=payload, **way.names)


def deliver(bench: Bench) -> None:
    """Refusals would fill the output, so the log is off."""
    logging.getLogger("hookseal").setLevel(logging.ERROR)
    payload = events.real_event()
    verifier = hookseal.Verifier(SECRET)
    bench.runner.args.loops = loops(20_000)
    for name, signer, status in (("none", SECRET, 200), ("mismatch", "another", 400)):
        work = events.deliveries(verifier, payload, hookseal.sign(signer, payload), status)
        bench.time_loops("adapter", name, 1024, work)


def threads(bench: Bench) -> None:
    """The time in which every thread verifies once. With enough cores, it equals that of one thread."""
    payload = event(64 << 10)
    verifier = hookseal.Verifier(SECRET)
    header = hookseal.sign(SECRET, payload)

    def rounds(count: int, loops: int) -> float:
        start = threading.Barrier(count + 1)

        def work() -> None:
            verify = verifier.verify
            start.wait()
            for _ in range(loops):
                verify(payload, header)

        workers = [threading.Thread(target=work) for _ in range(count)]
        for worker in workers:
            worker.start()
        begin = time.perf_counter()  # before the wait: afterwards busy cores may delay this thread
        start.wait()
        for worker in workers:
            worker.join()
        return time.perf_counter() - begin

    bench.runner.args.loops = 10 * loops(len(payload))
    count = 1
    while count <= max(2, os.cpu_count() or 1):
        bench.time_loops("threads", "hookseal", count, functools.partial(rounds, count))
        count *= 2


if __name__ == "__main__":
    bench = Bench()
    turn = int(os.environ.get("ROUND", "0"))
    verify(bench, turn)
    refuse(bench)
    construct(bench)
    read_events(bench, turn)
    deliver(bench)
    threads(bench)
