"""Measures `hookseal receive` beside its peers, in several rounds, and writes the report.

`make bench-gateway` builds what this runs. Each round goes through every server, on every store.
"""

import argparse
import json
import subprocess
import sys
from dataclasses import dataclass

import disk
import machine
import tables
from servers import BUILT, HERE, KINDS, RECEIVE, SECRET, STORES, Server, running

CONNECTIONS = 64
OFFERED = 10_000
"""Deliveries a second, while the memory is measured."""


@dataclass(frozen=True)
class Options:
    rounds: int
    seconds: int


def load(server: Server, seconds: int, *offered: int) -> tables.Load:
    """Delivers events for so long, as fast as they are answered, or as many a second as are offered."""
    arguments = [
        f"127.0.0.1:{server.port}",
        SECRET,
        *(str(number) for number in (CONNECTIONS, seconds, *offered)),
    ]
    program = BUILT / "http" / "release" / "load"
    before = server.cpu_seconds()
    done = subprocess.run([program, *arguments], stdout=subprocess.PIPE, text=True, check=True)
    answers = json.loads(done.stdout)
    return tables.Load(
        answers["answered"] / seconds,
        answers["p50_ms"],
        answers["p99_ms"],
        answers["errors"],
        answers["error"],
        (server.cpu_seconds() - before) / answers["sent"] * 1e6,
    )


def measure(options: Options) -> tables.Results:
    results = tables.Results()
    for number in range(options.rounds):
        print(f"round {number + 1} of {options.rounds}", file=sys.stderr, flush=True)
        for name, kind in KINDS.items():
            for store in kind.stores:
                with running(name, store) as server:
                    measured = load(server, options.seconds)
                    if measured.errors:
                        raise RuntimeError(f"{name} on {store} answered {measured.error}")
                results.loads[name, store].append(measured)
        for store in STORES:
            with running(RECEIVE, store) as server:
                paced = load(server, options.seconds, OFFERED)
                results.paced[store].append((paced, server.peak_mib()))
    return results


def introduction(options: Options) -> str:
    method = (
        f"Written by `make bench-gateway`. {CONNECTIONS} connections on this machine each send the next "
        f"event of 1 KiB as soon as the last one is answered, for {options.seconds} seconds after a warm-up. "
        "The program that sends shares the processor with the server. Every event is durable before it is "
        "answered: SQLite has a WAL and `synchronous=FULL`, and PostgreSQL, which is on this machine, its "
        "defaults. FastAPI (on uvicorn) and Express run in one process, verify with hookseal, and insert "
        f"each event in a transaction of its own. Every number is the median of {options.rounds} rounds, "
        "every ratio the median of each round's own."
    )
    durable = f"a write of {disk.BYTES // 1024} KiB is durable after {disk.sync_ms(BUILT):.1f} ms"
    return f"# The gateway's benchmarks\n\n{method}\n\n- {machine.hardware()}; {durable}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=6)
    options = Options(**vars(parser.parse_args()))
    results = tables.sections(measure(options), OFFERED)
    text = "\n\n".join([introduction(options), *results]) + "\n"
    (HERE / "report.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
