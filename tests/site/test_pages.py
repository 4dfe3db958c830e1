"""Every block of code on a page is run, by the tests of the file that the page includes or shows."""

import re

import pytest
from blocks import DOCS, EXAMPLES, PAGES, ROOT, Block, blocks, included, shown

PARTS = ROOT / "target" / "docs-parts"
# What runs the blocks of a file that pages include.
RUN_ELSEWHERE = {
    "README.md": "tests/docs/test_readme.py",
    "bindings-c/README.md": "tests/docs/test_readme.py",
    "bindings-node/README.md": "bindings-node/test/readme.test.mjs",
    "bindings-python/README.md": "bindings-python/tests/test_readme.py",
    "cli/README.md": "cli/tests/usage/readme.rs",
    "core/README.md": "core/src/lib.rs",
}
# These have nothing but commands for contributors and output.
WITHOUT_CODE = {"ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"}
# Its programs are compiled and run by tests/adapters and tests/gateway.
C_EXAMPLES = ROOT / "bindings-c/examples"
# tests/docs/test_receiving.py and tests/gateway/test_page.py run this page.
RECEIVING = DOCS / "receiving.md"
# test_shell.py runs these. Text is what a command prints.
PLAIN = {"sh", "toml", "text"}
BLOCKS = list(blocks())


def test_a_page_has_no_code_of_its_own_that_nothing_runs() -> None:
    assert [str(block) for block in BLOCKS if block.language not in PLAIN and block.page != RECEIVING] == []


def test_no_block_hides_from_these_tests() -> None:
    """By another fence, or an indented one."""
    for page in {*PAGES, *included()}:
        assert re.findall(r"^(?: +```| *~~~)", page.read_text("utf-8"), re.M) == [], page


def test_what_is_included_is_run_elsewhere() -> None:
    for path in included():
        name = str(path.relative_to(ROOT))
        if name.startswith(("target/docs-parts/", "tests/")) or name in WITHOUT_CODE:
            assert {block.language for block in blocks([path])} <= PLAIN
        else:
            assert (ROOT / RUN_ELSEWHERE[name]).exists()


def test_each_example_is_on_a_page_and_each_file_on_a_page_is_an_example() -> None:
    examples = {path for path in EXAMPLES.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert {path for path in shown() if C_EXAMPLES not in path.parents} == examples


@pytest.mark.parametrize("block", [b for b in BLOCKS if b.language == "sh"], ids=str)
def test_no_secret_is_an_argument(block: Block) -> None:
    assert not re.search(r"--(?:secret|api-key)", block.code)


def test_each_error_has_a_section() -> None:
    """`diagnose`'s findings are printed by the core itself."""
    core = "".join((ROOT / "core/src" / name).read_text("utf-8") for name in ("error.rs", "request.rs"))
    codes = re.findall(r'=> "([a-z]+_[a-z_]+)"', core)
    assert len(codes) == 14
    own = (DOCS / "errors.md").read_text("utf-8").partition("## What `diagnose` finds")[0]
    assert sorted(re.findall(r"^### `(\w+)`$", own, re.M)) == sorted(codes)
    findings = (PARTS / "findings.md").read_text("utf-8")
    table = (ROOT / "core/src/diagnose/finding_code.rs").read_text("utf-8")
    listed = re.findall(r'^    \w+ "(\w+)"$', table, re.M)
    assert len(listed) > 40
    assert re.findall(r"^### `(\w+)`$", findings, re.M) == listed


def test_the_sidebar_has_every_page() -> None:
    listed = (DOCS / ".vitepress/pages.mjs").read_text("utf-8")
    linked = "".join(path.read_text("utf-8") for path in DOCS.glob("*.md"))
    for page in DOCS.rglob("*.md"):
        if "node_modules" in page.parts:
            continue
        name = page.stem if page.stem != "index" else page.parent.name
        known = re.search(rf"['/]{re.escape(name)}['/:]|\b{re.escape(name)}: '", listed)
        assert known or name == "docs" or f"]({name}.md)" in linked, page
