"""What was measured, as tables."""

from collections import defaultdict
from collections.abc import Iterable
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


@dataclass
class Results:
    """One load for each round."""

    loads: dict[tuple[str, str | None], list[Load]] = field(default_factory=lambda: defaultdict(list))
    paced: dict[str, list[tuple[Load, float]]] = field(default_factory=lambda: defaultdict(list))
    """What `receive` did at the rate offered, and its peak memory in MiB."""

    def ratio(self, of: tuple[str, str | None], to: tuple[str, str | None]) -> float:
        pairs = zip(self.loads[of], self.loads[to], strict=True)
        return median(one.per_second / other.per_second for one, other in pairs)


def sections(results: Results, offered: int) -> list[str]:
    return [
        "## Deliveries answered",
        _loads(results),
        "## Figures",
        _figures(results),
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
            rows.append([name, store or "none", *_numbers(loads), floor, faster])
    return _table(
        [
            "server",
            "store",
            "a second",
            "p50",
            "p99",
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
