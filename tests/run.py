"""Runs the suites of every language, adds up their counts, and fails if any test fails.

python tests/run.py NAME... takes `lint`, `test`, `site`, `e2e`, `proof` or `proof-quick`, or an area of the
first two: rust, cli, c, python, node, adapters, conformance, docs, tools.
"""

import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = ROOT / ".venv" / "bin"
TESTS = ROOT / "tests"
STAGE = ROOT / "target" / "stage"
HARNESS = ROOT / "target" / "release" / "hookseal-tests"
PROOFS = sorted(folder.parent.name for folder in TESTS.glob("proof/*/run.py"))
OWN_WORKSPACES = ("constant-time", "secret-residue")
STUB_EXCEPTIONS = TESTS / "tools" / "event-types" / "stubtest.txt"
C_FOLDERS = ["adapters/servers/c", "bench/c", "dist/c", "proof", "conformance/runners"]
C_SOURCES = [
    path
    for folder in [ROOT / "bindings-c", ROOT / "docs/examples", *(TESTS / name for name in C_FOLDERS)]
    for path in sorted(folder.rglob("*.[ch]*"))
    if path.suffix in {".c", ".h", ".cpp", ".hpp"}
]
SOAK_NODE: list[str | Path] = ["node", "--expose-gc", "tests/proof/soak/soak.mjs", STAGE / "node"]

# Those before a migration import what is not installed here.
DOCS_EXAMPLES = [
    path for path in sorted((ROOT / "docs/examples").glob("*/*.py")) if not path.stem.endswith("_before")
]

# Where mypy finds what the tests import.
TYPES = [
    ROOT / "bindings-python" / "python",
    *(TESTS / name for name in ("proof", "tools/platforms", "gateway", "bench")),
]

PRETTIER = ROOT / "bindings-node/node_modules/.bin/prettier"
JS_FILES = "{bindings-node,cli/packaging,docs,tests}/**/*.{js,mjs,cjs,ts,mts,cts,vue}"

NPM_TEST: list[str | Path] = ["npm", "test", "--silent"]
NODE_TEST: list[str | Path] = ["node", "--test", "--test-reporter=spec"]

# How each test runner prints its counts. A suite that prints none counts as one check.
CARGO = r"test result: \w+\. (?P<passed>\d+) passed; (?P<failed>\d+) failed"
PYTEST = r"^(?:(?P<failed>\d+) failed(?:, )?)?(?:(?P<passed>\d+) passed)?.* in [\d.]+s"
NODE = r"^. pass (?P<passed>\d+)\n. fail (?P<failed>\d+)"
PLAIN = r"^(?P<passed>\d+) passed, (?P<failed>\d+) failed"


@dataclass
class Suite:
    name: str
    command: list[str | Path]
    counts: str | None = None
    folder: Path = ROOT
    report: bool = False
    """Whether its output is shown even if it passes."""


def proof(name: str, *options: str) -> Suite:
    return Suite(name, [BIN / "python", f"tests/proof/{name}/run.py", *options], PLAIN, report=True)


def pytest(name: str, *paths: str) -> Suite:
    # The tools come from .venv, and hookseal from the staged environment, installed as for a user.
    command: list[str | Path] = [BIN / "python", "-m", "pytest", "-q", "--color=no", *paths]
    return Suite(name, command, PYTEST)


def mypy(name: str, *targets: str) -> Suite:
    return Suite(name, [BIN / "mypy", "--strict", *targets])


def clippy(name: str, folder: Path, *options: str) -> Suite:
    return Suite(name, ["cargo", "clippy", "-q", *options, "--", "-D", "warnings"], folder=folder)


def rust_format(name: str, folder: Path, *options: str) -> Suite:
    return Suite(name, ["cargo", "fmt", *options, "--check"], folder=folder)


# Formats, lints and types, by area.
LINT = {
    "rust": [
        rust_format("rust format", ROOT, "--all"),
        rust_format("bench format", TESTS / "bench/rust"),
        rust_format("load format", TESTS / "bench/gateway/http"),
        rust_format("fuzz format", TESTS / "proof/fuzz"),
        *(rust_format(f"{name} format", TESTS / "proof" / name) for name in OWN_WORKSPACES),
        clippy("rust lint", ROOT, "--workspace", "--all-targets", "--all-features"),
        clippy("fuzz lint", TESTS / "proof/fuzz"),
    ],
    "cli": [
        rust_format("cli format", ROOT / "cli"),
        clippy("cli lint", ROOT / "cli", "--locked", "--all-targets"),
    ],
    "c": [Suite("c format", [BIN / "clang-format", "--dry-run", "--Werror", *C_SOURCES])],
    "python": [
        Suite("python format", [BIN / "ruff", "format", "--check", "-q", "."]),
        Suite("python lint", [BIN / "ruff", "check", "-q", "."]),
        mypy("python types", "bindings-python/tests", "tests/run.py"),
        Suite("pyright types", [BIN / "pyright", "-p", "bindings-python/tests"]),
        mypy("package types", "-p", "hookseal"),
        mypy("example types", "bindings-python/examples"),
        Suite("python stubs", [BIN / "stubtest", "hookseal", "--allowlist", STUB_EXCEPTIONS]),
    ],
    "node": [
        Suite("node format", [PRETTIER, "--check", "--log-level=warn", JS_FILES]),
        Suite("node types", ["npm", "run", "--silent", "types"], folder=ROOT / "bindings-node"),
    ],
    "adapters": [mypy("adapter types", "tests/adapters")],
    "conformance": [],
    "docs": [
        mypy("docs types", "tests/docs"),
        mypy("site types", "tests/site"),
        mypy("docs tools types", "docs/tools"),
        mypy("page types", *map(str, DOCS_EXAMPLES)),
    ],
    "tools": [
        *(mypy(f"{name} types", f"tests/proof/{name}") for name in PROOFS),
        mypy("dist types", "tests/dist"),
        mypy("generator types", "tests/tools/event-types"),
        mypy("platforms types", "tests/tools/platforms"),
        mypy("gateway types", "tests/gateway"),
        mypy("bench types", "tests/bench/gateway/run.py"),
        Suite("workflows", [BIN / "actionlint", *sorted((ROOT / ".github/workflows").glob("*.yml"))]),
    ],
}

# What `make test` runs, by area: `make test SUITE=python` runs the lints and the tests of one.
TEST = {
    "rust": [
        Suite("core", ["cargo", "test", "-q", "-p", "hookseal", "--all-features"], CARGO),
        Suite("model", ["cargo", "test", "-q", "-p", "hookseal-model"], CARGO),
    ],
    "cli": [Suite("cli", ["cargo", "test", "-q", "--locked"], CARGO, ROOT / "cli")],
    "c": [
        Suite("c, in rust", ["cargo", "test", "-q", "-p", "hookseal-c"], CARGO),
        Suite("c and c++", ["make", "-C", "bindings-c", "test", f"PREFIX={STAGE / 'c'}"], PLAIN),
    ],
    "python": [pytest("python", "bindings-python/tests")],
    "node": [
        Suite("node", NPM_TEST, NODE, ROOT / "bindings-node"),
        Suite("node, wasm", ["env", "HOOKSEAL_BACKEND=wasm", *NPM_TEST], NODE, ROOT / "bindings-node"),
    ],
    # Two servers at a time, because most of a test is waiting.
    "adapters": [pytest("adapters", "tests/adapters", "-n", "2")],
    "conformance": [
        Suite("vectors, in rust", ["cargo", "test", "-q", "-p", "hookseal-tests"], CARGO),
        pytest("vector files", "tests/conformance/vectors"),
        Suite("vectors", [HARNESS, "vectors"], PLAIN),
        Suite("random requests", [HARNESS, "fuzz"], PLAIN),
    ],
    "docs": [
        Suite("docs, in rust", ["cargo", "test", "-q", "-p", "hookseal-docs"], CARGO),
        pytest("docs", "tests/docs"),
    ],
    "tools": [
        pytest("event types", "tests/tools/event-types"),
        pytest("platforms", "tests/tools/platforms"),
    ],
}

# What takes longer, or needs more than README requires: PostgreSQL, libmicrohttpd, clang, valgrind, Chromium.
LONG = {
    "site": [
        pytest("site, examples", "tests/site", "-n", "2", "-o", "pythonpath=tests/gateway"),
        Suite("site, browser", [*NODE_TEST, "--test-concurrency=2"], NODE, TESTS / "site"),
    ],
    "e2e": [
        pytest("adapter, c", "tests/adapters", "--servers", "c"),
        # Two files at a time, because most of a file is waiting.
        pytest("gateway", "tests/gateway", "-n", "2"),
        Suite("inbox, postgres", [BIN / "python", "tests/gateway/stores.py"], CARGO),
    ],
    "proof": [
        proof("constant-time", "--report"),
        proof("secret-residue"),
        proof("memory"),
        proof("misuse"),
        proof("soak"),
        proof("fuzz", "--executions", "400000"),
        Suite("random requests", [HARNESS, "fuzz", "--cases", "200000"], PLAIN, report=True),
        Suite("random JSON", [BIN / "python", "bindings-python/tests/random_json.py"], PLAIN, report=True),
        proof("mutants"),
        proof("supply"),
        proof("reproducible"),
    ],
    "proof-quick": [
        proof("constant-time", "--quick"),
        proof("secret-residue"),
        proof("memory", "--quick"),
        proof("misuse"),
        proof("soak", "--quick"),
        proof("fuzz"),
    ],
}


# `make format` applies the formats that LINT only checks.
FORMAT = [
    Suite("format rust", ["cargo", "fmt", "--all"]),
    Suite("format bench", ["cargo", "fmt"], folder=TESTS / "bench/rust"),
    Suite("format load", ["cargo", "fmt"], folder=TESTS / "bench/gateway/http"),
    Suite("format fuzz", ["cargo", "fmt"], folder=TESTS / "proof/fuzz"),
    Suite("format cli", ["cargo", "fmt"], folder=ROOT / "cli"),
    *(Suite(f"format {name}", ["cargo", "fmt"], folder=TESTS / "proof" / name) for name in OWN_WORKSPACES),
    Suite("format c", [BIN / "clang-format", "-i", *C_SOURCES]),
    Suite("format node", [PRETTIER, "--write", "--log-level=warn", JS_FILES]),
    Suite("format python", [BIN / "ruff", "format", "-q", "."]),
]


def chosen(name: str) -> list[Suite]:
    """The suites of a group, or of an area."""
    groups = {
        "lint": [suite for area in LINT.values() for suite in area],
        "test": [suite for area in TEST.values() for suite in area],
        **{area: [*LINT[area], *TEST[area]] for area in TEST},
        **LONG,
        "format": FORMAT,
    }
    if name not in groups:
        sys.exit(f"no such suite: {name}; there are {', '.join(groups)}")
    return groups[name]


def run(suite: Suite) -> tuple[int, int]:
    """Runs one suite and returns its counts. Shows its output only if it fails or is a report."""
    staged = (STAGE / "venv" / "lib").glob("python3*/site-packages")
    began = time.monotonic()
    done = subprocess.run(
        suite.command,
        cwd=suite.folder,
        env=os.environ
        | {
            "PYTHONPATH": ":".join(map(str, staged)),
            "PYTHONDONTWRITEBYTECODE": "1",
            "MYPYPATH": ":".join(map(str, TYPES)),
            "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1",  # it would ask PyPI for its newest version
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    if suite.counts is None:
        passed, failed = (1, 0) if done.returncode == 0 else (0, 1)
    else:
        found = [m.groupdict() for m in re.finditer(suite.counts, done.stdout, re.MULTILINE)]
        passed = sum(int(counts["passed"] or 0) for counts in found)
        failed = sum(int(counts["failed"] or 0) for counts in found)
        # A suite that crashes, or runs nothing, fails whatever it counted.
        if failed == 0 and (done.returncode != 0 or passed == 0):
            failed = 1
    if failed or suite.report:
        print(done.stdout)
    took = time.monotonic() - began
    print(f"{suite.name:<17} {passed:>6} passed {failed:>4} failed {took:>6.0f} s", flush=True)
    return passed, failed


def main(names: list[str]) -> int:
    results = [run(suite) for name in names for suite in chosen(name)]
    passed, failed = (sum(column) for column in zip(*results, strict=True))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
