"""Sends each reference receiver what WorkOS would, and worse, on each store: `make e2e`.

python tests/e2e/run.py SENDER [--receivers Python,Node,C++] [--stores sqlite,postgres] [--count 20000]
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from handlers import write_handlers
from page import Block, blocks, run_script
from postgres import Postgres
from receiver import Receiver
from scenarios import Checks, burst, fatal, hanging, late, out_of_order, poison, stop, try_it
from store import PostgresStore, SqliteStore, Store

ROOT = Path(__file__).resolve().parents[2]
TREE = ROOT / "target" / "e2e" / "tree"

RECEIVERS = ["Python", "Node", "C++"]
"""Their headings on the page."""


def copy_the_tree() -> None:
    """A copy of the tree, with uncommitted changes. The page's commands build and install in it."""
    shutil.rmtree(TREE, ignore_errors=True)
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).exists():
            (TREE / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, TREE / name)


def set_up(block: Block) -> None:
    done = run_script(block.script(), TREE)
    if done.returncode:
        raise RuntimeError(f"{block.script()}\n{done.stdout}")


def run(running: Block, trying: Block, store: Store, sender: Path, folder: Path, count: int) -> Checks:
    try:
        with Receiver(running, TREE, store, folder) as receiver:
            yield from burst(receiver, store, sender, folder, count)
            yield from poison(receiver, store, sender, folder)
            yield from fatal(receiver, store, sender, folder)
            yield from out_of_order(receiver, store, sender, folder)
            if store.restarts:  # SQLite has one writer: nobody can go on beside one that hangs
                yield from hanging(receiver, store, sender, folder)
            else:  # the store has no part in these
                yield from late(receiver, sender, folder)
                yield from try_it(receiver, trying, TREE)
            yield from stop(receiver)
    except RuntimeError as error:
        yield False, f"broke off: {error}"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("sender", type=Path)
    parser.add_argument("--receivers", type=lambda names: names.split(","), default=RECEIVERS)
    parser.add_argument("--stores", type=lambda names: names.split(","), default=["sqlite", "postgres"])
    parser.add_argument("--count", type=int, default=20_000)
    arguments = parser.parse_args()

    passed = failed = 0
    copy_the_tree()
    write_handlers(TREE)
    page = blocks(TREE / "docs" / "receiving.md")
    [trying] = page.pop("Try it")
    assert sum(map(len, page.values())) == 2 * len(RECEIVERS), "a block of commands that nothing runs"
    with ExitStack() as stack:
        if "postgres" in arguments.stores:
            postgres = stack.enter_context(Postgres())
        for name in arguments.receivers:
            setting_up, running = page[name]
            database = name.lower().replace("+", "p")
            set_up(setting_up)
            for kind in arguments.stores:
                folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hookseal-e2e-")))
                store: Store = (
                    SqliteStore(folder) if kind == "sqlite" else PostgresStore(postgres, f"inbox_{database}")
                )
                begun = time.monotonic()
                ok = True
                for good, meaning in run(running, trying, store, arguments.sender, folder, arguments.count):
                    print(f"{'ok    ' if good else 'FAILED'} {name}, {store.name}: {meaning}", flush=True)
                    passed, failed, ok = passed + good, failed + (not good), ok and good
                if not ok:
                    for log in sorted(folder.glob("*.log")):
                        print(f"--- {log.name}, its end ---\n{log.read_text(errors='replace')[-4000:]}")
                print(f"       {name}, {store.name}: {time.monotonic() - begun:.0f} s", flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
