"""Draws the chart of the README from the tables of report.md.

python tests/bench/chart.py [FOLDER]

Bars on a linear scale that begins at zero, so that twice the length is twice the time. A peer that is far
slower than the others would make their bars too short to compare, so its bar is cut, and says its time.
"""

from __future__ import annotations

import re
import sys
from html import escape
from pathlib import Path
from statistics import median

from report import LANGUAGES, SIZES, heading

HERE = Path(__file__).resolve().parent
SIZE = SIZES[1024]
UNITS = {"ns": 1e-3, "µs": 1.0, "ms": 1e3}
NOT_SHOWN = {
    "sha256",
    "floor",
    "core",
    "hookseal, given the time",
    "hookseal (string)",
    "hookseal (WebAssembly)",
}
MAX_US = 10
"""The end of the scale."""
TICKS = range(0, MAX_US + 1, 2)

THEMES = {
    "light": {
        "ink": "#1f2328",
        "faint": "#d1d9e0",
        "ours": "#0969da",
        "theirs": "#9aa4af",
        "page": "#ffffff",
    },
    "dark": {"ink": "#f0f6fc", "faint": "#3d444d", "ours": "#4493f8", "theirs": "#656c76", "page": "#0d1117"},
}
WIDTH, LEFT, RIGHT = 800, 240, 700
TOP, ROW, BAR, GAP = 66, 22, 14, 12

STYLE = """\
text {{ font: 13px -apple-system, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif; fill: {ink} }}
.head {{ font-size: 16px; font-weight: 600 }} .language {{ font-weight: 600 }} .ours {{ font-weight: 600 }}
.name {{ text-anchor: end }} .tick {{ text-anchor: middle }}
rect {{ fill: {theirs} }} rect.ours {{ fill: {ours} }} path {{ stroke: {faint}; fill: none }}
.least {{ stroke: {ink}; stroke-dasharray: 4 3 }} .cut {{ fill: {page}; stroke: none }}"""


def times(report: str, language: str) -> dict[str, float]:
    """Microseconds by name, fastest first as in the report."""
    table = report.split(heading(language))[1].split("\n## ")[0]
    head, _, *rows = [re.split(r" *\| *", line)[1:-1] for line in table.splitlines() if line[:1] == "|"]
    cells = {row[0]: row[head.index(SIZE)].split() for row in rows}
    return {name: float(number) * UNITS[unit] for name, (number, unit, _) in cells.items()}


def label(us: float) -> str:
    return f"{us:.0f} µs" if us >= 100 else f"{us:.1f} µs" if us >= 1 else f"{us:.2f} µs"


def x(us: float) -> float:
    return round(LEFT + us / MAX_US * (RIGHT - LEFT), 1)


def bar(name: str, us: float, y: float) -> list[str]:
    ours = ' class="ours"' if name.startswith("hookseal") else ""
    kind = "name ours" if ours else "name"
    middle, end = y + BAR / 2, x(min(us, MAX_US))
    drawn = [
        f'<text x="{LEFT - 10}" y="{middle + 4.5:g}" class="{kind}">{escape(name)}</text>',
        f'<rect x="{LEFT}" y="{y:g}" width="{end - LEFT:g}" height="{BAR}"{ours}/>',
        f'<text x="{end + 8:g}" y="{middle + 4.5:g}"{ours}>{label(us)}</text>',
    ]
    if us > MAX_US:  # two slanting cuts, in the colour of the page behind
        cut = f"M{end - 22:g} {y + BAR + 2:g}l6 {-BAR - 4}h5l-6 {BAR + 4}z"
        drawn.insert(2, f'<path d="{cut}" class="cut"/>')
    return drawn


def draw(report: str, theme: str) -> str:
    measured = {language: times(report, language) for language in LANGUAGES}
    least = median(group["floor"] for group in measured.values())
    rows, y = [], float(TOP)
    for language, group in measured.items():
        rows.append(f'<text x="0" y="{y + BAR / 2 + 4.5:g}" class="language">{language}</text>')
        for name, us in group.items():
            if name not in NOT_SHOWN:
                rows += bar(name, us, y)
                y += ROW
        y += GAP
    bottom = y - GAP
    grid = [
        f'<path d="M{x(tick)} {TOP - 8}V{bottom:g}"/>'
        f'<text x="{x(tick)}" y="{bottom + 20:g}" class="tick">{tick}{" µs" if tick else ""}</text>'
        for tick in TICKS
    ]
    height = round(bottom) + 30
    title = f"Microseconds to verify one delivery of {SIZE}: shorter is faster"
    note = f"Dashed: hashing alone, which all must do, {label(least)}. Cut bars are longer than the scale."
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
            f'viewBox="0 0 {WIDTH} {height}" role="img">',
            f"<title>{title}</title>",
            f"<style>\n{STYLE.format(**THEMES[theme])}\n</style>",
            f'<text x="0" y="18" class="head">{title}</text>',
            f'<text x="0" y="38">{note}</text>',
            *grid,
            *rows,
            f'<path d="M{x(least)} {TOP - 8}V{bottom:g}" class="least"/>',
            "</svg>\n",
        ]
    )


def write(report: str, folder: Path) -> None:
    for theme in THEMES:
        (folder / f"chart-{theme}.svg").write_text(draw(report, theme), "utf-8")


if __name__ == "__main__":
    write((HERE / "report.md").read_text("utf-8"), Path(sys.argv[1]) if sys.argv[1:] else HERE)
