"""Asks WorkOS's SDKs and hookseal the same, and compares the answers with the table in docs/why.md.

make compare
"""

import json
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
PAGE = HERE.parents[2] / "docs/why.md"
ASKED = {
    "workos": (sys.executable, "sdk.py"),
    "@workos-inc/node": ("node", "sdk.mjs"),
    "hookseal": (sys.executable, "ours.py"),
}


def answers(command: tuple[str, ...]) -> dict[str, str]:
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=True)
    rows: dict[str, str] = json.loads(done.stdout)
    return rows


def main() -> int:
    columns = [answers(command) for command in ASKED.values()]
    lines = [f"| {row} | {' | '.join(column[row] for column in columns)} |" for row in columns[-1]]
    print(f"| delivery | {' | '.join(f'`{name}`' for name in ASKED)} |", *lines, sep="\n")
    page = PAGE.read_text("utf-8")
    missing = [line for line in lines if re.sub(r" \|$", "", line) not in page]
    for line in missing:
        print(f"docs/why.md has another answer: {line}", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
