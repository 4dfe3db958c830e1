"""Writes the names and the types of WorkOS's events and actions for every language, from the lists in core/.

Run it as `python tests/tools/event-types/generate.py`.
"""

from pathlib import Path

import schemas
import write_python
import write_rust
import write_typescript
from schemas import ROOT

PYTHON = ROOT / "bindings-python/python/hookseal"
NODE = ROOT / "bindings-node"


def files() -> dict[Path, str]:
    read = schemas.read()
    of_names, of_events = origin("event-types.txt"), origin("event-*")
    of_types = origin("event-* and action-context.schema.json")
    return {
        ROOT / "core/src/event_type.rs": f"// {of_names}\n\n{write_rust.constants(read)}",
        PYTHON / "_event_types.py": f"# {of_names}\n{write_python.names(read)}",
        PYTHON / "types.py": f"# {of_types}\n{write_python.types(read)}",
        PYTHON / "_router_types.py": f"# {of_events}\n{write_python.router(read)}",
        NODE / "event-types.d.ts": f"// {of_types}\n\n{write_typescript.types(read)}",
        NODE / "lib/event-names.js": f"// {of_names}\n\n{write_typescript.names(read)}",
    }


def origin(sources: str) -> str:
    return f"Written by tests/tools/event-types/generate.py from core/{sources}."


if __name__ == "__main__":
    for path, text in files().items():
        path.write_text(text, "utf-8")
