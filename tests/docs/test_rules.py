"""docs/rules.md names files and vectors that are there, and every rule that can fail has both."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs/rules.md").read_text("utf-8")
VECTORS = ROOT / "tests/conformance/vectors"
RULES = re.findall(r"^\| (\d) \| (.*) \| (.*) \| (.*) \| (.*) \|$", TEXT, re.M)


def flags(cell: str) -> list[tuple[str, str]]:
    """A file of vectors, and a flag in it."""
    found = re.findall(r"(\w+): ((?:`[A-Z]\w+`(?:, )?)+)", cell)
    return [(name, flag) for name, names in found for flag in re.findall(r"`(\w+)`", names)]


def test_every_rule_names_its_file_and_its_vectors() -> None:
    assert [number for number, *_ in RULES] == [str(number) for number in range(1, 10)]
    for number, _, _, files, vectors in RULES:
        assert re.search(r"`core/src/\w+\.rs`", files), number
        assert flags(vectors), number


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`([\w-]+/[\w./-]+)`", TEXT))))
def test_a_file_is_there(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize(("name", "flag"), sorted(set(flags(TEXT))))
def test_vectors_have_the_flag(name: str, flag: str) -> None:
    assert flag in json.loads((VECTORS / f"{name}.json").read_text("utf-8"))["notes"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule[0])
def test_a_vector_is_refused_as_the_rule_says(rule: tuple[str, str, str, str, str]) -> None:
    codes = set(re.findall(r"`(\w+)`", rule[2]))
    groups = [
        group
        for name, _ in flags(rule[4])
        for group in json.loads((VECTORS / f"{name}.json").read_text("utf-8"))["testGroups"]
    ]
    named = {flag for _, flag in flags(rule[4])}
    refused = {
        test["expected"].get("code")
        for group in groups
        for test in group["tests"]
        if named & set(test["flags"])
    }
    assert codes <= refused
