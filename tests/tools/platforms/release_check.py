"""Checks that everything that is released has the workspace's version: `make release-check`.

It reads the sources and the files in dist/. With --complete it also checks that no file is missing there.
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

from targets import targets

ROOT = Path(__file__).resolve().parents[3]
DIST = ROOT / "dist"


def versions() -> Iterator[tuple[str, str]]:
    workspace = tomllib.loads((ROOT / "Cargo.toml").read_text("utf-8"))["workspace"]
    yield "Cargo.toml", workspace["package"]["version"]
    yield "Cargo.toml, the core's dependants", workspace["dependencies"]["hookseal"]["version"]
    command = ["cargo", "metadata", "--no-deps", "--locked", "--format-version=1"]
    for folder in (ROOT, ROOT / "cli"):
        metadata = json.loads(subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, check=True).stdout)
        for crate in metadata["packages"]:
            yield f"crate {crate['name']}", crate["version"]
    cli = tomllib.loads((ROOT / "cli/Cargo.toml").read_text("utf-8"))
    yield "cli/Cargo.toml, the core", cli["dependencies"]["hookseal"]["version"]
    yield "CHANGELOG.md, newest", first(r"^## (\S+?)(?:,|$)", (ROOT / "CHANGELOG.md").read_text("utf-8"))

    for wheel in sorted(DIST.glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
            yield wheel.name, Parser().parsestr(archive.read(name).decode())["Version"]
    for program in sorted(DIST.glob("hookseal-cli-*.tar.gz")):
        yield program.name, first(r'"hookseal (\S+)"', member(program, "*/man/hookseal.1"))
    (sdist,) = DIST.glob("hookseal-[0-9]*.tar.gz")
    yield "sdist", Parser().parsestr(member(sdist, "*/PKG-INFO"))["Version"]

    for tarball in sorted(DIST.glob("*.tgz")):
        package = json.loads(member(tarball, "package/package.json"))
        yield f"npm {package['name']}", package["version"]
        for binary, version in package.get("optionalDependencies", {}).items():
            yield f"npm {package['name']}, its {binary}", version

    for library in sorted(DIST.glob("hookseal-c-*.tar.gz")):
        yield from library_versions(library)


def library_versions(archive: Path) -> Iterator[tuple[str, str]]:
    """The versions in an archive of the C library."""
    yield (
        f"{archive.name}, hookseal.h",
        first(r'HOOKSEAL_VERSION "(.+)"', member(archive, "*/include/hookseal.h")),
    )
    yield f"{archive.name}, hookseal.pc", first(r"^Version: (.+)$", member(archive, "*/hookseal.pc"))
    cmake = member(archive, "*/hooksealConfigVersion.cmake")
    yield f"{archive.name}, CMake package", first(r'PACKAGE_VERSION "(.+)"', cmake)
    with tarfile.open(archive) as tar:
        links = {Path(m.name).name: m.linkname for m in tar if m.issym()}
    if "libhookseal.so" not in links:  # on Windows, and where there is no shared library
        return
    soname = links["libhookseal.so"]
    version = links[soname].removeprefix("libhookseal.so.")
    yield f"{archive.name}, shared library", version
    # The soname contains the major version, by which programs know the ABI.
    major = version.partition(".")[0]
    yield f"{archive.name}, soname {soname}", version if soname == f"libhookseal.so.{major}" else "not found"


def missing(version: str) -> list[str]:
    """What a release of this version must have, and dist/ lacks."""
    wanted = [f"hookseal-{version}.tgz", f"hookseal-{version}.tar.gz", f"hookseal-cli-{version}.tgz"]
    for target in targets():
        wanted.append(f"hookseal-{target.npm}-{version}.tgz")
        if target.wheel:
            wanted.append(f"hookseal-{version}-cp311-abi3-*{target.wheel}.whl")
        if target.c:
            wanted.append(f"hookseal-c-{version}-{target.c}.tar.gz")
        if target.cli:
            wanted.append(f"hookseal-cli-{version}-{target.cli}.tar.gz")
            wanted.append(f"hookseal-cli-{target.cli}-{version}.tgz")
            wanted.append(f"hookseal_cli-{version}-py3-none-*{target.wheel}*.whl")
    return [pattern for pattern in wanted if len(list(DIST.glob(pattern))) != 1]


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
    if "--complete" in sys.argv:
        for pattern in missing(wanted):
            print(f"NO  missing      {pattern}")
            failed += 1
    passed = sum(version == wanted for _, version in found)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
