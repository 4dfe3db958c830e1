"""Makes a million verifications in Python and in Node and checks that their memory does not grow.

python tests/proof/soak/run.py [--quick]; needs what `make stage` builds.
"""

import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
STAGE = HERE.parents[2] / "target" / "stage"
SOAKS: list[list[str | Path]] = [
    [STAGE / "venv" / "bin" / "python", HERE / "soak.py"],
    ["node", "--expose-gc", HERE / "soak.mjs", STAGE / "node"],
]


def soak(command: list[str | Path]) -> tuple[int, int]:
    """The numbers of passed and failed checks. A crash counts as one failure."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    *report, last = done.stdout.splitlines() or [""]
    print(*report, sep="\n", flush=True)
    counts = re.fullmatch(r"(\d+) passed, (\d+) failed", last)
    return (int(counts[1]), int(counts[2])) if counts else (0, 1)


def main(arguments: list[str]) -> int:
    results = [soak([*command, *arguments]) for command in SOAKS]
    passed, failed = (sum(column) for column in zip(*results, strict=True))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
