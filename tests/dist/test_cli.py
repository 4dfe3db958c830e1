"""Tests the archive of the command: the program, and the two ways to run it as a service."""

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from c_archive import needed
from command import VERSION, one_event_goes_through, sign_and_verify, unpack
from conftest import ROOT, run

NAME = "linux-x64"
LICENCES = {"LICENSE-APACHE", "LICENSE-MIT", "LICENSE-THIRD-PARTY"}
# As in a container: with /proc, and as a user of whom nothing but the number is known.
ENTER = 'user=$1; shift; mount --rbind /proc "$1/proc"; exec chroot --userspec="$user" "$@"'


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpack(NAME, tmp_path_factory.mktemp("cli"))


def test_the_archive_holds_the_program_and_what_is_said_of_it(archive: Path) -> None:
    assert archive.name == f"hookseal-cli-{VERSION}-{NAME}"
    assert {path.name for path in archive.iterdir()} == {
        *LICENCES,
        *("hookseal", "README.md", "Dockerfile", "hookseal.service", "completions", "man", "data"),
    }
    assert run(archive / "hookseal", "--version").strip() == f"hookseal {VERSION}"
    commands = re.findall(r"^  ([a-z]+) +\S", run(archive / "hookseal", "--help"), re.MULTILINE)
    pages = {path.name for path in (archive / "man").iterdir()}
    assert {f"hookseal-{command}.1" for command in commands if command != "help"} <= pages
    for script in (archive / "completions").iterdir():
        assert "gateway" in script.read_text()
    assert "musl" in (archive / "LICENSE-THIRD-PARTY").read_text()
    for folder in (ROOT, Path.home()):
        assert f"{folder}/".encode() not in (archive / "hookseal").read_bytes(), "a path of this machine"


def test_the_program_needs_no_library_and_no_loader(archive: Path) -> None:
    assert needed(archive / "hookseal") == set()
    assert "INTERP" not in run("readelf", "-l", archive / "hookseal")


def test_it_signs_and_verifies(archive: Path, tmp_path: Path) -> None:
    sign_and_verify((archive / "hookseal",), tmp_path)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make the folder of a container")
def test_the_image_of_the_dockerfile_receives_and_forwards(archive: Path, tmp_path: Path) -> None:
    """Does to a folder what the Dockerfile's instructions do to an image, and runs the program inside it."""
    tmp_path.chmod(0o755)
    root = tmp_path / "root"
    (root / "proc").mkdir(parents=True)
    settings: dict[str, str] = {}
    for instruction, arguments in dockerfile(archive / "Dockerfile"):
        match instruction:
            case "COPY":
                copy(archive, root, shlex.split(arguments))
            case "ENV":
                settings |= dict(word.split("=", 1) for word in arguments.split())
            case "USER":
                user = arguments
            case "ENTRYPOINT":
                (program,) = re.findall('"(.*?)"', arguments)
    assert settings["HOOKSEAL_LISTEN"] == "0.0.0.0:8000"  # which Docker publishes as another one
    one_event_goes_through(
        ("unshare", "--mount", "sh", "-euc", ENTER, "sh", user, root, program),
        tmp_path / "log",
        settings | {"PATH": os.environ["PATH"]},
        sender=(archive / "hookseal",),
    )
    assert str((root / "data/inbox.db").stat().st_uid) == user.partition(":")[0]


def dockerfile(file: Path) -> list[tuple[str, str]]:
    """Each instruction and its arguments."""
    found = re.findall(r"^([A-Z]+) (.*)$", file.read_text(), re.MULTILINE)
    assert found[0] == ("FROM", "scratch")
    return found


def copy(context: Path, root: Path, words: list[str]) -> None:
    options = dict(word.removeprefix("--").split("=") for word in words if word.startswith("--"))
    *sources, destination = (word for word in words if not word.startswith("--"))
    place = root / destination.removeprefix("/")
    for source in sources:
        if (context / source).is_dir():
            shutil.copytree(context / source, place)
        else:
            shutil.copy(context / source, place)
    if "chmod" in options:
        place.chmod(int(options["chmod"], 8))
    if "chown" in options:
        user, group = map(int, options["chown"].split(":"))
        os.chown(place, user, group)


def test_systemd_accepts_the_unit(archive: Path, tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("there is no systemd-analyze here (Debian: systemd)")
    unit = tmp_path / "hookseal.service"
    unit.write_text((archive / unit.name).read_text().replace("/usr/local/bin/", f"{archive}/"))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", unit],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_the_gateway_takes_the_settings_of_the_unit(archive: Path, tmp_path: Path) -> None:
    """With the folders that systemd puts into its place holders."""
    (tmp_path / "hookseal").mkdir()
    (tmp_path / "secret").write_text("whsec_example\n")
    unit = (
        (archive / "hookseal.service").read_text().replace("%d", str(tmp_path)).replace("%S", str(tmp_path))
    )
    settings = dict(line.split("=", 1) for line in re.findall("^Environment=(.*)$", unit, re.MULTILINE))
    assert "ExecStart=/usr/local/bin/hookseal gateway\n" in unit
    one_event_goes_through((archive / "hookseal",), tmp_path / "log", settings)
    assert (tmp_path / "hookseal/inbox.db").exists()
