"""Handlers of one's own, as docs/receiving.md invites to: the receivers', but for two events."""

from pathlib import Path

FATAL = "event_fatal"
"""Ends the process."""

SLOW = "event_slow"
"""Takes 3 seconds, when part of what it does is written."""

PYTHON = "bindings-python/examples/receiver/handler.py"
NODE = "bindings-node/examples/receiver/handler.mjs"
CPP = "bindings-c/examples/receiver/handler.cpp"

CHANGES = [
    (
        PYTHON,
        "    event: dict[str, Any] = json.loads(body)\n",
        f'    if event["id"] == "{FATAL}":\n        __import__("os")._exit(1)\n',
    ),
    (
        PYTHON,
        '        (event["id"], event["event"]),\n    )\n',
        f'    if event["id"] == "{SLOW}":\n        __import__("time").sleep(3)\n',
    ),
    (
        NODE,
        "export async function handle(event, query) {\n",
        f"  if (event.id === '{FATAL}') process.exit(1)\n",
    ),
    (
        NODE,
        "  const [first] = await query(mark, [event.id, event.event])\n",
        f"  if (event.id === '{SLOW}') await new Promise((resolve) => setTimeout(resolve, 3000))\n",
    ),
    (
        CPP,
        "void handle(const Event &event, Database &database) {\n",
        f'    if (event.id == "{FATAL}") std::_Exit(1);\n',
    ),
    (
        CPP,
        "    if (first.changed == 0) return;\n",
        f'    if (event.id == "{SLOW}") std::system("sleep 3");\n',
    ),
]
"""The file, a line, and what to write after it."""


def write_handlers(tree: Path) -> None:
    for name, line, change in CHANGES:
        before, found, after = (tree / name).read_text(encoding="utf-8").partition(line)
        if not found:
            raise RuntimeError(f"{name} has no line {line!r}")
        (tree / name).write_text(before + line + change + after, encoding="utf-8")
