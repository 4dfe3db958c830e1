"""Runs the tests and examples of the C interface under AddressSanitizer with LeakSanitizer and
UndefinedBehaviorSanitizer, under ThreadSanitizer, and, with the library as it is shipped, under
valgrind. Each tool must also find mistakes that are made on purpose.

python tests/proof/memory/run.py [--quick]; needs what `make stage` builds.
"""

import re
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))  # for sanitized.py
from sanitized import BUILT, C_TESTS, ROOT, Checks, Library, compile_installed

HERE = Path(__file__).parent
TESTS = [
    C_TESTS / f"test_{name}"
    for name in ("c.c", "events.c", "diagnose.c", "misuse.c", "cpp.cpp", "noexcept.cpp")
]
MEMCHECK: list[str | Path] = [
    "valgrind",
    "--quiet",
    "--error-exitcode=99",
    "--leak-check=full",
    "--errors-for-leak-kinds=definite,indirect,possible",
]


def examples() -> list[Path]:
    """The C and C++ examples of the READMEs. All of them terminate."""
    folder = BUILT / "examples"
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for page, name in [("README.md", "readme"), ("bindings-c/README.md", "page")]:
        for language in ("c", "cpp"):
            text = (ROOT / page).read_text("utf-8")
            (block,) = re.findall(rf"^```{language}\n(.*?)^```", text, re.M | re.S)
            source = folder / f"{name}_{language}.{language}"
            source.write_text(block, "utf-8")
            found.append(source)
    return found


def main(arguments: list[str]) -> int:
    quick = "--quick" in arguments
    checks = Checks(environment={"WORKOS_WEBHOOK_SECRET": "whsec_example"})
    broken = HERE / "broken.c"

    address = Library("address")
    for source in [*TESTS, HERE / "threads.c", *examples()]:
        checks.run(f"address: {source.name}", [address.compile(source)])
    program = address.compile(broken)
    for mistake, finds in [
        ("leak", "LeakSanitizer: detected memory leaks"),
        ("overrun", "heap-buffer-overflow"),
        ("freed", "heap-use-after-free"),
        ("overflow", ""),
    ]:
        checks.run(f"address: {mistake}", [program, mistake], finds=finds, breaks=True)

    thread = Library("thread")
    for source in [C_TESTS / "test_c.c", HERE / "threads.c"]:
        checks.run(f"thread: {source.name}", [thread.compile(source)])
    checks.run("thread: race", [thread.compile(broken), "race"], finds="data race")

    for source in [*TESTS, *examples()]:
        if quick and source.name == "test_c.c":
            continue  # takes the longest, and the others make the same checks
        checks.run(f"memcheck: {source.name}", [*MEMCHECK, compile_installed(source)])
    program = compile_installed(broken)
    for mistake, finds in [
        ("leak", "definitely lost"),
        ("overrun", "Invalid read"),
        ("freed", "Invalid read"),
        ("uninitialised", "depends on uninitialised value"),
    ]:
        checks.run(f"memcheck: {mistake}", [*MEMCHECK, program, mistake], finds=finds)

    # A second tool for threads. Valgrind's third one, drd, does not understand atomics.
    threads = compile_installed(HERE / "threads.c")
    helgrind: list[str | Path] = ["valgrind", "--quiet", "--tool=helgrind", "--error-exitcode=99"]
    checks.run("helgrind: threads.c", [*helgrind, threads, "50"])
    checks.run("helgrind: race", [*helgrind, program, "race"], finds="data race")
    return checks.report()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
