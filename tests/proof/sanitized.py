"""Builds the C library, and programs that use it, with sanitizers, and counts the checks.

Clang instruments the C code. The Rust compiler instruments the Rust code, with `-Zsanitizer` and the
runtime that comes with it; only Rust's standard library, which comes compiled, is left out.
RUSTC_BOOTSTRAP lets a stable compiler accept that flag, so no nightly compiler is needed.
"""

import os
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "target" / "proof"
C_TESTS = ROOT / "bindings-c" / "tests"
STAGED = ROOT / "target" / "stage" / "c"
STRICT = ["-gdwarf-4", "-O1", "-Wall", "-Wextra", "-Werror", "-pedantic"]  # valgrind 3.19 reads no DWARF 5
LANGUAGE = {".c": ["clang", "-std=c99", "-D_POSIX_C_SOURCE=200809L"], ".cpp": ["clang++", "-std=c++17"]}
FLAGS = {"test_noexcept": ["-fno-exceptions", "-fno-rtti"]}
SYSTEM = ["-lpthread", "-ldl", "-lm", "-lrt", "-lresolv"]


def output(*command: str | Path) -> str:
    return subprocess.run(command, stdout=subprocess.PIPE, check=True, encoding="utf-8").stdout.strip()


class Library:
    """libhookseal, built with one of the sanitizers."""

    def __init__(self, sanitizer: str, cfg: str = "") -> None:
        self.sanitizer = sanitizer
        self.folder = BUILT / (cfg or sanitizer)
        self.folder.mkdir(parents=True, exist_ok=True)
        host = re.findall(r"^host: (.*)$", output("rustc", "-vV"), re.M)[0]
        # Debug assertions check the preconditions of the standard library's unsafe functions.
        flags = [f"-Zsanitizer={sanitizer}", "-Cforce-frame-pointers=yes", "-Cdebug-assertions=yes"]
        if sanitizer == "thread":
            # The standard library is not built for this sanitizer, so races inside it go unseen.
            flags.append("-Cunsafe-allow-abi-mismatch=sanitizer")
        if cfg:
            flags += ["--cfg", cfg]
        subprocess.run(
            [
                *["cargo", "build", "--release", "--quiet", "--locked", "--target", host, "-p", "hookseal-c"],
                *["--config", 'profile.release.strip="none"', "--config", "profile.release.debug=1"],
            ],
            cwd=ROOT,
            env=os.environ
            | {
                "CARGO_TARGET_DIR": str(self.folder / "cargo"),
                "CARGO_ENCODED_RUSTFLAGS": "\x1f".join(flags),
                "RUSTC_BOOTSTRAP": "1",
            },
            check=True,
        )
        self.archive = self.folder / "cargo" / host / "release" / "libhookseal.a"
        runtimes = Path(output("rustc", "--print", "target-libdir"))
        name = {"address": "asan", "thread": "tsan"}[sanitizer]
        (self.runtime,) = runtimes.glob(f"librustc-*_rt.{name}.a")

    def compile(self, source: Path, name: str = "") -> Path:
        program = self.folder / (name or source.stem)
        # Undefined behaviour of C traps at once. Clang's own runtime would print a report, but it
        # cannot be linked beside the Rust compiler's runtime.
        undefined = ["-fsanitize=undefined", "-fsanitize-trap=undefined"]
        object_file = program.with_suffix(".o")
        output(
            *LANGUAGE[source.suffix],
            *STRICT,
            *FLAGS.get(source.stem, []),
            f"-fsanitize={self.sanitizer}",
            *undefined,
            f"-I{ROOT / 'bindings-c' / 'include'}",
            f"-I{C_TESTS}",
            "-c",
            source,
            "-o",
            object_file,
        )
        runtime: list[str | Path] = [
            "-Wl,--whole-archive",
            self.runtime,
            "-Wl,--no-whole-archive",
            "-Wl,--export-dynamic",
        ]
        output("clang++", object_file, "-o", program, self.archive, *runtime, *SYSTEM)
        return program


def compile_installed(source: Path, name: str = "") -> Path:
    """Compiles with the library as it is shipped, for valgrind."""
    folder = BUILT / "installed"
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / (name or source.stem)
    output(
        *LANGUAGE[source.suffix],
        *STRICT,
        *FLAGS.get(source.stem, []),
        f"-I{STAGED / 'include'}",
        f"-I{C_TESTS}",
        source,
        "-o",
        program,
        *[f"-L{STAGED / 'lib'}", "-lhookseal", f"-Wl,-rpath,{STAGED / 'lib'}"],
        "-lpthread",
    )
    return program


@dataclass
class Checks:
    passed: int = 0
    failed: int = 0
    environment: dict[str, str] = field(default_factory=dict)

    def check(self, good: bool, name: str) -> None:
        self.passed, self.failed = self.passed + good, self.failed + (not good)
        print("ok    " if good else "FAILED", name, flush=True)

    def run(self, name: str, command: list[str | Path], finds: str = "", breaks: bool = False) -> None:
        """Runs a program, which should succeed. One with a planted mistake (`finds` or `breaks`)
        should fail, and its output should contain `finds`.
        """
        options = {
            "ASAN_OPTIONS": "detect_leaks=1:detect_stack_use_after_return=1",
            "TSAN_OPTIONS": "halt_on_error=1",
            "RUST_BACKTRACE": "0",
        }
        done = subprocess.run(
            command,
            env=os.environ | options | self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
        expected = bool(finds) or breaks
        good = finds in done.stdout and (done.returncode != 0) == expected
        details = re.findall(r"^\d+ passed, \d+ failed$", done.stdout, re.M)
        details += [f"found{': ' * bool(finds)}{finds.strip()}"] * expected
        self.check(good, f"{name} ({', '.join(details)})" if details else name)
        if not good:
            print(*done.stdout.splitlines()[-60:], sep="\n")

    def report(self) -> int:
        print(f"{self.passed} passed, {self.failed} failed")
        return 1 if self.failed else 0
