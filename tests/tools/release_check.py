"""Checks that everything that is released has the workspace's version: `make release-check`.

It reads the sources and the files that `make dist` built.
"""

import json
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from email.parser import Parser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "dist"


def versions() -> Iterator[tuple[str, str]]:
    workspace = tomllib.loads((ROOT / "Cargo.toml").read_text("utf-8"))["workspace"]
    yield "Cargo.toml", workspace["package"]["version"]
    yield "Cargo.toml, the core's dependants", workspace["dependencies"]["hookseal"]["version"]
    command = ["cargo", "metadata", "--no-deps", "--locked", "--format-version=1"]
    metadata = json.loads(subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout)
    for crate in metadata["packages"]:
        yield f"crate {crate['name']}", crate["version"]
    yield "CHANGELOG.md, newest", first(r"^## (\S+?)(?:,|$)", (ROOT / "CHANGELOG.md").read_text("utf-8"))

    (wheel,) = DIST.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        yield "wheel", Parser().parsestr(archive.read(name).decode())["Version"]
    (sdist,) = DIST.glob("hookseal-[0-9]*.tar.gz")
    yield "sdist", Parser().parsestr(member(sdist, "*/PKG-INFO"))["Version"]

    for tarball in sorted(DIST.glob("*.tgz")):
        package = json.loads(member(tarball, "package/package.json"))
        yield f"npm {package['name']}", package["version"]
        for binary, version in package.get("optionalDependencies", {}).items():
            yield f"npm {package['name']}, its {binary}", version

    (library,) = DIST.glob("hookseal-c-*.tar.gz")
    yield "hookseal.h", first(r'HOOKSEAL_VERSION "(.+)"', member(library, "*/include/hookseal.h"))
    yield "hookseal.pc", first(r"^Version: (.+)$", member(library, "*/hookseal.pc"))
    yield "CMake package", first(r'PACKAGE_VERSION "(.+)"', member(library, "*/hooksealConfigVersion.cmake"))
    with tarfile.open(library) as archive:
        links = {Path(m.name).name: m.linkname for m in archive if m.issym()}
    soname = links["libhookseal.so"]
    version = links[soname].removeprefix("libhookseal.so.")
    yield "shared library", version
    # The soname contains the major version, by which programs know the ABI.
    major = version.partition(".")[0]
    yield f"soname {soname}", version if soname == f"libhookseal.so.{major}" else "not found"


def first(pattern: str, text: str) -> str:
    found = re.search(pattern, text, re.M)
    return found[1] if found else "not found"


def member(archive: Path, pattern: str) -> str:
    """The text of the only file in a tar that matches the pattern."""
    with tarfile.open(archive) as tar:
        (found,) = (m for m in tar if m.isfile() and Path(m.name).match(pattern))
        content = tar.extractfile(found)
        assert content
        return content.read().decode()


def main() -> int:
    found = list(versions())
    wanted = found[0][1]
    for where, version in found:
        print(f"{'ok' if version == wanted else 'NO':<3} {version:<12} {where}")
    failed = sum(version != wanted for _, version in found)
    print(f"{len(found) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
