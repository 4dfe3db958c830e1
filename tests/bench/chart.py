"""The chart of the report: time per verification, by language and peer."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
from report import LANGUAGES, Results

mpl.use("svg")
from matplotlib import pyplot as plt

THEMES = {
    "light": {"ink": "#1f2328", "ours": "#0969da", "core": "#8c959f", "theirs": "#c8ced5"},
    "dark": {"ink": "#e6edf3", "ours": "#4493f8", "core": "#8b949e", "theirs": "#484f58"},
}
SIZE = 1024


def draw(results: Results, theme: str, to: Path) -> None:
    colours = THEMES[theme]
    bars = [
        (language, name, results.ns((language, "verify", name, SIZE)))
        for language in LANGUAGES
        for name in results.names(language, "verify")
        if name not in ("sha256", "core", "hookseal, given the time")
    ]
    places, labels, at = [], [], 0.0
    for i, (language, name, _) in enumerate(bars):
        at += 1.0 if i == 0 or bars[i - 1][0] == language else 2.0
        places.append(at)
        labels.append(name)
    settings = {
        "svg.hashsalt": "hookseal",
        "svg.fonttype": "none",
        "font.family": "sans-serif",
        "font.size": 9,
        **{key: colours["ink"] for key in ("text.color", "axes.labelcolor", "xtick.color")},
        **{key: colours["ink"] for key in ("ytick.color", "axes.edgecolor")},
    }
    with mpl.rc_context(settings):
        figure, axes = plt.subplots(figsize=(8, 0.24 * at + 1.0))
        for (_, name, ns), place in zip(bars, places, strict=True):
            kind = "ours" if name.startswith("hookseal") else "core" if name == "floor" else "theirs"
            axes.barh(place, ns, height=0.8, left=0, color=colours[kind])
            told = f"{ns / 1000:.1f} µs" if ns >= 10_000 else f"{ns / 1000:.2f} µs"
            axes.text(ns * 1.06, place, told, va="center", fontsize=8)
        for language in LANGUAGES:
            first = next(place for bar, place in zip(bars, places, strict=True) if bar[0] == language)
            axes.text(310, first - 1.0, language, fontweight="bold", va="center")
        axes.set_yticks(places, labels)
        axes.set_xscale("log")
        axes.set_xlim(300, max(ns for *_, ns in bars) * 2.5)
        axes.set_ylim(at + 0.8, -0.6)
        axes.set_xlabel("nanoseconds per verification of a 1 KiB payload, log scale; less is better")
        axes.tick_params(axis="y", length=0)
        for side in ("top", "right", "left"):
            axes.spines[side].set_visible(False)
        figure.savefig(to, transparent=True, bbox_inches="tight", metadata={"Date": None})
        plt.close(figure)
