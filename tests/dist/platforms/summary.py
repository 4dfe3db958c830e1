"""A pytest plugin: ends the report with a table of what ran on each platform."""

from collections import Counter

import pytest
from targets import targets

ARTEFACTS = {"test_npm": "npm", "test_wheels": "wheel", "test_c_archives": "C archive"}

outcomes: dict[tuple[str, str], Counter[str]] = {}
reasons: dict[tuple[str, str], str] = {}
cells: dict[str, tuple[str, str]] = {}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        target = getattr(item, "callspec", None) and item.callspec.params.get("target")  # type: ignore[attr-defined]
        artefact = ARTEFACTS.get(item.path.stem)
        if target and artefact:
            cells[item.nodeid] = (target.triple, artefact)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    cell = cells.get(report.nodeid)
    if cell is None or (report.when != "call" and report.passed):
        return
    outcomes.setdefault(cell, Counter())[report.outcome] += 1
    if report.skipped and isinstance(report.longrepr, tuple):
        reasons[cell] = report.longrepr[2].removeprefix("Skipped: ").splitlines()[0]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.section("platforms")
    for target in targets():
        for artefact in ARTEFACTS.values():
            found = outcomes.get((target.triple, artefact))
            if found is None:
                continue
            counts = ", ".join(f"{count} {outcome}" for outcome, count in found.items())
            reason = reasons.get((target.triple, artefact))
            terminalreporter.line(
                f"{target.triple:<27} {artefact:<10} {counts}{f' ({reason})' if reason else ''}"
            )
