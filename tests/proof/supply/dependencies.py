"""core/DEPENDENCIES.md: every crate that the core is made of. All but the last column is computed."""

import re

from crates import ROOT, Crate, compiled_into, locked

FILE = ROOT / "core" / "DEPENDENCIES.md"


def cells(crate: Crate) -> list[str]:
    """What the table must say of a crate, but for why it is there."""
    answers = ("yes" if answer else "no" for answer in (crate.unsafe, crate.build_script))
    return [crate.name, crate.version, crate.maintainer, crate.licence, *answers]


def table() -> dict[str, list[str]]:
    """The rows of the file, by crate."""
    rows = re.findall(r"^\| ([a-z][\w-]* \|.*) \|$", FILE.read_text("utf-8"), re.MULTILINE)
    return {row.split(" | ")[0]: row.split(" | ") for row in rows if not row.startswith("crate |")}


def bless() -> None:
    """Writes the computed columns anew; a new crate's reason is left to be written."""
    told = table()
    rows = []
    for crate in compiled_into("hookseal", "--all-features"):
        reason = told[crate.name][-1] if crate.name in told else ""
        rows.append(f"| {' | '.join([*cells(crate), reason])} |\n")
    before, head, _ = re.split(r"(\| crate .*\n\| ---.*\n)", FILE.read_text("utf-8"), maxsplit=1)
    FILE.write_text(before + head + "".join(rows), "utf-8")


def faults() -> list[str]:
    """Where the file and Cargo.lock differ, and reasons that are missing."""
    told = table()
    found = {crate.name: crate for crate in compiled_into("hookseal", "--all-features")}
    faults = [f"{name} is listed and not used" for name in told.keys() - found.keys()]
    for name, crate in found.items():
        row = told.get(name)
        if row is None:
            faults.append(f"{name} {crate.version} is not listed")
        elif row[:-1] != cells(crate):
            faults.append(f"{name}: listed {row[:-1]}, found {cells(crate)}")
        elif not row[-1].strip():
            faults.append(f"{name}: why is it there?")
        if not locked()[name, crate.version]:
            faults.append(f"{name} {crate.version}: no checksum in Cargo.lock")
    return faults
