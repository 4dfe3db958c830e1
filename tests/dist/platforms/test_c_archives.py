"""Runs the C archive of every platform that this machine can run: `make dist-all test-platforms`."""

import re
from pathlib import Path

import pytest
from abi import functions
from c_archive import BINDING, GLIBC, SONAME, TOOLS, VERSION, needed, newest_glibc, options, unpack
from compilers import ZIG, ZIG_CACHE, Compiler, compiler
from conftest import ROOT, run, vectors
from machines import TARGETS, Machine, machine
from targets import Target

TESTS = BINDING / "tests"
RUNNERS = ROOT / "tests" / "conformance" / "runners"
OWN_TESTS = (
    "test_c.c",
    "test_events.c",
    "test_diagnose.c",
    "test_misuse.c",
    "test_cpp.cpp",
    "test_noexcept.cpp",
)
SOURCES = [RUNNERS / "c" / "runner.c", RUNNERS / "cpp" / "runner.cpp", *(TESTS / name for name in OWN_TESTS)]
FLAGS = {".c": ["-std=c99", "-D_POSIX_C_SOURCE=200809L"], ".cpp": ["-std=c++17"]}

C_TARGETS = [target for target in TARGETS if target.c]
LINUX = [target for target in C_TARGETS if "linux" in target.triple]
MUSL = [target for target in LINUX if "musl" in target.triple]
OTHERS = [target for target in LINUX if "musl" not in target.triple]


def each(targets: list[Target]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("target", targets, ids=lambda target: target.c)


@pytest.fixture
def prefix(target: Target, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of the platform, unpacked into an empty folder."""
    return unpack(str(target.c), tmp_path_factory.mktemp(str(target.c)))


def build(target: Target, tools: Compiler, source: Path, prefix: Path, folder: Path, linkage: str) -> Path:
    """Compiles one program as a user does on that platform."""
    program = folder / f"{source.stem}{source.suffix[1:]}{tools.suffix}"
    command = tools.c if source.suffix == ".c" else tools.cpp
    assert command
    run(
        *command,
        *FLAGS[source.suffix],
        *(["-fno-exceptions", "-fno-rtti"] if source.stem == "test_noexcept" else []),
        "-O1",
        source,
        "-o",
        program,
        *options(prefix, linkage),
        *tools.threads,
        *([f"-Wl,-rpath,{prefix / 'lib'}"] if "linux" in target.triple else []),
        env=tools.env,
    )
    return program


@pytest.mark.parametrize("linkage", ["shared", "static"])
@each(C_TARGETS)
def test_programs_pass_every_vector_and_the_binding_s_own_tests(
    target: Target, prefix: Path, tmp_path: Path, linkage: str
) -> None:
    here, tools = machine(target), compiler(target)
    if (dll := prefix / "bin" / "hookseal.dll").exists() and linkage == "shared":
        (tmp_path / dll.name).symlink_to(dll)  # Windows looks beside the program
    sources = [source for source in SOURCES if source.suffix == ".c" or tools.cpp]
    for source in sources:
        program = build(target, tools, source, prefix, tmp_path, linkage)
        if source.suffix == ".c" and "linux" in target.triple:
            assert (SONAME in needed(program)) == (linkage == "shared")
        if source.parent == TESTS:
            assert " passed, 0 failed" in run(*here.command, program)
        else:
            vectors({".c": "c", ".cpp": "c++"}[source.suffix], *here.command, program)


@each([target for target in C_TARGETS if target not in MUSL])
def test_cmake_finds_the_library(target: Target, prefix: Path, tmp_path: Path) -> None:
    """The project needs a compiler for C++."""
    here, tools = machine(target), compiler(target)
    assert tools.cpp
    system = "Windows" if "windows" in target.triple else "Linux"
    run(
        TOOLS / "cmake",
        "-GNinja",
        f"-S{ROOT / 'tests' / 'dist' / 'c' / 'cmake-find-package'}",
        f"-B{tmp_path}",
        f"-DCMAKE_MAKE_PROGRAM={TOOLS / 'ninja'}",
        f"-DCMAKE_SYSTEM_NAME={system}",
        f"-DCMAKE_C_COMPILER={';'.join(map(str, tools.c))}",
        f"-DCMAKE_CXX_COMPILER={';'.join(map(str, tools.cpp))}",
        f"-DCMAKE_PREFIX_PATH={prefix}",
        env=tools.env,
    )
    run(TOOLS / "cmake", "--build", tmp_path, "--target", "c-shared", "c-static", env=tools.env)
    if system == "Windows":
        (tmp_path / "hookseal.dll").symlink_to(prefix / "bin" / "hookseal.dll")
    for program in "c-shared", "c-static":
        answer = run(*here.command, tmp_path / f"{program}{tools.suffix}")
        assert answer == f"hookseal {VERSION} ok signature_mismatch\n"


@each(LINUX)
def test_the_shared_library_is_of_its_platform(target: Target, prefix: Path) -> None:
    library = prefix / "lib" / "libhookseal.so"
    machines = {"x86_64": "X86-64", "aarch64": "AArch64"}
    assert machines[target.triple.partition("-")[0]] in run("readelf", "-h", library)
    assert f"soname: [{SONAME}]" in run("readelf", "-d", library)
    if target in MUSL:  # its libc, by the name that musl's own loader has too
        assert needed(library) == {"libc.so"}
    else:
        libraries = {name for name in needed(library) if not name.startswith("ld-linux")}
        assert libraries == {"libc.so.6", "libpthread.so.0", "libdl.so.2"}
        assert newest_glibc(library) <= GLIBC


@each(OTHERS)
def test_a_program_with_the_static_library_runs_with_the_oldest_glibc(
    target: Target, prefix: Path, tmp_path: Path
) -> None:
    """Zig knows the symbols of that glibc, and refuses others."""
    oldest = f"{target.triple.partition('-')[0]}-linux-gnu.{GLIBC[0]}.{GLIBC[1]}"
    zig = Compiler((*ZIG, "cc", "-target", oldest, "-lunwind"), None, ZIG_CACHE)
    program = build(target, zig, TESTS / "test_c.c", prefix, tmp_path, "static")
    assert newest_glibc(program) <= GLIBC
    assert " passed, 0 failed" in run(*machine(target).command, program)


@each(MUSL)
def test_a_fully_static_program_for_musl_can_unwind(target: Target, prefix: Path, tmp_path: Path) -> None:
    """The library has its own unwinder. It reads a table for which pkg-config must ask musl-gcc."""
    here, tools = machine(target), compiler(target)
    unwinder = re.findall(r" U _Unwind_\w+", run("nm", prefix / "lib" / "libhookseal.a"))
    assert not unwinder
    static = Compiler((*tools.c, "-static"), None, tools.env)
    program = build(target, static, TESTS / "test_misuse.c", prefix, tmp_path, "static")
    assert needed(program) == set()
    assert "GNU_EH_FRAME" in run("readelf", "-l", program)
    assert " passed, 0 failed" in run(*qemu_alone(here), program)


def qemu_alone(here: Machine) -> tuple[str | Path, ...]:
    """The command without the folder of the system's libraries."""
    return here.command[:1]


@each(C_TARGETS)
def test_an_archive_holds_what_is_documented(target: Target, prefix: Path) -> None:
    assert prefix.name == f"hookseal-c-{VERSION}-{target.c}"
    libraries = {str(path.relative_to(prefix)) for path in prefix.rglob("*hookseal*") if is_library(path)}
    if "windows" in target.triple:
        assert libraries == {"bin/hookseal.dll", "lib/libhookseal.dll.a", "lib/libhookseal.a"}
    else:
        names = ("libhookseal.a", "libhookseal.so", SONAME, f"libhookseal.so.{VERSION}")
        assert libraries == {f"lib/{name}" for name in names}
    for path in prefix.rglob("*"):
        if path.is_file():
            assert str(ROOT).encode() not in path.read_bytes(), path


def is_library(path: Path) -> bool:
    return path.suffix == ".dll" or ".a" in path.suffixes or ".so" in path.suffixes


@each(C_TARGETS)
def test_the_static_library_exports_what_the_header_declares(target: Target, prefix: Path) -> None:
    command = ("nm", "-g", "--defined-only", prefix / "lib" / "libhookseal.a")
    exported = {tuple(fields[1:]) for line in run(*command).splitlines() if len(fields := line.split()) == 3}
    assert exported == {("T", name) for name in functions(prefix / "include" / "hookseal.h")}
