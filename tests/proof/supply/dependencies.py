"""Checks core/DEPENDENCIES.md, which lists every crate that is compiled into the core. All columns but
the last, the reason, are computed.
"""

import re

from crates import ROOT, Crate, compiled_into, locked

FILE = ROOT / "core" / "DEPENDENCIES.md"


def cells(crate: Crate) -> list[str]:
    """The cells of a crate's row, without the reason."""
    answers = ("yes" if answer else "no" for answer in (crate.unsafe, crate.build_script))
    return [crate.name, crate.version, crate.maintainer, crate.licence, *answers]


def table() -> dict[str, list[str]]:
    """The rows of the file, by crate."""
    rows = re.findall(r"^\| ([a-z][\w-]* \|.*) \|$", FILE.read_text("utf-8"), re.MULTILINE)
    return {row.split(" | ")[0]: row.split(" | ") for row in rows if not row.startswith("crate |")}


def bless() -> None:
    """Rewrites the computed columns. The reason for a new crate is left empty."""
    listed = table()
    rows = []
    for crate in compiled_into("hookseal", "--all-features"):
        reason = listed[crate.name][-1] if crate.name in listed else ""
        rows.append(f"| {' | '.join([*cells(crate), reason])} |\n")
    before, head, _ = re.split(r"(\| crate .*\n\| ---.*\n)", FILE.read_text("utf-8"), maxsplit=1)
    FILE.write_text(before + head + "".join(rows), "utf-8")


def faults() -> list[str]:
    """The differences between the file and Cargo.lock, and the missing reasons."""
    listed = table()
    found = {crate.name: crate for crate in compiled_into("hookseal", "--all-features")}
    faults = [f"{name} is listed but not used" for name in listed.keys() - found.keys()]
    for name, crate in found.items():
        row = listed.get(name)
        if row is None:
            faults.append(f"{name} {crate.version} is not listed")
        elif row[:-1] != cells(crate):
            faults.append(f"{name}: listed {row[:-1]}, found {cells(crate)}")
        elif not row[-1].strip():
            faults.append(f"{name} has no reason")
        if not locked()[name, crate.version]:
            faults.append(f"{name} {crate.version}: no checksum in Cargo.lock")
    return faults
