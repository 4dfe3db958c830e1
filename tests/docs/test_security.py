"""Checks that the evidence named in SECURITY.md exists."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "SECURITY.md").read_text("utf-8")
FILES = [path for path in (ROOT / "tests/conformance/vectors").glob("*.json") if path.name != "schema.json"]
FLAGS = {flag for path in FILES for flag in json.loads(path.read_text("utf-8"))["notes"]}


def evidence() -> list[str]:
    """The last cells of the tables, without the headings."""
    rows = re.findall(r"^\|.*\| (.*) \|$", TEXT, re.M)
    return [cell for cell in rows if cell not in ("checked by", "shown by", "---")]


@pytest.mark.parametrize("flag", sorted(set(re.findall(r"`([A-Z]\w+)`", " ".join(evidence())))))
def test_the_flag_has_vectors(flag: str) -> None:
    assert flag in FLAGS


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`([\w-]+/[\w./-]+)`", " ".join(evidence())))))
def test_the_file_exists(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("target", sorted(set(re.findall(r"`make ([\w-]+)`", TEXT))))
def test_the_make_target_exists(target: str) -> None:
    assert re.search(rf"^{target}:.*## ", (ROOT / "Makefile").read_text("utf-8"), re.M)


@pytest.mark.parametrize("name", sorted(set(re.findall(r"test `(\w+)`", " ".join(evidence())))))
def test_the_test_exists(name: str) -> None:
    assert any(f"fn {name}(" in path.read_text("utf-8") for path in (ROOT / "core/tests").glob("*.rs"))
