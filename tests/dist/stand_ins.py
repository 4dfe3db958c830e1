"""Packages of the platforms that were not built here, for the local registry. Their addon does not load."""

import io
import json
import tarfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from registry import manifest

LIBC = {"gnu": "glibc", "musl": "musl"}


def described(name: str, version: str) -> dict[str, Any]:
    """The package.json of @hookseal/<os>-<cpu>[-<abi>], with what package managers choose by."""
    system, cpu, *abi = name.removeprefix("@hookseal/").split("-")
    found = {"name": name, "version": version, "main": "./hookseal.node", "os": [system], "cpu": [cpu]}
    return found | ({"libc": [LIBC[abi[0]]]} if system == "linux" else {})


def pack(tarball: Path, files: dict[str, bytes]) -> Path:
    with tarfile.open(tarball, "w:gz") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(f"package/{name}")
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return tarball


def stand_ins(main: Path, built: Iterable[Path], folder: Path) -> list[Path]:
    """One for every platform that the main package names and that is not among those that were built."""
    missing = manifest(main)["optionalDependencies"].keys() - {manifest(tarball)["name"] for tarball in built}
    version = manifest(main)["version"]
    return [
        pack(
            folder / f"{name.removeprefix('@hookseal/')}.tgz",
            {
                "package.json": json.dumps(described(name, version)).encode(),
                "hookseal.node": b"not built here",
            },
        )
        for name in sorted(missing)
    ]
