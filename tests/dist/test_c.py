"""Tests the C archive: its files, its exported symbols, and that every usual build system finds it."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from abi import describe, functions
from c_archive import (
    BINDING,
    GLIBC,
    SONAME,
    VERSION,
    environment,
    needed,
    newest_glibc,
    options,
    unpack,
)
from conftest import BIN, DIST, ROOT, run, shipped, vectors

NAME = "linux-x64-gnu"
CONSUMERS = ROOT / "tests" / "dist" / "c"
ABI = BINDING / "abi.txt"
WARNINGS = "-Wall -Wextra -Wpedantic -Wconversion -Werror"

LIBRARIES = {"libhookseal.a", "libhookseal.so", SONAME, f"libhookseal.so.{VERSION}"}
DEVELOPMENT = {
    "pkgconfig/hookseal.pc",
    "cmake/hookseal/hooksealConfig.cmake",
    "cmake/hookseal/hooksealConfigVersion.cmake",
    "cmake/hookseal/hooksealTargets.cmake",
}
HEADERS = {"include/hookseal.h", "include/hookseal.hpp"}
LICENCES = {"LICENSE-APACHE", "LICENSE-MIT", "LICENSE-THIRD-PARTY"}
DOCS = {f"share/doc/hookseal/{name}" for name in LICENCES}
HOST = re.findall(r"^host: (.*)$", run("rustc", "-vV"), re.MULTILINE)[0]
FOREIGN = "s390x-unknown-linux-gnu"


def installed(libdir: str) -> set[str]:
    """The files that `make install` installs below a prefix."""
    return HEADERS | DOCS | {f"{libdir}/{name}" for name in LIBRARIES | DEVELOPMENT}


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}


@pytest.fixture(scope="session")
def prefix(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive, unpacked into an empty folder."""
    return unpack(NAME, tmp_path_factory.mktemp("unpacked"))


@dataclass(frozen=True)
class Toolchain:
    c: str
    cpp: str
    c_standard: str
    cpp_standard: str

    @property
    def cpp_year(self) -> str:
        """The standard's name in CMake and Meson, which translate C++23 for older compilers."""
        return self.cpp_standard[-2:].replace("2b", "23")


def known_standard(compiler: str, language: str, *names: str) -> str:
    """The first name that the compiler knows. Skips the test if there is none, or no such compiler."""
    if not shutil.which(compiler):
        pytest.skip(f"{compiler} is not installed")
    for name in names:
        probe = [compiler, f"-std={name}", "-x", language, "-fsyntax-only", os.devnull]
        if subprocess.run(probe, stderr=subprocess.DEVNULL).returncode == 0:
            return name
    pytest.skip(f"{compiler} does not know {names[0]}")


# One project uses one standard of C and one of C++.
@pytest.fixture(params=["c99 c++17", "c11 c++20", "c17 c++23 c++2b"], ids=lambda names: names[:9])
def standards(request: pytest.FixtureRequest) -> list[str]:
    return str(request.param).split()


@pytest.fixture(params=["gcc g++", "clang clang++"], ids=lambda names: names.split()[0])
def toolchain(request: pytest.FixtureRequest, standards: list[str]) -> Toolchain:
    c, cpp = str(request.param).split()
    return Toolchain(c, cpp, known_standard(c, "c", standards[0]), known_standard(cpp, "c++", *standards[1:]))


def with_pkg_config(toolchain: Toolchain, folder: Path, env: dict[str, str]) -> None:
    run(
        "make",
        f"--file={CONSUMERS / 'pkg-config' / 'Makefile'}",
        f"SOURCE={CONSUMERS}",
        f"CC={toolchain.c}",
        f"CXX={toolchain.cpp}",
        f"CFLAGS=-std={toolchain.c_standard} {WARNINGS}",
        f"CXXFLAGS=-std={toolchain.cpp_standard} {WARNINGS}",
        cwd=folder,
        env=env,
    )


def with_meson(toolchain: Toolchain, folder: Path, env: dict[str, str]) -> None:
    env = env | {"CC": toolchain.c, "CXX": toolchain.cpp}
    options = [f"-Dc_std={toolchain.c_standard}", f"-Dcpp_std=c++{toolchain.cpp_year}", "-Dwerror=true"]
    run("meson", "setup", *options, "-Dwarning_level=3", folder, CONSUMERS / "meson", env=env)
    run("meson", "compile", "-C", folder, env=env)


def with_cmake(toolchain: Toolchain, folder: Path, env: dict[str, str], project: str, *options: str) -> None:
    run(
        "cmake",
        "-GNinja",
        f"-S{CONSUMERS / project}",
        f"-B{folder}",
        f"-DCMAKE_C_COMPILER={toolchain.c}",
        f"-DCMAKE_CXX_COMPILER={toolchain.cpp}",
        f"-DCMAKE_C_STANDARD={toolchain.c_standard[-2:]}",
        f"-DCMAKE_CXX_STANDARD={toolchain.cpp_year}",
        "-DCMAKE_C_STANDARD_REQUIRED=ON",
        "-DCMAKE_CXX_STANDARD_REQUIRED=ON",
        f"-DCMAKE_C_FLAGS={WARNINGS}",
        f"-DCMAKE_CXX_FLAGS={WARNINGS}",
        *options,
        env=env,
    )
    run("cmake", "--build", folder, env=env)


def check_programs(folder: Path) -> None:
    """All four programs exist, work, and are linked as their names say."""
    for language in "c", "cpp":
        for linkage in "shared", "static":
            program = folder / f"{language}-{linkage}"
            assert run(program) == f"hookseal {VERSION} ok signature_mismatch\n"
            assert (SONAME in needed(program)) == (linkage == "shared"), program


def test_pkg_config_project(prefix: Path, toolchain: Toolchain, tmp_path: Path) -> None:
    with_pkg_config(toolchain, tmp_path, environment(prefix))
    check_programs(tmp_path)


def test_meson_project(prefix: Path, toolchain: Toolchain, tmp_path: Path) -> None:
    with_meson(toolchain, tmp_path, environment(prefix))
    check_programs(tmp_path)


def test_cmake_find_package_project(prefix: Path, toolchain: Toolchain, tmp_path: Path) -> None:
    found = f"-DCMAKE_PREFIX_PATH={prefix}"
    with_cmake(toolchain, tmp_path, environment(prefix), "cmake-find-package", found)
    check_programs(tmp_path)


def test_cmake_add_subdirectory_project(prefix: Path, toolchain: Toolchain, tmp_path: Path) -> None:
    built = f"-DHOOKSEAL_CARGO_TARGET_DIR={ROOT / 'target'}"  # reuses what is built already
    with_cmake(toolchain, tmp_path, environment(prefix), "cmake-add-subdirectory", built)
    check_programs(tmp_path)


def test_cmake_fetch_content_project(prefix: Path, tmp_path: Path) -> None:
    """Runs the README's example, with the sources of this tree."""
    (block,) = re.findall(r"^```cmake\n(.*?)^```", (BINDING / "README.md").read_text(), re.M | re.S)
    head = "cmake_minimum_required(VERSION 3.18)\nproject(app C)\n"
    executable = f"add_executable(app {CONSUMERS / 'consumer.c'})\n"
    (tmp_path / "CMakeLists.txt").write_text(head + executable + block)
    options = f"-DFETCHCONTENT_SOURCE_DIR_HOOKSEAL={ROOT}", f"-DHOOKSEAL_CARGO_TARGET_DIR={ROOT / 'target'}"
    run("cmake", "-GNinja", f"-S{tmp_path}", f"-B{tmp_path / 'build'}", *options, env=environment(prefix))
    run("cmake", "--build", tmp_path / "build", env=environment(prefix))
    assert run(tmp_path / "build/app") == f"hookseal {VERSION} ok signature_mismatch\n"


@pytest.mark.parametrize("wanted", ["", "0.1", "0.1.0", "!0.0", "!0.2", "!1.0"])
def test_cmake_knows_the_version(prefix: Path, tmp_path: Path, wanted: str) -> None:
    project = CONSUMERS / "cmake-find-package"
    found = f"-DCMAKE_PREFIX_PATH={prefix}", f"-DWANTED={wanted.lstrip('!')}"
    configure = ["cmake", "-GNinja", f"-S{project}", f"-B{tmp_path}", *found]
    if wanted.startswith("!"):
        with pytest.raises(AssertionError, match="compatible with"):
            run(*configure, env=environment(prefix))
    else:
        run(*configure, env=environment(prefix))


@pytest.mark.parametrize("linkage", ["shared", "static"])
@pytest.mark.parametrize(("binding", "compiler"), [("c", "gcc -std=gnu99"), ("c++", "g++ -std=c++17")])
def test_vectors(prefix: Path, tmp_path: Path, binding: str, compiler: str, linkage: str) -> None:
    (source,) = (ROOT / "tests" / "conformance" / "runners" / binding.replace("++", "pp")).glob("runner.c*")
    found = f"-Wl,-rpath,{prefix / 'lib'}"
    run(*compiler.split(), source, "-o", tmp_path / "runner", *options(prefix, linkage), found)
    vectors(binding, tmp_path / "runner")


def test_the_archive_holds_what_is_documented(prefix: Path) -> None:
    assert prefix.name == shipped(f"hookseal-c-*-{NAME}.tar.gz").name.removesuffix(".tar.gz")
    assert files(prefix) == installed("lib") - DOCS | LICENCES | {"README.md"}
    home = Path(os.environ.get("CARGO_HOME", Path.home() / ".cargo"))
    for name in files(prefix):
        content = (prefix / name).read_bytes()
        assert str(ROOT).encode() not in content, name
        assert str(home).encode() not in content, name


def test_the_archive_is_the_same_when_it_is_made_again(tmp_path: Path) -> None:
    caches = {f"{name}_CACHE_DIR": str(ROOT / "target/zig") for name in ("CARGO_ZIGBUILD", "ZIG_GLOBAL")}
    tools = {"PATH": f"{BIN}:{os.environ['PATH']}", "CARGO_ZIGBUILD_PYTHON_PATH": str(BIN / "python")}
    run("make", "-C", BINDING, "dist", f"DIST={tmp_path}", env=caches | tools)
    (again,) = tmp_path.iterdir()
    assert again.read_bytes() == (DIST / again.name).read_bytes()


@pytest.mark.parametrize(("library", "table"), [("libhookseal.so", "-D"), ("libhookseal.a", "-g")])
def test_a_library_exports_what_the_header_declares(prefix: Path, library: str, table: str) -> None:
    output = run("nm", table, "--defined-only", prefix / "lib" / library)
    exported = {tuple(fields[1:]) for line in output.splitlines() if len(fields := line.split()) == 3}
    assert exported == {("T", name) for name in functions(prefix / "include" / "hookseal.h")}


def test_the_shared_library_needs_no_newer_glibc_than_the_readme_says(prefix: Path) -> None:
    library = prefix / "lib" / "libhookseal.so"
    assert f"soname: [{SONAME}]" in run("readelf", "-d", library)
    assert {name for name in needed(library) if not name.startswith("ld-linux")} == {
        "libc.so.6",
        "libpthread.so.0",
        "libdl.so.2",
    }
    assert newest_glibc(library) <= GLIBC
    assert f"glibc {GLIBC[0]}.{GLIBC[1]}" in (BINDING / "README.md").read_text()


def test_the_abi_is_as_checked_in(prefix: Path, tmp_path: Path) -> None:
    header = prefix / "include" / "hookseal.h"
    found = f"{SONAME}\n" + describe(header, os.environ.get("CC", "cc"), tmp_path)
    if os.environ.get("HOOKSEAL_BLESS"):
        ABI.write_text(found)
    assert ABI.read_text() == found, (
        "The ABI has changed. A removed or changed line breaks compiled programs and needs a new soname. "
        "If lines were only added, or the break is intended, run HOOKSEAL_BLESS=1 make test-dist"
    )


def test_the_native_libraries_are_those_of_rustc(prefix: Path) -> None:
    build = [
        "cargo",
        "rustc",
        "--quiet",
        "--crate-type=staticlib",
        f"--manifest-path={BINDING / 'Cargo.toml'}",
    ]
    output = run(*build, "--", "--print", "native-static-libs")
    (native,) = re.findall(r"native-static-libs: (.*)", output)
    private = re.findall(
        r"^Libs.private: (.*)$", (prefix / "lib/pkgconfig/hookseal.pc").read_text(), re.MULTILINE
    )
    # A C compiler adds libgcc_s itself, or libgcc_eh for a fully static program.
    native = native.replace("-lgcc_s ", "").strip()
    assert private == [native]
    targets = (prefix / "lib/cmake/hookseal/hooksealTargets.cmake").read_text()
    _windows, linked = re.findall(r'INTERFACE_LINK_LIBRARIES "(.*)"', targets)
    assert [f"-l{name}" for name in linked.split(";")] == native.split()


@pytest.mark.parametrize(
    "compiler", ["gcc -std=c99", "g++ -std=c++17", "g++ -std=c++17 -fno-exceptions -fno-rtti"]
)
def test_a_fully_static_program(prefix: Path, tmp_path: Path, compiler: str) -> None:
    flags = compiler.split()
    name = "test_noexcept.cpp" if "-fno-rtti" in flags else "consumer.c" + "pp" * ("g++" in flags)
    source = next(folder / name for folder in (CONSUMERS, BINDING / "tests") if (folder / name).exists())
    run(*flags, "-static", source, "-o", tmp_path / "program", *options(prefix, "static"))
    assert needed(tmp_path / "program") == set()
    run(tmp_path / "program")


def test_a_fully_static_cmake_project(prefix: Path, tmp_path: Path) -> None:
    options = f"-DCMAKE_PREFIX_PATH={prefix}", "-DCMAKE_EXE_LINKER_FLAGS=-static"
    source = f"-S{CONSUMERS / 'cmake-find-package'}"
    run("cmake", "-GNinja", source, f"-B{tmp_path}", *options, env=environment(prefix))
    run("cmake", "--build", tmp_path, "--target", "c-static", "cpp-static", env=environment(prefix))
    for program in tmp_path / "c-static", tmp_path / "cpp-static":
        assert needed(program) == set()
        assert run(program) == f"hookseal {VERSION} ok signature_mismatch\n"


def test_doxygen_has_no_warnings(prefix: Path, tmp_path: Path) -> None:
    if not shutil.which("doxygen"):
        pytest.skip("doxygen is not installed")
    settings = {
        "INPUT": prefix / "include",
        "OUTPUT_DIRECTORY": tmp_path,
        "PREDEFINED": "__cpp_exceptions __cplusplus",
        "QUIET": "YES",
        "HAVE_DOT": "NO",
        "GENERATE_LATEX": "NO",
        "WARN_AS_ERROR": "FAIL_ON_WARNINGS",
    }
    (tmp_path / "Doxyfile").write_text("".join(f"{name} = {value}\n" for name, value in settings.items()))
    run("doxygen", tmp_path / "Doxyfile")
    pages = "".join(path.read_text() for path in (tmp_path / "html").glob("*.html"))
    assert "try_construct_event_at" in pages
    assert "hookseal_verification_finish_event_at" in pages


def make(*arguments: str, env: Mapping[str, str] | None = None) -> None:
    run("make", "-C", BINDING, *arguments, env=env)


def has_target(target: str) -> bool:
    """Whether Rust can build for this target here."""
    found = subprocess.run(
        ["rustc", "--print=target-libdir", "--target", target], capture_output=True, text=True
    )
    return Path(found.stdout.strip() or "nowhere").is_dir()


def test_install_for_a_named_target(tmp_path: Path) -> None:
    """An old library in the folder for this machine is not installed instead."""
    stale, built = tmp_path / "release" / "libhookseal.so", tmp_path / HOST / "release"
    stale.parent.mkdir()
    stale.write_text("of another target")
    env = {"CARGO_BUILD_TARGET": HOST, "CARGO_TARGET_DIR": str(tmp_path)}
    make("install", f"PREFIX={tmp_path / 'prefix'}", env=env)
    assert files(tmp_path / "prefix") == installed("lib")
    assert (tmp_path / "prefix/lib/libhookseal.so").read_bytes() == (built / "libhookseal.so").read_bytes()
    (tmp_path / "programs").mkdir()
    toolchain = Toolchain("gcc", "g++", "c99", "c++17")
    with_pkg_config(toolchain, tmp_path / "programs", environment(tmp_path / "prefix"))
    check_programs(tmp_path / "programs")


@pytest.mark.skipif(has_target(FOREIGN), reason="Rust can build for it here")
def test_a_target_that_is_not_installed_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=FOREIGN):
        make("install", f"PREFIX={tmp_path}", env={"CARGO_BUILD_TARGET": FOREIGN})
    assert files(tmp_path) == set()


def cross(folder: Path, processor: str) -> None:
    """Builds a project with a toolchain file, as a user would."""
    folder.mkdir(exist_ok=True)
    toolchain = folder / "toolchain.cmake"
    toolchain.write_text(f"set(CMAKE_SYSTEM_NAME Linux)\nset(CMAKE_SYSTEM_PROCESSOR {processor})\n")
    project, env = f"-S{CONSUMERS / 'cmake-add-subdirectory'}", environment(folder)
    option = f"-DCMAKE_TOOLCHAIN_FILE={toolchain}"
    run("cmake", "-GNinja", project, f"-B{folder / 'build'}", option, env=env)
    run("cmake", "--build", folder / "build", env=env)


def test_a_cmake_toolchain_file_names_the_target(tmp_path: Path) -> None:
    cross(tmp_path, HOST.split("-")[0])
    assert (tmp_path / f"build/hookseal/cargo/{HOST}/release/libhookseal.so").exists()
    assert (tmp_path / "build/hookseal/lib/target").read_text().strip() == HOST
    check_programs(tmp_path / "build")


def test_a_cmake_toolchain_file_for_a_target_that_is_not_installed_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"set\s+HOOKSEAL_CARGO_TARGET"):
        cross(tmp_path / "vax", "vax")
    if has_target("aarch64-unknown-linux-gnu"):
        pytest.skip("Rust can build for arm64 here")
    with pytest.raises(AssertionError, match="aarch64-unknown-linux-gnu"):
        cross(tmp_path / "arm64", "arm64")
    assert not (tmp_path / "arm64/build/hookseal/lib/libhookseal.so").exists()


@pytest.mark.parametrize("given", ["lib64", "lib/x86_64-linux-gnu", "absolute"])
def test_install_into_libdir_and_uninstall(tmp_path: Path, given: str) -> None:
    prefix = tmp_path / "prefix"
    libdir = "lib/deep" if given == "absolute" else given
    arguments = f"PREFIX={prefix}", f"LIBDIR={prefix / libdir if given == 'absolute' else given}"
    make("install", *arguments)
    assert files(prefix) == installed(libdir)

    toolchain = Toolchain("gcc", "g++", "c99", "c++17")
    for build_system in "pkg-config", "cmake":
        (tmp_path / build_system).mkdir()
    with_pkg_config(toolchain, tmp_path / "pkg-config", environment(prefix, libdir))
    check_programs(tmp_path / "pkg-config")
    where = f"-Dhookseal_DIR={prefix / libdir / 'cmake/hookseal'}"
    with_cmake(toolchain, tmp_path / "cmake", environment(prefix), "cmake-find-package", where)
    check_programs(tmp_path / "cmake")

    make("uninstall", *arguments)
    assert not prefix.exists()


def test_uninstall_leaves_what_others_installed(tmp_path: Path) -> None:
    other = tmp_path / "lib" / "pkgconfig" / "other.pc"
    make("install", f"PREFIX={tmp_path}")
    other.touch()
    make("uninstall", f"PREFIX={tmp_path}")
    assert {path for path in tmp_path.rglob("*") if not path.is_dir()} == {other}
    assert not (tmp_path / "include").exists()


def test_install_below_destdir(tmp_path: Path) -> None:
    make("install", f"DESTDIR={tmp_path}", "PREFIX=/usr/local")
    assert files(tmp_path) == {f"usr/local/{name}" for name in installed("lib")}
    config = (tmp_path / "usr/local/lib/pkgconfig/hookseal.pc").read_text()
    assert config.startswith("prefix=/usr/local\n")
    make("uninstall", f"DESTDIR={tmp_path}", "PREFIX=/usr/local")
    assert files(tmp_path) == set()


def test_a_libdir_outside_the_prefix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="is not below PREFIX"):
        make("install", f"PREFIX={tmp_path / 'a'}", f"LIBDIR={tmp_path / 'b'}")
    assert files(tmp_path) == set()


def test_cargo_c_installs_the_same(tmp_path: Path) -> None:
    if not shutil.which("cargo-cinstall"):
        pytest.skip("cargo-c is not installed")
    prefix, libdir = tmp_path / "prefix", "lib/x86_64-linux-gnu"
    where = f"--prefix={prefix}", f"--libdir={libdir}"
    run("cargo", "cinstall", "--release", *where, cwd=BINDING)
    cmake = {name.replace(f"{libdir}/", "share/") for name in installed(libdir) if "/cmake/" in name}
    assert files(prefix) == {name for name in installed(libdir) if "/cmake/" not in name} | cmake

    toolchain = Toolchain("gcc", "g++", "c99", "c++17")
    for build_system in "pkg-config", "cmake":
        (tmp_path / build_system).mkdir()
    with_pkg_config(toolchain, tmp_path / "pkg-config", environment(prefix, libdir))
    check_programs(tmp_path / "pkg-config")
    found = f"-DCMAKE_PREFIX_PATH={prefix}", "-DWANTED=0.1"
    with_cmake(toolchain, tmp_path / "cmake", environment(prefix), "cmake-find-package", *found)
    check_programs(tmp_path / "cmake")
