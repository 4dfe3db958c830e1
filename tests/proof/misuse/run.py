"""Misuse of the C interface, and a panic inside it: statuses, and no crash. Under AddressSanitizer,
for a crash is not all that may go wrong.

python run.py
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from sanitized import C_TESTS, Checks, Library


def main() -> int:
    checks = Checks()
    library = Library("address")
    checks.run("misuse", [library.compile(C_TESTS / "test_misuse.c")])
    panicking = Library("address", cfg="hookseal_test_panic")
    checks.run("a panic inside", [panicking.compile(HERE / "panic.c")])
    # The library that is shipped has no such panic, so that the program fails with it.
    checks.run("no panic to be had elsewhere", [library.compile(HERE / "panic.c")], finds=" failed")
    return checks.report()


if __name__ == "__main__":
    sys.exit(main())
