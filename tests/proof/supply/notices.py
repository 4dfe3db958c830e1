"""Checks LICENSE-THIRD-PARTY of each binding and of the command: the notices that the linked crates' licences
require.
"""

import re
from pathlib import Path

from crates import CLI, ROOT, Crate, compiled_into
from targets import targets

BINDINGS = {
    "bindings-python": ["hookseal-python"],
    "bindings-node": ["hookseal-node", "hookseal-wasm"],
    "bindings-c": ["hookseal-c"],
}

INTRODUCTION = """\
hookseal's own licence is in LICENSE-MIT and LICENSE-APACHE. Its binaries also hold the works below,
under the licences given here. Where a work offers a choice, this is the one taken.

The Rust standard library, of the Rust Project and its contributors, is offered under MIT or
Apache-2.0, both of which stand beside this file; its parts and theirs are named in
COPYRIGHT-library.html of the Rust release.
"""

MIT = """\
Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
"""

# The crates of napi-rs contain no licence text. This is the text of its repository.
NAPI = f"""\
MIT License

Copyright (c) 2020 LongYinan
Copyright (c) 2018 GitHub

{MIT}"""

# The C library in the command; the bindings use their system's. LLVM's unwinder, also in it, needs no notice.
MUSL = f"""\
{"-" * 80}
musl, on Linux (MIT)

Copyright (c) 2005-2020 Rich Felker, et al.

{MIT}"""


def licence(crate: Crate) -> str:
    """The text of the licence that we choose: MIT, if it is offered."""
    files = {re.sub(r"[._]", "-", path.name.lower()): path for path in crate.folder.iterdir()}
    if " AND " in crate.licence:
        # Its parts have licences of their own. Where the rest is offered under MIT, Apache-2.0 is not taken.
        names = [name for name in sorted(files) if name.startswith("license")]
        taken = [name for name in names if "license-mit" not in names or name != "license-apache"]
        return "\n\n".join(files[name].read_text("utf-8").strip() for name in taken)
    if "MIT" in re.split(r" OR |/", crate.licence) and "license-mit" in files:
        return files["license-mit"].read_text("utf-8")
    for name in ("license", "license-txt", "license-md"):
        if " OR " not in crate.licence and name in files:
            return files[name].read_text("utf-8")
    if crate.licence == "MIT" and crate.maintainer == "napi-rs":
        return NAPI
    if "Apache-2.0" in crate.licence.split(
        " OR "
    ):  # it comes without a text, and this one has no names in it
        return (ROOT / "LICENSE-APACHE").read_text("utf-8")
    raise LookupError(f"{crate.name} {crate.version} ({crate.licence}): no licence text found")


def of_bindings(packages: list[str]) -> set[Crate]:
    return {crate for package in packages for crate in compiled_into(package)}


def of_command() -> set[Crate]:
    """Only on the platforms that it is published for: others need crates that come without a licence text."""
    triples = [target.triple for target in targets()]
    return set(compiled_into("hookseal-cli", workspace=CLI, triples=triples))


def render(crates: set[Crate]) -> str:
    """One section for each licence text, headed by the crates that use it."""
    sections: dict[str, tuple[str, list[str]]] = {}
    for crate in sorted(crates, key=lambda crate: (crate.name, crate.version)):
        text = "\n".join(line.rstrip() for line in licence(crate).strip().splitlines())
        # Texts that differ only in line breaks count as equal.
        _, names = sections.setdefault(" ".join(text.split()), (text, []))
        names.append(f"{crate.name} {crate.version} ({crate.licence})")
    rule = "-" * 80
    parts = [f"{rule}\n" + "\n".join(names) + f"\n\n{text}\n" for text, names in sections.values()]
    return "\n".join([INTRODUCTION, *parts])


def texts() -> dict[Path, str]:
    """Each file, with what it must say."""
    bindings = {binding: render(of_bindings(packages)) for binding, packages in BINDINGS.items()}
    everything = {**bindings, "cli": f"{render(of_command())}\n{MUSL}"}
    return {ROOT / folder / "LICENSE-THIRD-PARTY": text for folder, text in everything.items()}


def bless() -> None:
    for file, text in texts().items():
        file.write_text(text, "utf-8")


def faults() -> list[str]:
    return [
        f"{file.relative_to(ROOT)} is out of date"
        for file, text in texts().items()
        if not file.exists() or file.read_text("utf-8") != text
    ]
