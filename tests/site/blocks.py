"""What the pages of the site show: their own blocks, what they include, and the files that they show."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
EXAMPLES = DOCS / "examples"
PAGES = sorted(path for path in DOCS.rglob("*.md") if "node_modules" not in path.parts)


@dataclass(frozen=True)
class Block:
    page: Path
    language: str
    code: str

    def __str__(self) -> str:
        first = self.code.strip().splitlines()[0]
        return f"{self.page.relative_to(ROOT)}: {first[:50]}"


def blocks(pages: Iterable[Path] = PAGES) -> Iterator[Block]:
    for page in pages:
        for language, code in re.findall(r"^```([^\n]*)\n(.*?)^```$", page.read_text("utf-8"), re.M | re.S):
            yield Block(page, language, code)


def shown() -> set[Path]:
    """The files that pages show by `<<<`."""
    return {
        (page.parent / path.partition("#")[0]).resolve()
        for page in PAGES
        for path in re.findall(r"^<<< (\S+)$", page.read_text("utf-8"), re.M)
    }


def included() -> set[Path]:
    """The files that pages include, or sections of them."""
    return {
        (page.parent / path).resolve()
        for page in PAGES
        for path in re.findall(r"^<!-- include: ([^\s#]+)", page.read_text("utf-8"), re.M)
    }
