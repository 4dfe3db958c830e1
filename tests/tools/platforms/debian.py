"""Unpacks Debian packages into a folder. It needs apt, but not root, and changes nothing on this machine."""

import fcntl
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
WORK = ROOT / "target" / "debian"
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
MINUTES = 60


class Unavailable(Exception):
    """Debian's packages cannot be had here. The message says why."""


def unpack(
    folder: Path, suite: str, *packages: str, arch: str = "amd64", present: Iterable[str] = ()
) -> Path:
    """Unpacks packages of a suite and what they depend on, except what is said to be `present` already.

    A folder that holds them is left as it is. One that an interruption left incomplete is made anew.
    """
    wanted = " ".join([suite, arch, *packages, "without", *sorted(present)])
    stamp = folder / ".packages"
    if holds(stamp, wanted):
        return folder
    WORK.mkdir(parents=True, exist_ok=True)
    with (WORK / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if holds(stamp, wanted):
            return folder
        archives = download(suite, packages, arch, present)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for archive in archives:
            run("dpkg-deb", "-x", archive, folder)
        shutil.rmtree(archives[0].parent)
        stamp.write_text("\n".join([wanted, *(archive.name for archive in archives)]))
    return folder


def holds(stamp: Path, wanted: str) -> bool:
    return stamp.exists() and stamp.read_text().partition("\n")[0] == wanted


def version(folder: Path, package: str) -> str:
    """The version of a package that was unpacked into a folder."""
    found = re.search(rf"^{re.escape(package)}_([^_]+)_", (folder / ".packages").read_text(), re.M)
    assert found, package
    return found[1].replace("%3a", ":")


def source(folder: Path, suite: str, package: str) -> Path:
    """Unpacks a package's source as its authors published it, without Debian's changes."""
    stamp = folder / ".packages"
    wanted = f"{suite} source {package}"
    if holds(stamp, wanted):
        return folder
    WORK.mkdir(parents=True, exist_ok=True)
    with (WORK / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        state = WORK / f"{suite}-source"
        apt = configure(state, re.sub("^deb ", "deb-src ", sources(suite), flags=re.MULTILINE))
        run(*apt, "update")
        run(*apt, "source", "--download-only", package, cwd=state / "archives")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (archive,) = (state / "archives").glob("*.orig.tar.?z")
        run("tar", "-xf", archive, "-C", folder, "--strip-components=1")
        stamp.write_text(wanted)
    return folder


def download(suite: str, packages: Iterable[str], arch: str, present: Iterable[str]) -> list[Path]:
    """Downloads packages and what they depend on."""
    state = WORK / f"{suite}-{arch}"
    apt = configure(state, sources(suite), arch, present)
    run(*apt, "update")
    run(*apt, "install", "--yes", "--download-only", *packages)
    return sorted((state / "archives").glob("*.deb"))


def configure(
    state: Path, listed: str, arch: str = "amd64", present: Iterable[str] = ()
) -> tuple[str | Path, ...]:
    """apt with a configuration and a state that are apart from this machine's, and no archive yet."""
    archives = state / "archives"
    shutil.rmtree(archives, ignore_errors=True)
    (archives / "partial").mkdir(parents=True)
    (state / "lists" / "partial").mkdir(parents=True, exist_ok=True)
    (state / "apt.conf").write_text(
        f'Dir::State "{state}";\n'
        f'Dir::State::status "{state}/status";\n'
        f'Dir::State::lists "{state}/lists";\n'
        f'Dir::Cache "{state}";\n'
        f'Dir::Cache::archives "{archives}";\n'
        f'Dir::Etc::sourcelist "{state}/sources.list";\n'
        'Dir::Etc::sourceparts "-";\n'
        'Dir::Etc::preferences "-";\n'
        'Dir::Etc::preferencesparts "-";\n'
        f'APT::Architecture "{arch}";\n'
        f'APT::Architectures {{ "{arch}"; }};\n'
        'APT::Install-Recommends "false";\n'
        'APT::Sandbox::User "root";\n'
        'Acquire::Check-Valid-Until "false";\n'  # a mirror may be a snapshot
        'Acquire::Languages "none";\n'
        'Acquire::Retries "3";\n'
        'Acquire::http::Timeout "60";\n'
        'Debug::NoLocking "true";\n'
    )
    (state / "sources.list").write_text(listed)
    installed = (
        "Package: {}\nStatus: install ok installed\nVersion: 999:1\nArchitecture: {}\nMaintainer: -\n\n"
    )
    (state / "status").write_text("".join(installed.format(name, arch) for name in present))
    return "apt-get", "--quiet=2", "--config-file", state / "apt.conf"


def sources(suite: str) -> str:
    """The sources of a suite, from the mirror that this machine uses."""
    if not shutil.which("apt-get"):
        raise Unavailable("there is no apt-get here")
    targets = run("apt-get", "indextargets", "--format", "$(REPO_URI) $(RELEASE)", "Created-By: Packages")
    mirrors = {release: uri for uri, release in (line.split() for line in targets.splitlines())}
    archive = re.compile(r"/debian/?$")
    main = next((uri for uri in mirrors.values() if archive.search(uri)), None)
    if main is None:
        raise Unavailable("apt has no mirror of Debian here")
    listed = (uri for release, uri in mirrors.items() if release.endswith("-security") and "debian" in uri)
    security = next(listed, archive.sub("/debian-security/", main))
    # A Debian older than the suite's keys knows them only from a newer keyring package.
    signed = f"[signed-by={KEYRING}] " if KEYRING.exists() else ""
    lines = [f"deb {signed}{main} {suite} main\n"]
    if suite != "sid":
        lines.append(f"deb {signed}{security} {suite}-security main\n")
    return "".join(lines)


def run(*command: str | Path, cwd: Path | None = None) -> str:
    try:
        done = subprocess.run(
            command,
            cwd=cwd,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=15 * MINUTES,
        )
    except subprocess.TimeoutExpired as error:
        raise Unavailable(f"{command[0]} took longer than 15 minutes") from error
    if done.returncode != 0:
        raise Unavailable(f"{' '.join(map(str, command))} failed:\n{done.stdout}")
    return done.stdout
