"""Changes the receivers' handlers, so that one event crashes its worker and another makes it hang."""

from pathlib import Path

FATAL = "event_fatal"
"""Handling it ends the process."""

HANGING = "event_hanging"
"""Handling it hangs the first time, after a part of the effect is written."""

PYTHON = "bindings-python/examples/receiver/handler.py"
NODE = "bindings-node/examples/receiver/handler.mjs"
CPP = "bindings-c/examples/receiver/handler.cpp"

CHANGES = [
    (
        PYTHON,
        "    event: dict[str, Any] = json.loads(body)\n",
        f"""\
    import os, time
    if event["id"] == "{FATAL}":
        os._exit(1)
""",
    ),
    (
        PYTHON,
        '        (event["id"], event["event"]),\n    )\n',
        f"""\
    if event["id"] == "{HANGING}" and not os.path.exists("hung"):
        os.mkdir("hung")
        time.sleep(3600)
""",
    ),
    (
        NODE,
        "export async function handle(event, query) {\n",
        f"""\
  if (event.id === '{FATAL}') process.exit(1)
""",
    ),
    (
        NODE,
        "  const [first] = await query(mark, [event.id, event.event])\n",
        f"""\
  const {{ existsSync, mkdirSync }} = await import('node:fs')
  if (event.id === '{HANGING}' && !existsSync('hung')) {{
    mkdirSync('hung')
    await new Promise(() => {{}})
  }}
""",
    ),
    (
        CPP,
        "void handle(const Event &event, Database &database) {\n",
        f"""\
    if (event.id == "{FATAL}") std::_Exit(1);
""",
    ),
    (
        CPP,
        "    if (first.changed == 0) return;\n",
        f"""\
    if (event.id == "{HANGING}" && std::system("mkdir hung") == 0) return void(std::system("sleep 3600"));
""",
    ),
]
"""The file, a line in it, and what to insert after that line."""


def write_handlers(tree: Path) -> None:
    for name, line, change in CHANGES:
        before, found, after = (tree / name).read_text(encoding="utf-8").partition(line)
        if not found:
            raise RuntimeError(f"{name} has no line {line!r}")
        (tree / name).write_text(before + line + change + after, encoding="utf-8")
