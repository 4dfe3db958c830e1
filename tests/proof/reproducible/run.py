"""Proves that what is shipped depends only on the sources: python3 tests/proof/reproducible/run.py

Clones the repository twice, into folders of different names and depths, and runs `make dist` in both,
with different cargo folders, time zones and locales. Every file in dist/ must be equal, byte for byte.
The clones use the installed tools of this folder, which are pinned, so run `make dist` here first.
"""

import hashlib
import os
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SHARED = (".venv", "bindings-node/node_modules")
# A clone's files are newer than these stamps, so make would install the tools again.
STAMPS = (".venv/ready", ".venv/ready-dist", "bindings-node/node_modules/.package-lock.json")
BUILDS = {
    "one": {"TZ": "UTC", "LC_ALL": "C"},
    "another/and/deeper": {"TZ": "Asia/Kathmandu", "LC_ALL": "C.UTF-8"},
}
# The suffixes of compiled files in an archive.
COMPILED = (".so", ".a", ".node")


def clone(folder: Path) -> None:
    folder.mkdir(parents=True)
    subprocess.run(["git", "clone", "--quiet", ROOT, folder / "clone"], check=True)
    for shared in SHARED:
        (folder / "clone" / shared).symlink_to(ROOT / shared)


def build(folder: Path, environment: dict[str, str]) -> Path:
    """Runs `make dist` in the clone and returns its dist/."""
    make = ["make", *(f"--old-file={stamp}" for stamp in STAMPS), "dist"]
    settings = {"CARGO_HOME": str(cargo_home(folder / "cargo")), **environment}
    # If make started this program, its settings must not reach the make started here.
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(
        make,
        cwd=folder / "clone",
        env=inherited | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0, done.stdout
    return folder / "clone" / "dist"


def cargo_home(folder: Path) -> Path:
    """A cargo folder with another name, which links to what cargo has already downloaded."""
    home = Path(os.environ.get("CARGO_HOME", Path.home() / ".cargo"))
    folder.mkdir()
    for entry in home.iterdir():
        (folder / entry.name).symlink_to(entry)
    return folder


def members(archive: Path) -> dict[str, bytes]:
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as zipped:
            return {name: zipped.read(name) for name in zipped.namelist()}
    with tarfile.open(archive) as tar:
        return {member.name: (file.read() if (file := tar.extractfile(member)) else b"") for member in tar}


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def compare(first: Path, second: Path) -> Iterator[tuple[str, bool]]:
    """Compares each archive, each binary in it, and each member that differs."""
    names = sorted(path.name for path in first.iterdir())
    yield f"the same {len(names)} files", names == sorted(path.name for path in second.iterdir())
    for name in names:
        archives = [(folder / name).read_bytes() for folder in (first, second)]
        yield f"{digest(archives[0])} {name}", archives[0] == archives[1]
        one, other = members(first / name), members(second / name)
        for member, content in one.items():
            same = other.get(member) == content
            if not same or (content and (member.endswith(COMPILED) or ".so." in member)):
                yield f"{digest(content)}   {member}", same


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="hookseal-") as place:
        for name in BUILDS:
            clone(Path(place) / name)
        one, other = (build(Path(place) / name, environment) for name, environment in BUILDS.items())
        results = list(compare(one, other))
    for what, same in results:
        print(f"{'ok' if same else 'NO':<3} {what}")
    failed = sum(not same for _, same in results)
    print(f"{len(results) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
