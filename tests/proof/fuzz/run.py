"""Fuzzes every target.

python tests/proof/fuzz/run.py [--executions N] [--seed S] [--only TARGET,...] [--grow]

Each target starts from the vectors and the committed corpus, and ends after a fixed number of
executions. `--grow` adds what was found to the corpus, with as few inputs as reach the same edges.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import corpus

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parents[2]
TOOLS = ROOT / "target" / "tools"
BUILT = ROOT / "target" / "fuzz"
CARGO_FUZZ = "0.13.2"
# Short inputs run faster, but these must exceed the longest header, and hold a complete program of calls.
MAX_INPUT = {"header": 4200, "c_abi": 2000}
TARGETS = ("header", "verify", "stream", "event", "c_abi")

# Sanitizers are an unstable feature. This lets the stable compiler use them, so that we fuzz what users
# build.
ENVIRONMENT = os.environ | {"RUSTC_BOOTSTRAP": "1"}


@dataclass
class Outcome:
    target: str
    output: str
    passed: bool

    def last(self, pattern: str) -> int:
        found = re.findall(pattern, self.output)
        return int(found[-1]) if found else 0

    def row(self) -> str:
        executions = self.last(r"stat::number_of_executed_units: +(\d+)")
        speed = self.last(r"stat::average_exec_per_sec: +(\d+)")
        edges, features = self.last(r"cov: (\d+)"), self.last(r"ft: (\d+)")
        return f"{self.target:<10}{executions:>12}{speed:>12}{edges:>10}{features:>12}"


def cargo(*arguments: str) -> None:
    subprocess.run(["cargo", *arguments], cwd=ROOT, env=ENVIRONMENT, check=True)


def build() -> None:
    binary = TOOLS / "bin" / "cargo-fuzz"
    version = ""
    if binary.exists():
        version = subprocess.run([binary, "--version"], capture_output=True, text=True).stdout
    if CARGO_FUZZ not in version:
        install = ["--quiet", "--debug", "--locked", "--root", str(TOOLS)]  # it need not be fast
        cargo("install", *install, "--version", CARGO_FUZZ, "cargo-fuzz")
    where = ["--fuzz-dir", str(FOLDER), "--target-dir", str(BUILT)]
    command: list[str | Path] = [binary, "fuzz", "build", *where]
    built = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True)
    if built.returncode != 0:
        sys.exit(built.stderr)


def program(target: str) -> Path:
    return next(BUILT.glob(f"*/release/{target}"))


def initial_inputs(target: str) -> list[Path]:
    return [FOLDER / "corpus" / target, BUILT / "seeds" / target]


def fuzz(target: str, executions: int, seed: int) -> Outcome:
    found, crashes = BUILT / "found" / target, BUILT / "crashes" / target
    shutil.rmtree(found, ignore_errors=True)
    found.mkdir(parents=True)
    crashes.mkdir(parents=True, exist_ok=True)
    options = [
        f"-runs={executions}",
        f"-seed={seed}",
        "-timeout=10",
        f"-max_len={MAX_INPUT.get(target, 768)}",
        "-print_final_stats=1",
        f"-artifact_prefix={crashes}/",
    ]
    command: list[str | Path] = [program(target), *options, found, *initial_inputs(target)]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace"
    )
    outcome = Outcome(target, done.stdout, done.returncode == 0)
    print(outcome.row(), flush=True)
    return outcome


def explain(outcome: Outcome) -> None:
    """Prints what went wrong, without the hundreds of lines about the growth of the corpus."""
    lines = [line for line in outcome.output.splitlines() if not re.match(r"#\d+\t|\t?NEW_FUNC", line)]
    print("\n".join(lines[:80]))
    for path in re.findall(r"Test unit written to (\S+)", outcome.output):
        command = [part.relative_to(ROOT) for part in (program(outcome.target), Path(path))]
        print(f"\nto repeat it: {command[0]} {command[1]}")
        print("after the fix, make it a vector or add it to the corpus, so that every run tries it\n")


def grow(target: str) -> None:
    """Rewrites the corpus: the inputs needed for the edges that the vectors do not reach."""
    merged, kept, seeds = BUILT / "merged" / target, FOLDER / "corpus" / target, BUILT / "seeds" / target
    shutil.rmtree(merged, ignore_errors=True)
    shutil.copytree(seeds, merged)
    options = ["-set_cover_merge=1", "-use_counters=0", "-use_value_profile=0"]
    command: list[str | Path] = [program(target), *options, merged, kept, BUILT / "found" / target]
    subprocess.run(command, check=True, capture_output=True)
    shutil.rmtree(kept)
    kept.mkdir()
    for path in merged.iterdir():
        if not (seeds / path.name).exists():
            shutil.copy(path, kept)
    print(f"{target:<10}{len(list(kept.iterdir())):>6} inputs in the corpus")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--executions", type=int, default=50_000, help="of each target")
    parser.add_argument("--seed", type=int, default=1, help="0 takes a random seed")
    parser.add_argument("--only", default=",".join(TARGETS), help="targets, separated by commas")
    parser.add_argument("--grow", action="store_true", help="rewrite the corpus")
    chosen = parser.parse_args()
    targets = chosen.only.split(",")
    build()
    shutil.rmtree(BUILT / "seeds", ignore_errors=True)
    corpus.write(BUILT / "seeds")
    for target in targets:
        (FOLDER / "corpus" / target).mkdir(parents=True, exist_ok=True)

    print(f"{'':<10}{'executions':>12}{'per second':>12}{'edges':>10}{'features':>12}")
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        outcomes = list(pool.map(lambda t: fuzz(t, chosen.executions, chosen.seed), targets))
    failed = [outcome for outcome in outcomes if not outcome.passed]
    for outcome in failed:
        explain(outcome)
    if chosen.grow and not failed:
        for target in targets:
            grow(target)
    print(f"{len(outcomes) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
