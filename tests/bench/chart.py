"""Draws the chart of the README from the tables of report.md.

python tests/bench/chart.py [FOLDER]

Each dot is a way to verify a delivery. The scale is logarithmic, and its left end is the time of
hashing alone, so that a line's length is how many times that long the whole check takes.
"""

from __future__ import annotations

import math
import re
import sys
from html import escape
from pathlib import Path
from statistics import median

from report import LANGUAGES, SIZES, heading

HERE = Path(__file__).resolve().parent
SIZE = SIZES[1024]
NOT_SHOWN = {"sha256", "core", "hookseal, given the time"}
UNITS = {"ns": 1e-3, "µs": 1.0, "ms": 1e3}

THEMES = {
    "light": {"ink": "#1f2328", "ours": "#0969da", "theirs": "#59636e"},
    "dark": {"ink": "#f0f6fc", "ours": "#4493f8", "theirs": "#9198a1"},
}
WIDTH, LEFT, RIGHT = 800, 280, 735
TOP, ROW, GAP = 66, 20, 10

STYLE = """\
text {{ font: 13px -apple-system, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif; fill: {ink} }}
.head {{ font-size: 15px; font-weight: 600 }} .name {{ text-anchor: end }} .tick {{ text-anchor: middle }}
.ours {{ fill: {ours}; font-weight: 600 }}
line, path {{ stroke: {theirs}; stroke-width: 1.5; fill: none }} circle {{ fill: {theirs} }}
line.ours {{ stroke: {ours}; stroke-width: 3 }} circle.ours {{ fill: {ours} }}"""


def times(report: str, language: str) -> dict[str, float]:
    """Microseconds by name, fastest first as in the report."""
    table = report.split(heading(language))[1].split("\n## ")[0]
    head, _, *rows = [re.split(r" *\| *", line)[1:-1] for line in table.splitlines() if line[:1] == "|"]
    cells = {row[0]: row[head.index(SIZE)].split() for row in rows}
    return {name: float(number) * UNITS[unit] for name, (number, unit, _) in cells.items()}


def label(us: float) -> str:
    return f"{us:.0f} µs" if us >= 100 else f"{us:.1f} µs" if us >= 10 else f"{us:.2f} µs"


def draw(report: str, theme: str) -> str:
    shown = {
        language: {name: us for name, us in times(report, language).items() if name not in NOT_SHOWN}
        for language in LANGUAGES
    }
    floor = median(group.pop("floor") for group in shown.values())
    most = max(max(group.values()) for group in shown.values())
    decades = range(math.ceil(math.log10(floor)), math.ceil(math.log10(most)) + 1)

    def x(us: float) -> float:
        share = math.log10(us / floor) / (decades[-1] - math.log10(floor))
        return round(LEFT + share * (RIGHT - LEFT), 1)

    rows, y = [], TOP + ROW / 2
    for language, group in shown.items():
        rows.append(f'<text x="0" y="{y + 4:g}" class="head">{language}</text>')
        for name, us in group.items():
            ours, at = ' class="ours"' if name.startswith("hookseal") else "", x(us)
            both = "name ours" if ours else "name"
            rows += [
                f'<text x="{LEFT - 12}" y="{y + 4:g}" class="{both}">{escape(name)}</text>',
                f'<line x1="{LEFT}" y1="{y:g}" x2="{at}" y2="{y:g}"{ours}/>',
                f'<circle cx="{at}" cy="{y:g}" r="4.5"{ours}/>',
                f'<text x="{at + 10:g}" y="{y + 4:g}"{ours}>{label(us)}</text>',
            ]
            y += ROW
        y += GAP
    bottom = y - GAP
    height = round(bottom) + 28
    title = f"Time to verify one delivery of {SIZE}"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
            f'viewBox="0 0 {WIDTH} {height}" role="img">',
            f"<title>{title}</title>",
            f"<style>\n{STYLE.format(**THEMES[theme])}\n</style>",
            f'<text x="0" y="18" class="head">{title}, on a log scale: shorter is faster</text>',
            f'<text x="{LEFT}" y="{TOP - 16}">'
            f"hashing alone, the least that any check takes: {label(floor)}</text>",
            f'<path d="M{LEFT} {TOP - 8}V{bottom:g}H{RIGHT}"/>',
            *rows,
        ]
        + [
            f'<path d="M{x(10**n)} {bottom:g}v6"/>'
            f'<text x="{x(10**n)}" y="{bottom + 22:g}" class="tick">{10**n if n < 3 else 10 ** (n - 3)} '
            f"{'µs' if n < 3 else 'ms'}</text>"
            for n in decades
        ]
        + ["</svg>\n"]
    )


def write(report: str, folder: Path) -> None:
    for theme in THEMES:
        (folder / f"chart-{theme}.svg").write_text(draw(report, theme), "utf-8")


if __name__ == "__main__":
    write((HERE / "report.md").read_text("utf-8"), Path(sys.argv[1]) if sys.argv[1:] else HERE)
