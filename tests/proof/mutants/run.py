"""Proves that the tests notice every change to the core: python3 tests/proof/mutants/run.py

Installs cargo-mutants into target/tools. It changes the core in one place at a time and runs the core's
tests and the vectors. survivors.txt must list exactly the changes that no test notices, each with the
reason.
"""

import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
HERE = Path(__file__).parent
VERSION = "27.1.0"
TOOLS = ROOT / "target" / "tools"
MUTANTS = TOOLS / "bin" / "cargo-mutants"
OUTPUT = ROOT / "target" / "mutants"


def install() -> None:
    """Installs it unoptimised: it waits for cargo most of the time."""
    version = ""
    if MUTANTS.exists():
        version = subprocess.run([MUTANTS, "mutants", "--version"], capture_output=True, text=True).stdout
    if version.split()[1:] != [VERSION]:
        options = ["--quiet", "--debug", "--locked", "--force", "--root", str(TOOLS), "--version", VERSION]
        subprocess.run(["cargo", "install", *options, "cargo-mutants"], cwd=ROOT, check=True)


def run() -> bool:
    """Whether the run completed: it exits with 0 if all were noticed, and with 2 or 3 if not."""
    OUTPUT.mkdir(parents=True, exist_ok=True)
    options = [f"--config={HERE / 'mutants.toml'}", f"--output={OUTPUT}", "--jobs=2", "--colors=never"]
    # Without the caller's target folder, which the parallel jobs would share.
    command = ["env", "--unset=CARGO_TARGET_DIR", str(MUTANTS), "mutants", f"--dir={ROOT}", *options]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode not in (0, 2, 3):
        print(done.stdout)
        return False
    return True


def found(outcome: str) -> Counter[str]:
    """The mutants with this outcome, without line numbers, which change often."""
    lines = (OUTPUT / "mutants.out" / f"{outcome}.txt").read_text("utf-8").splitlines()
    return Counter(re.sub(r":\d+:\d+: ", ": ", line) for line in lines)


def justified() -> Counter[str]:
    lines = (HERE / "survivors.txt").read_text("utf-8").splitlines()
    entries = (line.partition(" # ") for line in lines if line and not line.startswith("#"))
    return Counter(mutant for mutant, _, reason in entries if reason)


def main() -> int:
    install()
    start = time.monotonic()
    if not run():
        print("0 passed, 1 failed")
        return 1
    minutes = (time.monotonic() - start) / 60
    # A mutant that never ends is caught as well.
    caught = (found("caught") + found("timeout")).total()
    missed = found("missed")
    unjustified, stale = missed - justified(), justified() - missed
    for mutant in sorted(unjustified.elements()):
        print(f"NO  survives: {mutant}")
    for mutant in sorted(stale.elements()):
        print(f"NO  listed in survivors.txt but does not survive: {mutant}")
    total = caught + missed.total()
    print(
        f"{caught} of {total} mutants caught ({100 * caught / total:.1f} %), "
        f"{found('timeout').total()} of them by time-out; {missed.total()} survive, "
        f"{(missed - unjustified).total()} of them justified; "
        f"{found('unviable').total()} more do not compile; {minutes:.1f} minutes"
    )
    failed = unjustified.total() + stale.total()
    print(f"{total - unjustified.total()} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
