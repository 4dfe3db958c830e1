"""The crates that are compiled into the product, as cargo resolves them from Cargo.lock."""

import json
import re
import subprocess
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


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


def output(*command: str) -> str:
    return subprocess.run(command, cwd=ROOT, check=True, text=True, stdout=subprocess.PIPE).stdout


@cache
def all_crates() -> dict[tuple[str, str], Crate]:
    """Every crate of the lock file, by name and version."""
    metadata = json.loads(output("cargo", "metadata", "--locked", "--all-features", "--format-version=1"))
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


def compiled_into(package: str, *options: str) -> list[Crate]:
    """The crates that are linked into `package` on any platform. Left out are hookseal's own crates, and
    macros, which only run while it is compiled.
    """
    tree = ("cargo", "tree", "--locked", "--edges", "normal,no-proc-macro", "--target", "all", *options)
    lines = output(*tree, "--package", package, "--prefix", "none", "--format", "{p}").splitlines()
    found = {
        (name, version) for name, version in re.findall(r"^(\S+) v(\S+)", "\n".join(lines), re.MULTILINE)
    }
    return [all_crates()[key] for key in sorted(found) if not key[0].startswith("hookseal")]


def locked() -> dict[tuple[str, str], str]:
    """The checksum of each crate in Cargo.lock; empty for one that is not from the registry."""
    lock = tomllib.loads((ROOT / "Cargo.lock").read_text("utf-8"))
    return {(crate["name"], crate["version"]): crate.get("checksum", "") for crate in lock["package"]}
