"""Shows under valgrind that only the published verdict branches on a secret, and that no address
depends on one. Three leaks planted on purpose must be found. `--report` adds timings and t values.

python tests/proof/constant-time/run.py [--quick] [--report]
"""

import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
BUILT = ROOT / "target" / "proof" / "constant-time"
COPY = BUILT / "leaky"

# The only lines that may branch on a secret: they publish the verdict.
VERDICTS = {
    "verification.rs": ".position(|digest| digest.is_among(signatures))",
    "secret.rs": "matches.reduce(BitOr::bitor).is_some_and(bool::from)",
}
COMPARISON = """\
        let differences = self.0.iter().zip(signature).fold(0, |all, (a, b)| all | (a ^ b));
        differences.ct_eq(&0)
"""
# Each leak is planted in a copy of the core's secret.rs, which is then built like the core. Memcheck
# must find it: at another line, at a verdict's line but more often, or as an address.
LEAKS = {
    "a comparison that stops at the first difference": (
        COMPARISON,
        """\
        let mut pairs = self.0.iter().zip(signature);
        Choice::from(u8::from(pairs.all(|(a, b)| core::hint::black_box(a) == b)))
""",
    ),
    "a search that stops at the first v1 that matches": (
        "matches.reduce(BitOr::bitor).is_some_and(bool::from)",
        "{ let mut matches = matches; matches.any(bool::from) }",
    ),
    "a table lookup at an index taken from the digest": (
        COMPARISON,
        COMPARISON.replace(
            "        differences.ct_eq",
            """\
        static TABLE: [u8; 256] = [7; 256];
        core::hint::black_box(core::hint::black_box(&TABLE)[(self.0[0] & 255) as usize]);
        differences.ct_eq""",
        ),
    ),
}

passed = failed = 0


def check(good: bool, name: str) -> None:
    global passed, failed
    passed, failed = passed + good, failed + (not good)
    print("ok    " if good else "FAILED", name, flush=True)


def build(crate: Path, target: Path, flags: str = "") -> Path:
    subprocess.run(
        ["cargo", "build", "--release", "--quiet", "--locked"],
        cwd=crate,
        env=os.environ | {"CARGO_TARGET_DIR": str(target), "RUSTFLAGS": flags},
        check=True,
    )
    return target / "release"


def build_leaky(old: str, new: str) -> Path:
    """Builds the same harness with a copy of the core that leaks."""
    harness = COPY / HERE.relative_to(ROOT)
    shutil.rmtree(COPY, ignore_errors=True)
    for folder in ("core", str(HERE.relative_to(ROOT))):
        shutil.copytree(ROOT / folder, COPY / folder)
    workspace = (ROOT / "Cargo.toml").read_text("utf-8")
    workspace = re.sub(r"^members = .*$", 'members = ["core"]', workspace, flags=re.M)
    (COPY / "Cargo.toml").write_text(workspace, "utf-8")
    secret = COPY / "core" / "src" / "secret.rs"
    source = secret.read_text("utf-8")
    assert source.count(old) == 1, "secret.rs has changed: adapt LEAKS"
    secret.write_text(source.replace(old, new), "utf-8")
    return build(harness, BUILT / "leaky-target", flags="-A warnings")


def verdicts() -> set[tuple[str, str]]:
    found = set()
    for file, text in VERDICTS.items():
        lines = (ROOT / "core" / "src" / file).read_text("utf-8").splitlines()
        numbers = [str(number) for number, line in enumerate(lines, 1) if text in line]
        assert len(numbers) == 1, f"{file} has changed: adapt VERDICTS"
        found.add((file, numbers[0]))
    return found


def location(error: ET.Element) -> tuple[str, str]:
    """The file and line of an error, outside Rust's standard library."""
    for frame in error.iterfind("stack[1]/frame"):
        folder, file = frame.findtext("dir") or "", frame.findtext("file") or "?"
        if not re.search(r"(^|/)library/(core|alloc|std)/", f"{folder}/{file}"):
            return Path(file).name, frame.findtext("line") or "?"
    return "?", "?"


def examine(binaries: Path) -> tuple[list[str], list[str], int]:
    """Returns the harness's output, memcheck's errors that are not a published verdict, and the number
    of those that are.
    """
    log = BUILT / "memcheck.xml"
    done = subprocess.run(
        [
            "valgrind",
            "--quiet",
            "--xml=yes",
            f"--xml-file={log}",
            "--read-inline-info=yes",
            "--num-callers=12",
            binaries / "tainted",
        ],
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert done.returncode in (0, 3), f"the harness crashed: {done.returncode}"
    expected, unexpected, published = verdicts(), [], 0
    for error in ET.parse(log).iterfind("error"):
        kind, (file, line) = error.findtext("kind"), location(error)
        if kind == "UninitCondition" and (file, line) in expected:
            published += 1
        else:
            unexpected.append(f"{kind} in {file}:{line}")
    return done.stdout.splitlines(), unexpected, published


def main(arguments: list[str]) -> int:
    quick = "--quick" in arguments
    core = build(HERE, BUILT)
    lines, unexpected, published = examine(core)
    for line in lines:
        check(line.startswith("ok"), line[5:])
    check(not unexpected, "no other branch or address depends on the secrets")
    for error in unexpected:
        print("      ", error)
    check(published > 0, "valgrind reports the verdict itself, so it tracks the secrets up to there")

    for name, (old, new) in list(LEAKS.items())[: 1 if quick else None]:
        lines, unexpected, _ = examine(build_leaky(old, new))
        more = sum(not line.startswith("ok") for line in lines)
        where = ", ".join(sorted(set(unexpected)) + [f"{more} cases with another count"] * (more > 0))
        check(bool(unexpected or more), f"found: {name}: {where}")

    if "--report" in arguments:
        samples = "100000" if quick else "500000"
        for name, binaries in [("core", core), ("leaky", build_leaky(*next(iter(LEAKS.values()))))]:
            print(f"\n{name}, {samples} samples:", flush=True)
            subprocess.run([binaries / "timing", samples], check=True)
        print()

    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
