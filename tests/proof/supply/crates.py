"""The crates that are compiled into the product, as cargo resolves them from the lock file of a workspace."""

import json
import re
import subprocess
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
CLI = ROOT / "cli"
"""The workspace of the command, which has a lock file of its own."""


@dataclass(frozen=True)
class Crate:
    name: str
    version: str
    licence: str
    repository: str
    folder: Path
    build_script: bool

    @property
    def maintainer(self) -> str:
        """The owner of its repository, which is all that the registry shows without an account."""
        return self.repository.removesuffix(".git").split("/")[3]

    @property
    def unsafe(self) -> bool:
        return any(has_unsafe(source.read_text("utf-8")) for source in self.folder.glob("src/**/*.rs"))


def has_unsafe(source: str) -> bool:
    """Whether the code uses `unsafe`. Comments and attributes do not count."""
    code = re.sub(r"//[^\n]*|/\*.*?\*/|#!?\[[^\]]*\]", "", source, flags=re.DOTALL)
    return re.search(r"\bunsafe\b", code) is not None


def output(*command: str, folder: Path = ROOT) -> str:
    return subprocess.run(command, cwd=folder, check=True, text=True, stdout=subprocess.PIPE).stdout


@cache
def all_crates(workspace: Path = ROOT) -> dict[tuple[str, str], Crate]:
    """Every crate of the lock file, by name and version."""
    command = ("cargo", "metadata", "--locked", "--all-features", "--format-version=1")
    metadata = json.loads(output(*command, folder=workspace))
    return {
        (package["name"], package["version"]): Crate(
            package["name"],
            package["version"],
            package["license"],
            package["repository"] or "",
            Path(package["manifest_path"]).parent,
            any("custom-build" in target["kind"] for target in package["targets"]),
        )
        for package in metadata["packages"]
    }


def compiled_into(
    package: str, *options: str, workspace: Path = ROOT, triples: Sequence[str] = ("all",)
) -> list[Crate]:
    """The crates that are linked into `package` on any platform, or on some. Left out are hookseal's own
    crates, and macros, which only run while it is compiled.
    """
    targets = [word for triple in triples for word in ("--target", triple)]
    tree = ("cargo", "tree", "--locked", "--edges", "normal,no-proc-macro", *targets, *options)
    tree = (*tree, "--package", package, "--prefix", "none", "--format", "{p}")
    lines = output(*tree, folder=workspace).splitlines()
    found = {
        (name, version) for name, version in re.findall(r"^(\S+) v(\S+)", "\n".join(lines), re.MULTILINE)
    }
    crates = all_crates(workspace)
    return [crates[key] for key in sorted(found) if not key[0].startswith("hookseal")]


def locked() -> dict[tuple[str, str], str]:
    """The checksum of each crate in Cargo.lock; empty for one that is not from the registry."""
    lock = tomllib.loads((ROOT / "Cargo.lock").read_text("utf-8"))
    return {(crate["name"], crate["version"]): crate.get("checksum", "") for crate in lock["package"]}
