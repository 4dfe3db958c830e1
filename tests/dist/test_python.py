"""Tests the wheel and the sdist."""

import json
import os
import shutil
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Callable
from email import message_from_bytes
from pathlib import Path

import cpythons
import pytest
from binding_tests import own_tests
from conftest import BIN, ROOT, on_a_terminal, run, shipped, vectors

BUILD = ROOT / "target" / "python" / "build"
RUNNER = ROOT / "tests" / "conformance" / "runners" / "python" / "runner.py"

IMPORT = """
import sys, time
before = set(sys.modules)
start = time.perf_counter()
import hookseal
took = time.perf_counter() - start
print(took, *sorted(set(sys.modules) - before))
"""

HASH = """
import hashlib, timeit, hookseal
payload = bytes(1 << 20)
verifier, header = hookseal.Verifier("s", tolerance=None), hookseal.sign("s", payload, timestamp=1)
for work in (lambda: verifier.verify(payload, header), lambda: hashlib.sha256(payload).digest()):
    print(min(timeit.repeat(work, number=1, repeat=50)))
"""


@pytest.fixture(scope="session")
def wheel() -> Path:
    return shipped("hookseal-*-abi3-manylinux*_x86_64.whl")


@pytest.fixture(scope="session")
def sdist() -> Path:
    return shipped("hookseal-[0-9]*.tar.gz")


@pytest.fixture(scope="session")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return install(sys.executable, wheel, tmp_path_factory.mktemp("python") / "venv")


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Prints a figure even if the test passes."""

    def tell(figure: str) -> None:
        with capsys.disabled():
            print(f"\n{figure}")

    return tell


def install(python: str | Path, wheel: Path, folder: Path) -> Path:
    """Makes a new environment with only the wheel, and returns its Python."""
    run(python, "-m", "venv", "--without-pip", folder)
    installed = folder / "bin" / "python"
    run(BIN / "pip", "--python", installed, "install", "-q", "--no-index", wheel)
    return installed


@pytest.mark.parametrize("version", cpythons.VERSIONS)
def test_the_wheel_runs_on_cpython(version: str, wheel: Path, tmp_path: Path) -> None:
    python = install(cpythons.interpreter(version), wheel, tmp_path / "venv")
    assert run(python, "-c", "import sys; print(sys.version)").startswith(f"{version}.")
    vectors("python", python, RUNNER)
    own_tests(python)


def test_the_wheel_runs_on_any_linux_since_glibc_2_17(wheel: Path) -> None:
    audit = json.loads(run(BIN / "auditwheel", "show", "--json", wheel))
    assert audit["overall_tag"].startswith("manylinux_2_17_")
    assert wheel.stem.endswith(audit["overall_tag"])


def test_the_wheel_uses_the_stable_abi_alone(wheel: Path) -> None:
    assert "-cp311-abi3-" in wheel.name
    told = " ".join(run(BIN / "abi3audit", "--strict", "--summary", wheel).split())
    assert "1 extensions scanned; 0 ABI version mismatches and 0 ABI violations found" in told


def test_the_wheel_is_small_and_holds_only_the_package(wheel: Path, tell: Callable[[str], None]) -> None:
    size = wheel.stat().st_size
    tell(f"wheel: {size / 1024:.0f} KiB")
    assert size < 500 * 1024
    with zipfile.ZipFile(wheel) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    package = {name for name in files if ".dist-info/" not in name}
    native = "hookseal/_hookseal.abi3.so"
    sources = ROOT.glob("bindings-python/python/hookseal/*.*")
    assert package == {native, *(f"hookseal/{source.name}" for source in sources)}
    for name, content in files.items():
        for folder in (ROOT, Path.home()):
            assert f"{folder}/".encode() not in content, f"{name} contains a path of this machine"


def test_the_metadata_is_complete(wheel: Path, sdist: Path) -> None:
    run(BIN / "twine", "check", "--strict", wheel, sdist)
    with zipfile.ZipFile(wheel) as archive:
        (info,) = {name.split("/")[0] for name in archive.namelist() if ".dist-info/" in name}
        text = archive.read(f"{info}/METADATA")
        licences = [archive.read(f"{info}/licenses/LICENSE-{name}") for name in ("APACHE", "MIT")]
        notices = archive.read(f"{info}/licenses/LICENSE-THIRD-PARTY")
    with tarfile.open(sdist) as archive:
        member = archive.extractfile(f"{sdist.name.removesuffix('.tar.gz')}/PKG-INFO")
        assert member is not None
        assert member.read() == text, "the metadata of the sdist and the wheel differ"
    assert licences == [(ROOT / f"LICENSE-{name}").read_bytes() for name in ("APACHE", "MIT")]
    assert notices == (ROOT / "bindings-python" / "LICENSE-THIRD-PARTY").read_bytes()

    metadata = message_from_bytes(text)
    workspace = tomllib.loads((ROOT / "Cargo.toml").read_text())["workspace"]["package"]
    assert metadata["Version"] == workspace["version"]
    assert metadata["License-Expression"] == workspace["license"]
    assert metadata["Requires-Python"] == f">=3.{cpythons.OLDEST}"
    assert all("; extra == " in needed for needed in metadata.get_all("Requires-Dist") or [])
    readme = (ROOT / "bindings-python" / "README.md").read_bytes()
    assert text.rstrip().endswith(readme.rstrip())
    classifiers = metadata.get_all("Classifier") or []
    for topic in ("Development Status", "Intended Audience", "Operating System", "Topic", "Typing"):
        assert any(classifier.startswith(f"{topic} :: ") for classifier in classifiers), topic
    assert f"Programming Language :: Python :: 3.{cpythons.OLDEST}" in classifiers


def test_importing_is_fast_and_loads_nothing_else(python: Path, tell: Callable[[str], None]) -> None:
    run(python, "-I", "-c", "import hookseal")  # compiled once, as pip does it
    times = []
    for _ in range(10):
        took, *modules = run(python, "-I", "-c", IMPORT).split()
        times.append(1000 * float(took))
    tell(f"import: {min(times):.2f} ms over bare Python, modules: {', '.join(modules)}")
    assert min(times) < 5
    assert modules == ["hookseal", "hookseal._errors", "hookseal._hookseal"]


def test_the_wheel_hashes_as_fast_as_python(python: Path, tell: Callable[[str], None]) -> None:
    """If it missed the processor's SHA extensions at run time, it would take several times as long."""
    verify, sha256 = map(float, run(python, "-I", "-c", HASH).split())
    tell(f"verify of 1 MiB: {verify / sha256:.2f} times hashlib.sha256 of it")
    assert verify < 2.5 * sha256


def test_the_sdist_builds_offline_from_its_own_locked_crates(sdist: Path, tmp_path: Path) -> None:
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    lock = source / "Cargo.lock"
    assert crates(lock) <= crates(ROOT / "Cargo.lock")

    # Cargo compares times. The files in the sdist have old ones, so it would not build them again.
    for built in (BUILD / "release" / ".fingerprint").glob("hookseal-*"):
        shutil.rmtree(built)
    # Cargo has downloaded the crates already, to build the wheel.
    offline = {
        "CARGO_NET_OFFLINE": "true",
        "CARGO_TARGET_DIR": str(BUILD),
        "PATH": f"{BIN}:{os.environ['PATH']}",
    }
    lock.write_text(lock.read_text().replace('name = "subtle"', 'name = "substitute"'))
    with pytest.raises(AssertionError, match="--locked"):
        build(source, tmp_path, offline)
    build(sdist, tmp_path, offline)

    (wheel,) = tmp_path.glob("*.whl")
    vectors("python", install(sys.executable, wheel, tmp_path / "venv"), RUNNER)


def build(source: Path, folder: Path, env: dict[str, str]) -> None:
    run(*pip_wheel(folder, source), env=env)


def pip_wheel(folder: Path, source: Path) -> list[str | Path]:
    """Builds as a packager does: with the installed tools, and without an index."""
    how = ["-q", "--no-cache-dir", "--no-build-isolation", "--no-index", "--no-deps"]
    return [BIN / "python", "-m", "pip", "wheel", *how, "-w", folder, source]


def test_a_build_from_a_clone_tells_the_terminal_of_it(tmp_path: Path) -> None:
    env = {"CARGO_TARGET_DIR": str(BUILD), "PATH": f"{BIN}:{os.environ['PATH']}"}
    shown = on_a_terminal(*pip_wheel(tmp_path, ROOT / "bindings-python"), cwd=tmp_path, env=env)
    assert "hookseal: compiling its Rust core with cargo, which takes some minutes" in shown
    assert [path.suffix for path in tmp_path.iterdir()] == [".whl"]


def crates(lock: Path) -> set[tuple[str, str, str]]:
    packages = tomllib.loads(lock.read_text())["package"]
    return {(crate["name"], crate["version"], crate.get("checksum", "")) for crate in packages}
