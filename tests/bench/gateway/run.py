"""Measures `hookseal receive` beside its peers, in several rounds, and writes the report.

`make bench-gateway` builds what this runs. Each round goes through every server, on every store.
"""

import argparse
import json
import subprocess
import sys
from dataclasses import dataclass

import machine
import tables
from servers import BUILT, HERE, KINDS, RECEIVE, SECRET, STORES, running

CONNECTIONS = 64
OFFERED = 10_000
"""Deliveries a second, while the memory is measured."""


@dataclass(frozen=True)
class Options:
    rounds: int
    seconds: int


def load(port: int, seconds: int, *offered: int) -> tables.Load:
    """Delivers events for so long, as fast as they are answered, or as many a second as are offered."""
    command = [BUILT / "http" / "release" / "load", f"127.0.0.1:{port}", SECRET]
    arguments = [str(number) for number in (CONNECTIONS, seconds, *offered)]
    done = subprocess.run([*command, *arguments], stdout=subprocess.PIPE, text=True, check=True)
    answers = json.loads(done.stdout)
    return tables.Load(
        answers["answered"] / seconds,
        answers["p50_ms"],
        answers["p99_ms"],
        answers["errors"],
        answers["error"],
    )


def measure(options: Options) -> tables.Results:
    results = tables.Results()
    for number in range(options.rounds):
        print(f"round {number + 1} of {options.rounds}", file=sys.stderr, flush=True)
        for name, kind in KINDS.items():
            for store in kind.stores:
                with running(name, store) as server:
                    measured = load(server.port, options.seconds)
                    if measured.errors:
                        raise RuntimeError(f"{name} on {store} answered {measured.error}")
                results.loads[name, store].append(measured)
        for store in STORES:
            with running(RECEIVE, store) as server:
                paced = load(server.port, options.seconds, OFFERED)
                results.paced[store].append((paced, server.peak_mib()))
    return results


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=6)
    options = Options(**vars(parser.parse_args()))
    heading = [
        "# The gateway's benchmarks",
        f"Written by `make bench-gateway`. {CONNECTIONS} connections on this machine each send the next event "
        f"of 1 KiB as soon as the last one is answered, for {options.seconds} seconds after a warm-up. The load "
        "itself takes part of the processor. Every store is durable before the answer 200: SQLite with "
        "`synchronous=FULL` and a WAL, PostgreSQL with its defaults on this machine. FastAPI (uvicorn) and "
        "Express verify with hookseal, and insert each event in a transaction of its own, in one process. "
        f"Every number is the median of {options.rounds} rounds, every ratio the median of each round's own.",
        f"- {machine.hardware()}",
    ]
    text = "\n\n".join([*heading, *tables.sections(measure(options), OFFERED)]) + "\n"
    (HERE / "report.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
