"""Every block of the shell, on a page or in a file that a page includes, is run here, or by another test."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from blocks import DOCS, EXAMPLES, PAGES, ROOT, blocks, included
from page import copy_tree
from shell import SECRET, TARGET, Shell

# By their last lines.
BLOCKS = {
    f"{block.page.relative_to(ROOT)}: {block.code.splitlines()[-1]}": block
    for block in blocks([*PAGES, *sorted(included())])
    if block.language == "sh"
}
EXAMPLE = "accepted connection.activated event_01\n"
SEND = "docs/local-development.md: hookseal send"
RUN = [SEND]

# These take too long, or need what a test must not install. What they name must exist.
NOT_RUN = {
    "README.md: make test": "`.ci/run` runs it, and `make test-fresh` the whole block in a fresh Debian",
    "CONTRIBUTING.md: make test SUITE=rust": "as above",
    "docs/platforms.md: make test-platforms": "it compiles Rust's standard library for each platform",
    "docs/platforms.md: tests/tools/platforms/toolchain": "as above",
    "bindings-c/README.md: CARGO_BUILD_TARGET=aarch64": "it needs a compiler for arm64",
}


def run_elsewhere() -> Iterator[str]:
    """The examples of the command by cli/tests/usage/readme.rs, the page of the gateway by tests/gateway."""
    gateway = ("The gateway in five commands", "Python", "Node", "C++", "After an outage")
    sections = (DOCS / "receiving.md").read_text("utf-8").split("\n#")
    tested = "".join(
        text for text in sections if re.match(rf"#* (?:{'|'.join(map(re.escape, gateway))})\n", text)
    )
    for name, block in BLOCKS.items():
        if name.startswith("cli/README.md: ") and not block.code.startswith("cargo install"):
            yield name
        if block.page.name == "receiving.md" and block.code in tested:
            yield name


def find(beginning: str) -> str:
    """The name of a block, by its beginning."""
    found = [name for name in BLOCKS if name.startswith(beginning)]
    assert len(found) == 1, f"{beginning}... begins the names of {len(found)} blocks"
    return found[0]


def code_of(beginning: str) -> str:
    return BLOCKS[find(beginning)].code


def runs(*beginnings: str) -> pytest.MarkDecorator:
    """Gives a test the code of each of these blocks."""
    RUN.extend(beginnings)
    return pytest.mark.parametrize("beginning", beginnings)


@pytest.fixture
def code(beginning: str) -> str:
    return code_of(beginning)


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    with Shell(tmp_path) as shell:
        yield shell
        shell.shutdown()


def example(language: str) -> str:
    """The example of README.md."""
    found = [block.code for block in blocks([ROOT / "README.md"]) if block.language == language]
    assert len(found) == 1
    return found[0]


@runs(
    "docs/quick-start.md: pip install",
    "bindings-python/README.md: pip install",
)
def test_pip(code: str, shell: Shell) -> None:
    shell.run("python3 -m venv ../python")
    shell.run(code)
    assert shell.run(f"python - <<'END'\n{example('python')}END") == EXAMPLE


@runs("docs/quick-start.md: npm install")
def test_npm(code: str, shell: Shell) -> None:
    """In a copy of the clone, because it builds in the folder that it installs."""
    copy = TARGET / "site-clone"
    copy_tree(copy)
    shell.run(code, cwd=copy)
    assert shell.run(f"node --input-type=module - <<'END'\n{example('js')}END", cwd=copy) == EXAMPLE


def test_cargo_toml(shell: Shell) -> None:
    """The dependency of the quick start, with the path of the clone, below a package."""
    [dependency] = [block.code for block in blocks([DOCS / "quick-start.md"]) if block.language == "toml"]
    crate = shell.folder.parent / "crate"
    (crate / "src").mkdir(parents=True)
    package = '[package]\nname = "site-quick-start"\nedition = "2024"\n'
    (crate / "Cargo.toml").write_text(package + dependency.replace('"core"', f'"{ROOT / "core"}"'))
    (crate / "src/main.rs").write_text(re.sub("^# ", "", example("rust"), flags=re.M))
    assert shell.run("cargo run --quiet --offline", cwd=crate).startswith("accepted, issued at ")


@runs(
    "docs/quick-start.md: cc example.c",
    "docs/quick-start.md: c++ -std=c++17 example.cpp",
)
def test_c(code: str, shell: Shell) -> None:
    for language in ("c", "cpp"):
        (shell.folder / f"example.{language}").write_text(example(language))
    shell.run(code)
    assert shell.run("./example").startswith("accepted")


@runs("bindings-c/README.md: make -C bindings-c uninstall")
def test_install_and_uninstall_c(code: str, shell: Shell) -> None:
    shell.run(code)
    assert not [path for path in shell.prefix.rglob("*") if not path.is_dir()]


@runs("bindings-c/README.md: cc -static app.c")
def test_static_c(code: str, shell: Shell) -> None:
    (shell.folder / "app.c").write_text(example("c"))
    shell.run(code)
    assert shell.run("./a.out") == "accepted: ok\n"


@runs("bindings-c/README.md: make -C bindings-c examples")
def test_examples_of_c(code: str, shell: Shell) -> None:
    shell.run(code)


@runs("docs/frameworks/libevent.md: cc libevent.c")
def test_libevent(code: str, shell: Shell) -> None:
    shell.run(f"cp {EXAMPLES / 'c/libevent.c'} .\n{code}")
    assert (shell.folder / "endpoint").exists()


@runs("cli/README.md: cargo install")
def test_install_the_command(code: str, shell: Shell) -> None:
    shell.run(code, cwd=ROOT)
    assert shell.run("$CARGO_INSTALL_ROOT/bin/hookseal --version").startswith("hookseal ")


@runs("docs/actions.md: hookseal send")
def test_send_actions(code: str, shell: Shell) -> None:
    shell.run(code, WORKOS_WEBHOOK_SECRET=SECRET)
    assert len(shell.received) == 10


@runs("docs/local-development.md: hookseal listen --poll")
def test_listen_without_a_tunnel(code: str, shell: Shell) -> None:
    assert "connection.activated" in shell.run_until(lambda _: bool(shell.received), code)


@runs("docs/local-development.md: WORKOS_WEBHOOK_SECRET=")
def test_listen_shares_its_secret(code: str, shell: Shell) -> None:
    script = '{"scripts": {"dev": "echo secret: $WORKOS_WEBHOOK_SECRET"}}'
    (shell.folder / "package.json").write_text(script)
    assert re.search(r"^secret: \w{20,}$", shell.run(code), re.M)


@runs("docs/local-development.md: hookseal listen --listen")
def test_listen_with_a_tunnel(code: str, shell: Shell) -> None:
    """Beside it, what the page sends from another terminal."""

    def accepted(log: str) -> bool:
        if "listening on" in log and not shell.received:
            shell.run(code_of(SEND))
        return "dsync.user.created" in log

    assert "accepted" in shell.run_until(accepted, code)


def test_each_block_is_run() -> None:
    assert sorted([*map(find, [*RUN, *NOT_RUN]), *run_elsewhere()]) == sorted(BLOCKS)


@pytest.mark.parametrize("beginning", NOT_RUN)
def test_what_is_not_run_exists(code: str) -> None:
    """The targets of make, and the files."""
    for folder, targets in re.findall(r"\bmake (?:-C (\S+) )?((?:[a-z][\w-]* ?)+)", code):
        makefile = (ROOT / (folder or ".") / "Makefile").read_text("utf-8")
        for target in targets.split():
            assert re.search(rf"^(?:[\w-]+ )*{target}\b.*:", makefile, re.M), target
    for path in re.findall(r"^tests/\S+", code, re.M):
        assert (ROOT / path).exists()
