"""Samples to medians and ratios, and those to a page of tables."""

from __future__ import annotations

from collections import defaultdict
from statistics import median

SIZES = {256: "256 B", 1 << 10: "1 KiB", 4 << 10: "4 KiB", 64 << 10: "64 KiB", 1 << 20: "1 MiB"}
LANGUAGES = ("Rust", "C", "Python", "Node")
REMARKS = {
    ("Python", "workos"): "decodes and encodes the payload again",
    ("Python", "stripe"): "decodes and encodes the payload again",
    ("Python", "standardwebhooks"): "also parses the JSON; it offers no check without",
    ("Node", "@workos-inc/node"): "imports its key and hashes in the thread pool",
    ("Node", "@octokit/webhooks-methods"): "checks no timestamp",
    ("Node", "WebCrypto"): "key imported before; hashes in the thread pool",
    ("Node", "hookseal (string)"): "encodes the text",
    ("Node", "hookseal (WebAssembly)"): "where there is no addon",
}

Key = tuple[str, str, str, int]


class Results:
    """What was measured, by language, group, name and parameter."""

    def __init__(self, samples: list[dict]) -> None:
        self.rounds: dict[Key, dict[int, float]] = defaultdict(dict)
        self.peaks: dict[tuple[str, int], float] = {}
        self.takes_bytes: dict[tuple[str, str], bool] = {}
        for sample in samples:
            if sample["group"] == "peak":
                self.peaks[sample["language"], sample["parameter"]] = sample["mib"]
            elif sample["group"] == "raw body":
                self.takes_bytes[sample["language"], sample["name"]] = sample["accepted"]
            else:
                key = (sample["language"], sample["group"], sample["name"], sample["parameter"])
                self.rounds[key][sample["round"]] = sample["ns"]

    def ns(self, key: Key) -> float:
        return median(self.rounds[key].values())

    def ratio(self, key: Key, to: Key) -> float:
        """The median of each round's own ratio."""
        mine, theirs = self.rounds[key], self.rounds[to]
        return median(mine[number] / theirs[number] for number in mine)

    def names(self, language: str, group: str) -> list[str]:
        """Fastest first."""
        found = {key[2] for key in self.rounds if key[:2] == (language, group)}
        return sorted(found, key=lambda name: self.ns((language, group, name, 1024)))

    def parameters(self, language: str, group: str) -> list[int]:
        return sorted({key[3] for key in self.rounds if key[:2] == (language, group)})


def markdown(results: Results, machine: list[str], rounds: int) -> str:
    sections = [
        "# Benchmarks\n\nWritten by `make bench`. The floor is an HMAC-SHA256 of the bytes that are "
        "signed, by the `hmac` and `sha2` crates, with the key absorbed before; the core is hookseal's "
        "own Rust `verify`. Both are measured in each language's process, between its peers. Every "
        f"number is the median of {rounds} rounds, every ratio the median of each round's own.",
        "\n".join(f"- {line}" for line in machine),
        _figures(results),
        *(_verify(results, language) for language in LANGUAGES),
        _events(results),
        _costs(results),
    ]
    return "\n\n".join(sections) + "\n"


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _figures(results: Results) -> str:
    from figures import FIGURES

    rows = []
    for figure in FIGURES:
        reached = figure.reached(results)
        goal = f"{'at most' if figure.at_most else 'at least'} {figure.limit:g}"
        verdict = "yes" if reached else f"**no**{figure.why_missed}"
        rows.append([figure.what, goal, f"{figure.measure(results):.2f}", verdict])
    return "## Figures\n\nAt 1 KiB where nothing else is said.\n\n" + _table(
        ["figure", "goal", "measured", "reached"], rows
    )


def _time(ns: float) -> str:
    if ns < 10_000:
        return f"{ns:.0f} ns"
    return f"{ns / 1000:.1f} µs" if ns < 1_000_000 else f"{ns / 1e6:.2f} ms"


def heading(language: str) -> str:
    """Of the table that the chart is drawn from."""
    return f"## {language}: a genuine delivery"


def _verify(results: Results, language: str) -> str:
    rows = []
    for name in results.names(language, "verify"):
        cells = [name]
        for size in SIZES:
            key, floor = (language, "verify", name, size), (language, "verify", "floor", size)
            cells.append(f"{_time(results.ns(key))} ({results.ratio(key, floor):.2f})")
        remarks = [REMARKS.get((language, name), "")]
        if not results.takes_bytes.get((language, name), True):
            remarks.insert(0, "refuses the raw body, a Buffer")
        cells.append("; ".join(filter(None, remarks)))
        rows.append(cells)
    head = [f"{language}, time (ratio to the floor)", *SIZES.values(), "remark"]
    return f"{heading(language)}\n\n{_table(head, rows)}"


def _events(results: Results) -> str:
    tables = []
    for language in LANGUAGES:
        rows = []
        for name in results.names(language, "event"):
            key, ours = (language, "event", name, 1024), (language, "event", "hookseal", 1024)
            rows.append([name, _time(results.ns(key)), f"{results.ratio(key, ours):.2f}"])
        if rows:
            tables.append(_table([language, "time", "times hookseal's"], rows))
    return "\n\n".join(
        [
            "## From the body to the event\n\nVerified and parsed, each in its own way: in Python and Node "
            "a real `dsync.user.updated` of about 1 KiB, given as bytes.",
            *tables,
        ]
    )


def _costs(results: Results) -> str:
    def by_language(group: str, names: list[str], parameter: int) -> list[list[str]]:
        return [
            [language, *(_time(results.ns((language, group, name, parameter))) for name in names)]
            for language in LANGUAGES
            if results.parameters(language, group)
        ]

    def counted(group: str) -> list[list[str]]:
        times = [_time(results.ns(("Rust", group, "hookseal", n))) for n in (1, 2, 4, 8, 16)]
        return [[group, *times]]

    threads = []
    for language in LANGUAGES:
        counts = results.parameters(language, "threads")
        one = (language, "threads", "hookseal", 1)
        speeds = [n * results.ratio(one, (language, "threads", "hookseal", n)) for n in counts]
        told = ", ".join(f"{n}: {speed:.2f}" for n, speed in zip(counts, speeds, strict=True))
        threads.append([language, told])

    peaks = [
        [language, f"{results.peaks[language, 1]:.1f} MiB", f"{results.peaks[language, 1024]:.1f} MiB"]
        for language in LANGUAGES
    ]
    refusals = ["none", "malformed", "mismatch", "stale"]
    delivered = ["none", "mismatch"]
    return "\n\n".join(
        [
            "## Other costs",
            "A refusal, at 1 KiB, error object or exception included:",
            _table(["", "accepted", *refusals[1:]], by_language("refuse", refusals, 1024)),
            "More secrets, signed with the last of them, and more `v1` elements, in Rust at 1 KiB:",
            _table(["", "1", "2", "4", "8", "16"], counted("secrets") + counted("signatures")),
            "Making a verifier:",
            _table(["", "time"], by_language("construction", ["hookseal"], 1)),
            "A whole request through an adapter (ASGI in Python, fetch-style in Node), without a server:",
            _table(["", "accepted", "mismatch"], by_language("adapter", delivered, 1024)),
            "Threads that share the machine, 64 KiB: how many times as fast as one.",
            _table(["", "threads: speed"], threads),
            "Peak memory of a whole process that streams 1 MiB, and 1 GiB:",
            _table(["", "1 MiB", "1 GiB"], peaks),
        ]
    )
