"""Checks that misuse of the C interface and a panic inside it give a status and never crash. Runs
under AddressSanitizer, because not every memory error crashes.

python tests/proof/misuse/run.py
"""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))  # for sanitized.py
from sanitized import C_TESTS, Checks, Library

PANIC = Path(__file__).parent / "panic.c"


def main() -> int:
    checks = Checks()
    library = Library("address")
    checks.run("misuse", [library.compile(C_TESTS / "test_misuse.c")])
    panicking = Library("address", cfg="hookseal_test_panic")
    checks.run("a panic inside", [panicking.compile(PANIC)])
    # Without the flag the library has no forced panic, as it is shipped, so the program must fail.
    checks.run("no forced panic without the flag", [library.compile(PANIC)], finds=" failed")
    return checks.report()


if __name__ == "__main__":
    sys.exit(main())
