"""The crates that are compiled into what users run, as cargo resolves them from Cargo.lock."""

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
        """Whose repository it is: the registry tells no more without an account."""
        return self.repository.removesuffix(".git").split("/")[3]

    @property
    def unsafe(self) -> bool:
        return any(has_unsafe(source.read_text("utf-8")) for source in self.folder.glob("src/**/*.rs"))


def has_unsafe(source: str) -> bool:
    """Whether code, not a comment or an attribute that forbids it, says `unsafe`."""
    code = re.sub(r"//[^\n]*|/\*.*?\*/|#!?\[[^\]]*\]", "", source, flags=re.DOTALL)
    return re.search(r"\bunsafe\b", code) is not None


def output(*command: str) -> str:
    return subprocess.run(command, cwd=ROOT, check=True, text=True, stdout=subprocess.PIPE).stdout


@cache
def every() -> dict[tuple[str, str], Crate]:
    """Every crate of the lock file, by name and version."""
    told = json.loads(output("cargo", "metadata", "--locked", "--all-features", "--format-version=1"))
    return {
        (package["name"], package["version"]): Crate(
            package["name"],
            package["version"],
            package["license"],
            package["repository"] or "",
            Path(package["manifest_path"]).parent,
            any("custom-build" in target["kind"] for target in package["targets"]),
        )
        for package in told["packages"]
    }


def compiled_into(package: str, *options: str) -> list[Crate]:
    """What `package` is linked of, on any platform; not itself, its siblings, nor macros, which only run."""
    tree = ("cargo", "tree", "--locked", "--edges", "normal,no-proc-macro", "--target", "all", *options)
    lines = output(*tree, "--package", package, "--prefix", "none", "--format", "{p}").splitlines()
    found = {
        (name, version) for name, version in re.findall(r"^(\S+) v(\S+)", "\n".join(lines), re.MULTILINE)
    }
    return [every()[key] for key in sorted(found) if not key[0].startswith("hookseal")]


def locked() -> dict[tuple[str, str], str]:
    """The checksum of each crate that Cargo.lock has from the registry."""
    lock = tomllib.loads((ROOT / "Cargo.lock").read_text("utf-8"))
    return {(crate["name"], crate["version"]): crate.get("checksum", "") for crate in lock["package"]}
