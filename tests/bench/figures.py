"""The figures that hookseal aims to reach, and the reasons for any that it misses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from report import Results


@dataclass(frozen=True)
class Figure:
    what: str
    """The two times whose ratio it is, or a time."""
    limit: float
    at_most: bool
    measure: Callable[[Results], float]
    why_missed: str = ""
    """Shown only if the figure is missed, as `: because ...`."""

    def reached(self, results: Results) -> bool:
        value = round(self.measure(results), 3)
        return value <= self.limit if self.at_most else value >= self.limit


def ratio(language: str, name: str, to: str, size: int = 1024) -> Callable[[Results], float]:
    return lambda results: results.ratio((language, "verify", name, size), (language, "verify", to, size))


def refusal(size: int) -> Callable[[Results], float]:
    return lambda results: results.ratio(
        ("Rust", "refuse", "malformed", size), ("Rust", "refuse", "none", 1024)
    )


def start(backend: str) -> Callable[[Results], float]:
    return lambda results: results.ns(("Node", "start", backend, 1)) / 1e6


def speed_up(language: str) -> Callable[[Results], float]:
    return lambda results: (
        2 * results.ratio((language, "threads", "hookseal", 1), (language, "threads", "hookseal", 2))
    )


def event(language: str, name: str, to: str) -> Callable[[Results], float]:
    return lambda results: results.ratio((language, "event", name, 1024), (language, "event", to, 1024))


def refused(language: str, group: str) -> Callable[[Results], float]:
    return lambda results: results.ratio((language, group, "mismatch", 1024), (language, group, "none", 1024))


NODE = "hookseal (Buffer)"
WASM = "hookseal (WebAssembly)"

FIGURES = [
    Figure(
        "Rust `verify_at` / floor (neither reads a clock)",
        1.10,
        True,
        ratio("Rust", "hookseal, given the time", "floor"),
    ),
    Figure("Rust `verify` / ring", 1.00, True, ratio("Rust", "hookseal", "ring")),
    Figure("Rust `verify` / aws-lc-rs", 1.00, True, ratio("Rust", "hookseal", "aws-lc-rs")),
    Figure("C `hookseal_verify` / core", 1.05, True, ratio("C", "hookseal_verify", "core")),
    Figure(
        "OpenSSL `HMAC()` / C `hookseal_verify`",
        2.0,
        False,
        ratio("C", "OpenSSL HMAC()", "hookseal_verify"),
    ),
    Figure("Python `verify` / core", 1.4, True, ratio("Python", "hookseal", "core")),
    Figure("workos / Python `verify`", 3.0, False, ratio("Python", "workos", "hookseal")),
    Figure("hmac.digest / Python `verify`", 2.4, False, ratio("Python", "hmac.digest", "hookseal")),
    Figure("Node `verify` of a Buffer / core", 2.0, True, ratio("Node", NODE, "core")),
    Figure("@workos-inc/node / Node `verify`", 100, False, ratio("Node", "@workos-inc/node", NODE)),
    Figure("createHmac / Node `verify`", 2.0, False, ratio("Node", "createHmac", NODE)),
    Figure("WebCrypto, awaited / WebAssembly `verify` in Node", 5.0, False, ratio("Node", "WebCrypto", WASM)),
    Figure("Node, natively: ms to `require('hookseal')`", 9.0, True, start("native")),
    Figure("WebAssembly in Node: ms until it is read, compiled and ready", 8.0, True, start("wasm")),
    Figure("Rust, refusing a malformed header / accepting 1 KiB", 0.2, True, refusal(1024)),
    Figure("the same, of a payload of 1 MiB / accepting 1 KiB", 0.2, True, refusal(1 << 20)),
    Figure(
        "Python `construct_event` / `verify` and then `orjson.loads`",
        1.0,
        True,
        event("Python", "hookseal", "verify, then orjson"),
        ": of the time to read the event, two thirds are CPython's own (README.md shows how to profile it), "
        "in calls that a wheel for every version (abi3) cannot avoid: it cannot make a dict of a given size, "
        "nor a str without decoding it",
    ),
    Figure(
        "workos `verify_event` / Python `construct_event`", 5.0, False, event("Python", "workos", "hookseal")
    ),
    Figure(
        "Node `constructEvent` / `verify` and then `JSON.parse(buffer.toString())`",
        1.1,
        True,
        event("Node", "hookseal", "verify, then JSON"),
    ),
    Figure("Python, refusing a wrong signature / accepting", 1.5, True, refused("Python", "refuse")),
    Figure(
        "Node, the same",
        1.5,
        True,
        refused("Node", "refuse"),
        ": V8 takes 45 % of the time of a refusal, 19 % to make an error without a stack trace and 26 % to "
        "throw it (README.md shows how to profile it)",
    ),
    Figure("Python, the same through an adapter", 1.1, True, refused("Python", "adapter")),
    Figure("Node, the same through an adapter", 1.1, True, refused("Node", "adapter")),
    Figure(
        "Rust, 1 MiB / its SHA-256",
        1.03,
        True,
        ratio("Rust", "hookseal", "sha256", 1 << 20),
    ),
    Figure("C, 1 MiB / its SHA-256", 1.03, True, ratio("C", "hookseal_verify", "sha256", 1 << 20)),
    Figure("Python, 1 MiB / its SHA-256", 1.03, True, ratio("Python", "hookseal", "sha256", 1 << 20)),
    Figure("Node, 1 MiB / its SHA-256", 1.03, True, ratio("Node", NODE, "sha256", 1 << 20)),
    Figure("two Python threads / one, 64 KiB", 1.8, False, speed_up("Python")),
]
