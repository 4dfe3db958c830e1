"""Prints a table with the number of tests of each kind, counted in the sources.

A test that runs with many values counts once, except for the vectors.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / "tests"
INSTALLED = {"target", "node_modules"}


def files(*patterns: str) -> list[Path]:
    found = (path for pattern in patterns for path in ROOT.glob(pattern))
    return sorted(path for path in found if not INSTALLED & set(path.parts))


def count(pattern: str, paths: Iterable[Path]) -> int:
    return sum(len(re.findall(pattern, path.read_text("utf-8"), re.M)) for path in paths)


def vectors() -> int:
    paths = [path for path in files("tests/conformance/vectors/*.json") if path.name != "schema.json"]
    return sum(json.loads(path.read_text("utf-8"))["numberOfTests"] for path in paths)


def blocks() -> int:
    """Blocks of code on the pages and in the files that pages include, and the files that pages show."""
    pages = files("docs/**/*.md", "README.md", "bindings-*/README.md", "core/README.md", "cli/README.md")
    return count(r"^```(?!text)\w", pages) + count(r"^<<< ", pages)


PYTHON = r"^(?:async )?def test_"
NODE = r"^\s*test\("
PROPERTIES = ROOT / "core/tests/properties.rs"
RUST = r"#\[(?:tokio::)?test\]"

KINDS = {
    "vectors, each asked of every binding and runtime": (vectors(), "tests/conformance/vectors"),
    "tests of the core": (
        count(RUST, [path for path in files("core/**/*.rs") if path != PROPERTIES]),
        "core",
    ),
    "properties of the core, each with random inputs": (count(RUST, [PROPERTIES]), "core"),
    "tests of Python": (count(PYTHON, files("bindings-python/tests/*.py")), "bindings-python/tests"),
    "tests of Node, run natively and as WebAssembly": (
        count(NODE, files("bindings-node/test/*.mjs")),
        "bindings-node/test",
    ),
    "checks of C and C++": (count(r"\bCHECK\(", files("bindings-c/tests/*.c*")), "bindings-c/tests"),
    "tests of the command": (count(RUST, files("cli/**/*.rs")), "cli"),
    "programs of frameworks, each asked over a socket": (
        count(r"^ {8}(?:python|Program)\(", files("tests/adapters/conftest.py")),
        "tests/adapters",
    ),
    "tests of every adapter": (count(PYTHON, files("tests/adapters/test_*.py")), "tests/adapters"),
    "end-to-end tests of the gateway and what is behind it": (
        count(PYTHON, files("tests/gateway/**/test_*.py")),
        "tests/gateway",
    ),
    "tests of what is published": (count(PYTHON, files("tests/dist/**/test_*.py")), "tests/dist"),
    "proofs of promises, such as constant time": (len(files("tests/proof/*/run.py")), "tests/proof"),
    "fuzzers": (len(files("tests/proof/fuzz/targets/*.rs")), "tests/proof/fuzz"),
    "blocks of code on these pages, all run or compiled but for a few commands": (blocks(), "tests/site"),
    "tests of this site in a browser": (
        count(NODE, [path for path in files("tests/site/*.test.mjs") if path.name != "examples.test.mjs"]),
        "tests/site",
    ),
}


def main() -> None:
    print("| how many | what | where |\n| ---: | --- | --- |")
    for kind, (number, where) in KINDS.items():
        print(f"| {number} | {kind} | `{where}` |")


if __name__ == "__main__":
    main()
