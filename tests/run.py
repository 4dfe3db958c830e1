"""Runs the suites of every language, counts their tests together, and fails if any fails.

python tests/run.py [lint] [tests] [e2e] [proof | proof-quick]
"""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = ROOT / ".venv" / "bin"
TESTS = ROOT / "tests"
STAGE = ROOT / "target" / "stage"
HARNESS = ROOT / "target" / "release" / "hookseal-tests"
SENDER = ROOT / "target" / "release" / "hookseal-sender"
STAGED_PYTHON = STAGE / "venv" / "bin" / "python"
C_FOLDERS = ["adapters/servers/c", "bench/c", "dist/c", "proof", "runners"]
C_SOURCES = [
    path
    for folder in [ROOT / "bindings-c", *(TESTS / name for name in C_FOLDERS)]
    for path in sorted(folder.rglob("*.[ch]*"))
    if path.suffix in {".c", ".h", ".cpp", ".hpp"}
]
SOAK_NODE: list[str | Path] = ["node", "--expose-gc", "tests/proof/soak_node.mjs", STAGE / "node"]

# How each test runner tells its counts. A check that tells none counts as one.
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
    """Whether its output is worth reading though it passes."""


def proof(name: str, *command: str) -> Suite:
    return Suite(name, [BIN / "python", *command], PLAIN, report=True)


def pytest(name: str, *paths: str) -> Suite:
    # The tools come from .venv, hookseal from the staged environment, as a user has it.
    command: list[str | Path] = [BIN / "python", "-m", "pytest", "-q", "--color=no", *paths]
    return Suite(name, command, PYTEST)


SUITES = {
    "lint": [
        Suite("rust format", ["cargo", "fmt", "--all", "--check"]),
        Suite("bench format", ["cargo", "fmt", "--check"], folder=ROOT / "tests/bench/rust"),
        Suite("fuzz format", ["cargo", "fmt", "--check"], folder=ROOT / "tests/fuzz"),
        Suite("sender format", ["cargo", "fmt", "--check"], folder=ROOT / "tests/sender"),
        Suite(
            "rust lint",
            [
                "cargo",
                "clippy",
                "-q",
                "--workspace",
                "--all-targets",
                "--all-features",
                "--",
                "-D",
                "warnings",
            ],
        ),
        Suite("fuzz lint", ["cargo", "clippy", "-q", "--", "-D", "warnings"], folder=ROOT / "tests/fuzz"),
        Suite("c format", [BIN / "clang-format", "--dry-run", "--Werror", *C_SOURCES]),
        Suite("python format", [BIN / "ruff", "format", "--check", "-q", "."]),
        Suite("python lint", [BIN / "ruff", "check", "-q", "."]),
        Suite("python types", [BIN / "mypy", "--strict", "bindings-python/tests", *TESTS.glob("*.py")]),
        Suite("package types", [BIN / "mypy", "--strict", "-p", "hookseal"]),
        Suite("example types", [BIN / "mypy", "--strict", "bindings-python/examples"]),
        Suite("adapter types", [BIN / "mypy", "--strict", "tests/adapters"]),
        Suite("proof types", [BIN / "mypy", "--strict", "tests/proof"]),
        Suite("fuzz types", [BIN / "mypy", "--strict", "tests/fuzz"]),
        Suite("dist types", [BIN / "mypy", "--strict", "tests/dist"]),
        Suite("event types", [BIN / "mypy", "--strict", "tests/events"]),
        Suite("e2e types", [BIN / "mypy", "--strict", "tests/e2e"]),
        Suite(
            "python stubs",
            [BIN / "stubtest", "hookseal", "--allowlist", "tests/events/stubtest.txt"],
        ),
        Suite("workflow", [BIN / "actionlint", ROOT / ".github/workflows/release.yml"]),
        Suite("node types", ["npm", "run", "--silent", "types"], folder=ROOT / "bindings-node"),
    ],
    "tests": [
        Suite("core", ["cargo", "test", "-q", "-p", "hookseal", "--all-features"], CARGO),
        Suite("model", ["cargo", "test", "-q", "-p", "hookseal-model"], CARGO),
        Suite("c, in rust", ["cargo", "test", "-q", "-p", "hookseal-c"], CARGO),
        Suite("readme, in rust", ["cargo", "test", "-q", "-p", "hookseal-tests"], CARGO),
        Suite("c and c++", ["make", "-C", "bindings-c", "test", f"PREFIX={STAGE / 'c'}"], PLAIN),
        pytest("python", "bindings-python/tests"),
        Suite("node", ["npm", "test", "--silent"], NODE, ROOT / "bindings-node"),
        pytest("vector files", "tests/vectors"),
        pytest("event names", "tests/events"),
        pytest("readme", "tests/readme"),
        pytest("adapters", "tests/adapters"),
        Suite("vectors", [HARNESS, "vectors"], PLAIN),
        Suite("random requests", [HARNESS, "fuzz"], PLAIN),
    ],
    # What takes more than README asks for: PostgreSQL, libmicrohttpd, and a hundred crates.
    "e2e": [
        Suite(
            "sender lint",
            ["cargo", "clippy", "-q", "--all-targets", "--", "-D", "warnings"],
            folder=ROOT / "tests/sender",
        ),
        Suite("sender", ["cargo", "test", "-q"], CARGO, ROOT / "tests/sender"),
        pytest("adapter, c", "tests/adapters", "--servers", "c"),
        proof("end to end", "tests/e2e/e2e.py", str(SENDER)),
    ],
    "proof": [
        proof("constant time", "tests/proof/constant_time.py", "--report"),
        proof("leftovers", "tests/proof/leftovers.py"),
        proof("memory", "tests/proof/memory.py"),
        proof("misuse", "tests/proof/misuse.py"),
        Suite("soak, python", [STAGED_PYTHON, "tests/proof/soak_python.py"], PLAIN, report=True),
        Suite("soak, node", [*SOAK_NODE], PLAIN, report=True),
        proof("fuzz", "tests/fuzz/run.py", "--executions", "400000"),
        Suite("random requests", [HARNESS, "fuzz", "--cases", "200000"], PLAIN, report=True),
        proof("mutants", "tests/proof/mutants/mutants.py"),
        proof("supply chain", "tests/proof/supply/supply.py"),
        proof("reproducible", "tests/proof/reproducible/reproducible.py"),
    ],
    "proof-quick": [
        proof("constant time", "tests/proof/constant_time.py", "--quick"),
        proof("leftovers", "tests/proof/leftovers.py"),
        proof("memory", "tests/proof/memory.py", "--quick"),
        proof("misuse", "tests/proof/misuse.py"),
        Suite("soak, python", [STAGED_PYTHON, "tests/proof/soak_python.py", "--quick"], PLAIN, report=True),
        Suite("soak, node", [*SOAK_NODE, "--quick"], PLAIN, report=True),
        proof("fuzz", "tests/fuzz/run.py"),
    ],
}


def run(suite: Suite) -> tuple[int, int]:
    """The counts of one suite. Its output is shown only if it fails, or is a report."""
    site = next((STAGE / "venv" / "lib").glob("python3*/site-packages"))
    done = subprocess.run(
        suite.command,
        cwd=suite.folder,
        env=os.environ
        | {
            "PYTHONPATH": str(site),
            "PYTHONDONTWRITEBYTECODE": "1",
            "MYPYPATH": str(ROOT / "bindings-python" / "python"),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    if suite.counts is None:
        passed, failed = (1, 0) if done.returncode == 0 else (0, 1)
    else:
        told = [m.groupdict() for m in re.finditer(suite.counts, done.stdout, re.MULTILINE)]
        passed = sum(int(counts["passed"] or 0) for counts in told)
        failed = sum(int(counts["failed"] or 0) for counts in told)
        # A suite that breaks down, or runs nothing, has failed whatever it counted.
        if failed == 0 and (done.returncode != 0 or passed == 0):
            failed = 1
    if failed or suite.report:
        print(done.stdout)
    print(f"{suite.name:<17} {passed:>6} passed {failed:>4} failed", flush=True)
    return passed, failed


def main(groups: list[str]) -> int:
    results = [run(suite) for group in groups for suite in SUITES[group]]
    passed, failed = (sum(column) for column in zip(*results, strict=True))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
