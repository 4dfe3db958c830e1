"""What was measured, as tables."""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from statistics import median

from servers import BARE, KINDS, RECEIVE, STORES

GOALS = {"SQLite": 0.4, "PostgreSQL": 0.25}
"""How many times as fast as the server with nothing behind `receive` should be at least."""

MEMORY_MIB = 64


@dataclass(frozen=True)
class Load:
    per_second: float
    p50_ms: float
    p99_ms: float
    errors: int
    """Answers other than 200."""
    error: int
    """The status of the first of them."""
    cpu_us: float
    """Processor time of the server and its database for each delivery, in microseconds."""


@dataclass
class Results:
    """One load for each round."""

    loads: dict[tuple[str, str | None], list[Load]] = field(default_factory=lambda: defaultdict(list))
    paced: dict[str, list[tuple[Load, float]]] = field(default_factory=lambda: defaultdict(list))
    """What `receive` did at the rate offered, and its peak memory in MiB."""

    def ratio(self, of: tuple[str, str | None], to: tuple[str, str | None]) -> float:
        pairs = zip(self.loads[of], self.loads[to], strict=True)
        return median(one.per_second / other.per_second for one, other in pairs)

    def cpu_us(self, of: tuple[str, str | None]) -> float:
        return median(one.cpu_us for one in self.loads[of])


def sections(results: Results, offered: int) -> list[str]:
    return [
        "## Deliveries answered",
        _loads(results),
        "## Figures",
        _figures(results),
        *_reasons(results),
        f"## Memory of `receive` at {offered} deliveries a second",
        "An answer's time counts from when its event was due.",
        _memory(results),
    ]


def _loads(results: Results) -> str:
    rows = []
    for name, kind in KINDS.items():
        for store in kind.stores:
            loads = results.loads[name, store]
            floor = f"{results.ratio((name, store), (BARE, None)):.2f}"
            faster = (
                "" if name in (BARE, RECEIVE) else f"{results.ratio((RECEIVE, store), (name, store)):.1f}"
            )
            cpu = f"{results.cpu_us((name, store)):.0f} µs"
            rows.append([name, store or "none", *_numbers(loads), cpu, floor, faster])
    return _table(
        [
            "server",
            "store",
            "a second",
            "p50",
            "p99",
            "CPU",
            "ratio to nothing behind",
            "receive on this store / it",
        ],
        rows,
    )


def _figures(results: Results) -> str:
    rows = []
    for store, goal in GOALS.items():
        ratio = results.ratio((RECEIVE, store), (BARE, None))
        verdict = _verdict(ratio >= goal)
        rows.append([f"receive on {store} / nothing behind", f"at least {goal}", f"{ratio:.2f}", verdict])
    for store in STORES:
        peak = max(peak for _, peak in results.paced[store])
        verdict = _verdict(peak < MEMORY_MIB)
        rows.append(
            [f"peak memory of receive on {store}", f"under {MEMORY_MIB} MiB", f"{peak:.1f} MiB", verdict]
        )
    return _table(["figure", "goal", "measured", "reached"], rows)


def _reasons(results: Results) -> Iterator[str]:
    """Why a ratio is missed: what the processor has to do for a delivery, whatever the disk does."""
    cores = os.cpu_count() or 1
    bare = (BARE, None)
    nothing = results.cpu_us(bare)
    # The server with nothing behind leaves no core idle. What it does not take, the program that sends does.
    whole = cores * 1e6 / median(load.per_second for load in results.loads[bare])
    for store, goal in GOALS.items():
        receive = (RECEIVE, store)
        if results.ratio(receive, bare) >= goal:
            continue
        cpu = results.cpu_us(receive)
        sending = whole - nothing
        most = whole / (sending + cpu)
        yield (
            f"Why not {goal} on {store}: a delivery takes {cpu:.0f} µs of processor time in receive and "
            f"{store}, {nothing:.0f} µs with nothing behind, and {sending:.0f} µs to send, on the same "
            f"{cores} cores. So {most:.2f} is the most that is possible, if no core ever waits for a commit."
        )


def _verdict(reached: bool) -> str:
    return "yes" if reached else "**no**"


def _memory(results: Results) -> str:
    rows = []
    for store in STORES:
        loads = [paced for paced, _ in results.paced[store]]
        peak = max(peak for _, peak in results.paced[store])
        errors = sum(paced.errors for paced in loads)
        rows.append([store, *_numbers(loads), str(errors), f"{peak:.1f} MiB"])
    return _table(["store", "answered a second", "p50", "p99", "answers other than 200", "peak memory"], rows)


def _numbers(loads: Iterable[Load]) -> list[str]:
    loads = list(loads)
    return [
        f"{median(load.per_second for load in loads):.0f}",
        f"{median(load.p50_ms for load in loads):.2f} ms",
        f"{median(load.p99_ms for load in loads):.2f} ms",
    ]


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
