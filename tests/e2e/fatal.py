"""A handler of one's own, as docs/receiving.md invites to: the receivers', but one event ends the process."""

from pathlib import Path

EVENT_ID = "event_fatal"

HANDLERS = [
    (
        "bindings-python/examples/receiver/handler.py",
        "    event: dict[str, Any] = json.loads(body)\n",
        f'    if event["id"] == "{EVENT_ID}":\n        __import__("os")._exit(1)\n',
    ),
    (
        "bindings-node/examples/receiver/handler.mjs",
        "export async function handle(event, query) {\n",
        f"  if (event.id === '{EVENT_ID}') process.exit(1)\n",
    ),
    (
        "bindings-c/examples/receiver/handler.cpp",
        "void handle(const Event &event, Database &database) {\n",
        f'    if (event.id == "{EVENT_ID}") std::_Exit(1);\n',
    ),
]
"""The file, the line, and what to write after it."""


def write_handlers(tree: Path) -> None:
    for name, line, fault in HANDLERS:
        before, found, after = (tree / name).read_text(encoding="utf-8").partition(line)
        if not found:
            raise RuntimeError(f"{name} has no line {line!r}")
        (tree / name).write_text(before + line + fault + after, encoding="utf-8")
