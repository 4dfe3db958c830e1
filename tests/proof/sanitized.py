"""Builds the C library and programs that use it with clang's sanitizers, and counts what they find.

Rust's own code is instrumented as well (but not its standard library, which comes compiled), by the
compiler's `-Zsanitizer`, with the runtime that is shipped with it. That needs no nightly compiler:
RUSTC_BOOTSTRAP lets a stable one take the flag.
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


def tell(*command: str | Path) -> str:
    return subprocess.run(command, stdout=subprocess.PIPE, check=True, encoding="utf-8").stdout.strip()


class Library:
    """libhookseal, built with one of the sanitizers."""

    def __init__(self, sanitizer: str, cfg: str = "") -> None:
        self.sanitizer = sanitizer
        self.folder = BUILT / (cfg or sanitizer)
        self.folder.mkdir(parents=True, exist_ok=True)
        host = re.findall(r"^host: (.*)$", tell("rustc", "-vV"), re.M)[0]
        # Debug assertions check the preconditions of the standard library's unsafe functions.
        flags = [f"-Zsanitizer={sanitizer}", "-Cforce-frame-pointers=yes", "-Cdebug-assertions=yes"]
        if sanitizer == "thread":
            # The standard library has not been built for it; what it does is not seen.
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
        runtimes = Path(tell("rustc", "--print", "target-libdir"))
        name = {"address": "asan", "thread": "tsan"}[sanitizer]
        (self.runtime,) = runtimes.glob(f"librustc-*_rt.{name}.a")

    def compile(self, source: Path, name: str = "") -> Path:
        program = self.folder / (name or source.stem)
        # Undefined behaviour of C is an error at once; clang's runtime for it is not at hand, since
        # the sanitizer's own is the Rust compiler's.
        undefined = ["-fsanitize=undefined", "-fsanitize-trap=undefined"]
        built = program.with_suffix(".o")
        tell(
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
            built,
        )
        whole: list[str | Path] = [
            "-Wl,--whole-archive",
            self.runtime,
            "-Wl,--no-whole-archive",
            "-Wl,--export-dynamic",
        ]
        tell("clang++", built, "-o", program, self.archive, *whole, *SYSTEM)
        return program


def compile_installed(source: Path, name: str = "") -> Path:
    """With the library as it is shipped, for valgrind."""
    folder = BUILT / "installed"
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / (name or source.stem)
    tell(
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

    def check(self, good: bool, what: str) -> None:
        self.passed, self.failed = self.passed + good, self.failed + (not good)
        print("ok    " if good else "FAILED", what, flush=True)

    def run(self, what: str, command: list[str | Path], finds: str = "", breaks: bool = False) -> None:
        """Passes if the program succeeds; or, of a broken one, if it fails and the tool `finds` why."""
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
        told = re.findall(r"^\d+ passed, \d+ failed$", done.stdout, re.M)
        told += [f"found{': ' * bool(finds)}{finds.strip()}"] * expected
        self.check(good, f"{what} ({', '.join(told)})" if told else what)
        if not good:
            print(*done.stdout.splitlines()[-60:], sep="\n")

    def report(self) -> int:
        print(f"{self.passed} passed, {self.failed} failed")
        return 1 if self.failed else 0
