"""Checks that the code on docs/receiving.md stands in the examples that the tests run."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FENCE = re.compile(r"^```(py|python|js|cpp)\n(.*?)^```", re.MULTILINE | re.DOTALL)
EXAMPLES = [
    path.read_text("utf-8")
    for path in ROOT.glob("bindings-*/examples/*/*")
    if path.suffix in {".py", ".mjs", ".cpp"}
]
PAGE = (ROOT / "docs" / "receiving.md").read_text("utf-8")


@pytest.mark.parametrize("code", [code for _, code in FENCE.findall(PAGE)])
def test_the_code_stands_in_an_example(code: str) -> None:
    assert any(code in example for example in EXAMPLES)


def test_each_language_has_its_code() -> None:
    assert {language for language, _ in FENCE.findall(PAGE)} == {"python", "js", "cpp"}
