"""Checks the third-party code that is compiled in: python3 tests/proof/supply/run.py

Needs cargo, and installs cargo-deny into target/tools. HOOKSEAL_BLESS=1 rewrites core/DEPENDENCIES.md
and the LICENSE-THIRD-PARTY files.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "tools/platforms"))

import dependencies
import locks
import notices
from crates import CLI, ROOT, all_crates, compiled_into
from targets import targets

VERSION = "0.20.2"
TOOLS = ROOT / "target" / "tools"
DENY = TOOLS / "bin" / "cargo-deny"


def install() -> None:
    """Installs it unoptimised, which is fast enough and takes a third of the time to build."""
    version = ""
    if DENY.exists():
        version = subprocess.run([DENY, "--version"], capture_output=True, text=True).stdout
    if version.split()[1:] != [VERSION]:
        options = ["--quiet", "--debug", "--locked", "--force", "--root", str(TOOLS), "--version", VERSION]
        subprocess.run(["cargo", "install", *options, "cargo-deny"], cwd=ROOT, check=True)


def deny(check: str) -> list[str]:
    """The faults that cargo-deny finds in the packages, and in the command on its platforms."""
    command = [str(DENY), "--log-level=warn", "--color=never", "--offline", "--locked"]
    faults = []
    for workspace, rules in ((ROOT, ROOT / "deny.toml"), (CLI, rules_of_the_command())):
        run = [*command, "--config", str(rules), "check", check]
        done = subprocess.run(run, cwd=workspace, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        faults += [] if done.returncode == 0 else [done.stdout.strip()]
    return faults


def rules_of_the_command() -> Path:
    """deny.toml, for the platforms that the command is published for."""
    platforms = ", ".join(f'"{target.triple}"' for target in targets())
    rules = (ROOT / "deny.toml").read_text("utf-8")
    file = TOOLS / "deny-cli.toml"
    file.write_text(rules.replace("[graph]\n", f"[graph]\ntargets = [{platforms}]\n", 1), "utf-8")
    return file


def advisories() -> Path | None:
    """The advisory database, if this machine has a copy."""
    home = Path(os.environ.get("CARGO_HOME", Path.home() / ".cargo"))
    return next((home / "advisory-dbs").glob("*/crates"), None)


def checks() -> Iterator[tuple[str, list[str]]]:
    yield (
        "the licence of every crate that is linked, or run to build, is allowed",
        deny("licenses"),
    )
    yield "no crate is used in two versions or without a version requirement", deny("bans")
    yield (
        f"all {len(all_crates())} crates of Cargo.lock and {len(all_crates(CLI))} of cli/Cargo.lock come "
        "from the registry or from this repository",
        deny("sources"),
    )
    if advisories():
        yield "no crate has an advisory, is yanked or is unmaintained", deny("advisories")
    core = compiled_into("hookseal", "--all-features")
    yield (
        f"core/DEPENDENCIES.md agrees with Cargo.lock on all {len(core)} crates",
        dependencies.faults(),
    )
    yield (
        "LICENSE-THIRD-PARTY of each binding and of the command has the notices of all linked crates",
        notices.faults(),
    )
    yield "npm's packages have a SHA-512 and no host; pip's packages have one version", locks.faults()


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
        print("--  advisories: NOT CHECKED, because this machine has no copy of the RustSec database")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
