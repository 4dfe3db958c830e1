"""Proves what is known of the code that others wrote: python3 tests/proof/supply/run.py

It needs cargo, and cargo-deny, which it installs below target/tools. HOOKSEAL_BLESS=1 writes
core/DEPENDENCIES.md and the LICENSE-THIRD-PARTY files anew.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import dependencies
import locks
import notices
from crates import ROOT, compiled_into, every

VERSION = "0.20.2"
TOOLS = ROOT / "target" / "tools"
DENY = TOOLS / "bin" / "cargo-deny"


def install() -> None:
    """Unoptimised: it is quick enough, and is built in a third of the time."""
    told = subprocess.run([DENY, "--version"], capture_output=True, text=True).stdout if DENY.exists() else ""
    if told.split()[1:] != [VERSION]:
        how = ["--quiet", "--debug", "--locked", "--force", "--root", str(TOOLS), "--version", VERSION]
        subprocess.run(["cargo", "install", *how, "cargo-deny"], cwd=ROOT, check=True)


def deny(check: str) -> list[str]:
    """What cargo-deny has against the crates."""
    command = [str(DENY), "--log-level=warn", "--color=never", "--offline", "--locked", "check", check]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return [] if done.returncode == 0 else [done.stdout.strip()]


def advisories() -> Path | None:
    """The database of advisories, if cargo-deny or someone else has laid it on this machine."""
    home = Path(os.environ.get("CARGO_HOME", Path.home() / ".cargo"))
    return next((home / "advisory-dbs").glob("*/crates"), None)


def checks() -> Iterator[tuple[str, list[str]]]:
    yield (
        "the licence of every crate that goes into a binary, or is run to build one, is allowed",
        deny("licenses"),
    )
    yield "none of them is there in two versions, or may have any version", deny("bans")
    yield (
        f"all {len(every())} crates of Cargo.lock come from the registry, or are in this folder",
        deny("sources"),
    )
    if advisories():
        yield "no advisory against any, none withdrawn, none given up", deny("advisories")
    core = compiled_into("hookseal", "--all-features")
    yield (
        f"core/DEPENDENCIES.md is right of all {len(core)} crates, as Cargo.lock has them",
        dependencies.faults(),
    )
    yield "LICENSE-THIRD-PARTY of each binding has the notices of what is linked", notices.faults()
    yield "npm's locks have a sha512 of every package and no host; pip's packages one version", locks.faults()


def main() -> int:
    install()
    if os.environ.get("HOOKSEAL_BLESS"):
        dependencies.bless()
        notices.bless()
    passed = failed = 0
    for what, faults in checks():
        passed += not faults
        failed += bool(faults)
        print(f"{'NO' if faults else 'ok':<3} {what}")
        for fault in faults:
            print(fault)
    if not advisories():
        print("--  advisories: NOT CHECKED, for this machine has no copy of the RustSec database")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
