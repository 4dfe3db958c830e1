"""Misuse of the C interface, and a panic inside it: statuses, and no crash. Under AddressSanitizer,
for a crash is not all that may go wrong.

python tests/proof/misuse/run.py
"""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))  # for what the proofs share
from sanitized import C_TESTS, Checks, Library

PANIC = Path(__file__).parent / "panic.c"


def main() -> int:
    checks = Checks()
    library = Library("address")
    checks.run("misuse", [library.compile(C_TESTS / "test_misuse.c")])
    panicking = Library("address", cfg="hookseal_test_panic")
    checks.run("a panic inside", [panicking.compile(PANIC)])
    # The library that is shipped has no such panic, so that the program fails with it.
    checks.run("no panic to be had elsewhere", [library.compile(PANIC)], finds=" failed")
    return checks.report()


if __name__ == "__main__":
    sys.exit(main())
