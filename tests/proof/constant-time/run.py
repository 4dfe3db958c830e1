"""Shows under valgrind that no branch and no address depends on a secret but the published verdict,
and that three ways to get this wrong would be seen. `--report` adds timings and their t values.

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

# Where a verdict is published, and nothing else is.
VERDICTS = {
    "verification.rs": ".position(|digest| digest.is_among(signatures))",
    "secret.rs": "matches.reduce(BitOr::bitor).is_some_and(bool::from)",
}
COMPARED = """\
        let differences = self.0.iter().zip(signature).fold(0, |all, (a, b)| all | (a ^ b));
        differences.ct_eq(&0)
"""
# Each is put into a copy of the core's secret.rs, which is then built as the core is. Memcheck must
# find it: in another place, more often, or as an address.
LEAKS = {
    "a comparison that stops at the first difference": (
        COMPARED,
        """\
        let mut pairs = self.0.iter().zip(signature);
        Choice::from(u8::from(pairs.all(|(a, b)| core::hint::black_box(a) == b)))
""",
    ),
    "a search that stops at the first v1 that matches": (
        "matches.reduce(BitOr::bitor).is_some_and(bool::from)",
        "{ let mut matches = matches; matches.any(bool::from) }",
    ),
    "a table that is read where the digest says": (
        COMPARED,
        COMPARED.replace(
            "        differences.ct_eq",
            """\
        static TABLE: [u8; 256] = [7; 256];
        core::hint::black_box(core::hint::black_box(&TABLE)[(self.0[0] & 255) as usize]);
        differences.ct_eq""",
        ),
    ),
}

passed = failed = 0


def check(good: bool, what: str) -> None:
    global passed, failed
    passed, failed = passed + good, failed + (not good)
    print("ok    " if good else "FAILED", what, flush=True)


def build(crate: Path, target: Path, flags: str = "") -> Path:
    subprocess.run(
        ["cargo", "build", "--release", "--quiet", "--locked"],
        cwd=crate,
        env=os.environ | {"CARGO_TARGET_DIR": str(target), "RUSTFLAGS": flags},
        check=True,
    )
    return target / "release"


def leaky(old: str, new: str) -> Path:
    """The same harness over a copy of the core that leaks."""
    inside = COPY / HERE.relative_to(ROOT)
    shutil.rmtree(COPY, ignore_errors=True)
    for folder in ("core", str(HERE.relative_to(ROOT))):
        shutil.copytree(ROOT / folder, COPY / folder)
    workspace = (ROOT / "Cargo.toml").read_text("utf-8")
    workspace = re.sub(r"^members = .*$", 'members = ["core"]', workspace, flags=re.M)
    (COPY / "Cargo.toml").write_text(workspace, "utf-8")
    secret = COPY / "core" / "src" / "secret.rs"
    source = secret.read_text("utf-8")
    assert source.count(old) == 1, "secret.rs has changed: so must LEAKS"
    secret.write_text(source.replace(old, new), "utf-8")
    return build(inside, BUILT / "leaky-target", flags="-A warnings")


def verdicts() -> set[tuple[str, str]]:
    found = set()
    for file, text in VERDICTS.items():
        lines = (ROOT / "core" / "src" / file).read_text("utf-8").splitlines()
        numbers = [str(number) for number, line in enumerate(lines, 1) if text in line]
        assert len(numbers) == 1, f"{file} has changed: so must VERDICTS"
        found.add((file, numbers[0]))
    return found


def place(error: ET.Element) -> tuple[str, str]:
    """The file and line, outside of Rust's standard library, that an error is in."""
    for frame in error.iterfind("stack[1]/frame"):
        folder, file = frame.findtext("dir") or "", frame.findtext("file") or "?"
        if not re.search(r"(^|/)library/(core|alloc|std)/", f"{folder}/{file}"):
            return Path(file).name, frame.findtext("line") or "?"
    return "?", "?"


def examine(binaries: Path) -> tuple[list[str], list[str], int]:
    """The harness's lines, memcheck's errors that are no published verdict, and how many are one."""
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
    assert done.returncode in (0, 3), f"the harness broke down: {done.returncode}"
    expected, strange, published = verdicts(), [], 0
    for error in ET.parse(log).iterfind("error"):
        kind, (file, line) = error.findtext("kind"), place(error)
        if kind == "UninitCondition" and (file, line) in expected:
            published += 1
        else:
            strange.append(f"{kind} in {file}:{line}")
    return done.stdout.splitlines(), strange, published


def main(arguments: list[str]) -> int:
    quick = "--quick" in arguments
    core = build(HERE, BUILT)
    lines, strange, published = examine(core)
    for line in lines:
        check(line.startswith("ok"), line[5:])
    check(not strange, "every other branch and address is independent of the secrets")
    for error in strange:
        print("      ", error)
    check(published > 0, "the verdict itself is seen: the secrets are tracked up to it")

    for name, (old, new) in list(LEAKS.items())[: 1 if quick else None]:
        lines, strange, _ = examine(leaky(old, new))
        more = sum(not line.startswith("ok") for line in lines)
        where = ", ".join(sorted(set(strange)) + [f"{more} cases with another count"] * (more > 0))
        check(bool(strange or more), f"found: {name}: {where}")

    if "--report" in arguments:
        samples = "100000" if quick else "500000"
        for name, binaries in [("core", core), ("leaky", leaky(*next(iter(LEAKS.values()))))]:
            print(f"\n{name}, {samples} samples:", flush=True)
            subprocess.run([binaries / "timing", samples], check=True)
        print()

    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
