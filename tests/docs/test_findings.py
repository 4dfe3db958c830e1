"""docs/errors.md says what `diagnose` finds for each code: exactly what the vectors show."""

import json
import re
from collections import defaultdict
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CORE = ROOT / "core/src"
SECTIONS = re.findall(
    r"^### `(\w+)`\n(.*?)(?=^##)", (ROOT / "docs/errors.md").read_text("utf-8"), re.M | re.S
)

FINDINGS = set(re.findall(r'^    \w+ "(\w+)"$', (CORE / "diagnose/finding_code.rs").read_text("utf-8"), re.M))
ERRORS = set(re.findall(r'=> "([a-z_]+)"', (CORE / "error.rs").read_text("utf-8")))

ROWS = [
    (code, "".join(re.findall(r"^`diagnose` finds (.*?)\n\n", text, re.M | re.S)))
    for code, text in SECTIONS
    if code in ERRORS
]

# The secret of another endpoint among those given is no reason to refuse a delivery.
WITHOUT_ERROR = "ok"


def named(cell: str) -> list[str]:
    return re.findall(r"`([\w*]+)`", cell)


def shown() -> dict[str, set[str]]:
    """For each code, what is found in the vectors of one accident."""
    vectors = json.loads((ROOT / "tests/conformance/vectors/diagnose.json").read_text("utf-8"))
    found: dict[str, set[str]] = defaultdict(set)
    for group in vectors["testGroups"]:
        for test in group["tests"]:
            if "TwoAccidents" not in test["flags"]:
                found[test["expected"]["code"]].update(test["expected"]["findings"])
    return found


def test_the_lists_of_the_core_are_read_rightly() -> None:
    assert len(FINDINGS) > 45
    assert {code for code, _ in ROWS} == ERRORS


@pytest.mark.parametrize(("code", "cell"), ROWS, ids=[code for code, _ in ROWS])
def test_a_section_names_what_is_found(code: str, cell: str) -> None:
    patterns = named(cell)
    findings = {finding for pattern in patterns for finding in FINDINGS if fnmatch(finding, pattern)}
    assert findings == shown()[code]
    assert all(any(fnmatch(finding, pattern) for finding in FINDINGS) for pattern in patterns)


def test_every_finding_belongs_to_a_code() -> None:
    assert set().union(*shown().values()) == FINDINGS
    assert shown()[WITHOUT_ERROR] == {"secret_of_other_endpoint"}
