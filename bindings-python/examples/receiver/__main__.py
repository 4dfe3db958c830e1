"""The commands: receive, work, inbox, retry ID."""

import json
import logging
import signal
import sys
import time
from contextlib import closing

from . import __doc__ as usage
from . import handler, inbox, settings
from .database import Database, Unavailable
from .inbox import Inbox


def main(arguments: list[str]) -> None:
    chosen = settings.load()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # until a command has something to finish
    with closing(inbox.database(chosen, durable=arguments != ["work"])) as database:
        run(arguments, database, chosen)


def run(arguments: list[str], database: Database, chosen: settings.Settings) -> None:
    events = Inbox(database, chosen)
    match arguments:
        case ["receive"]:
            from .receive import receive

            verifier = settings.verifier()
            create(database)
            receive(events, verifier, chosen)
        case ["work"]:
            from .work import work

            create(database)
            work(events)
        case ["inbox"]:
            create(database)
            for status in events.list():
                print(json.dumps(status._asdict()))
        case ["retry", id]:
            create(database)
            if not events.retry(id):
                sys.exit(f"no event {id!r} is dead: see what `inbox` prints")
        case _:
            sys.exit(usage)


def create(database: Database) -> None:
    """Create the tables, once the database answers."""
    while True:
        try:
            return database.create([*inbox.SCHEMA, *handler.SCHEMA])
        except Unavailable as error:
            logging.warning("waiting for the database: %s", error)
            time.sleep(1)


if __name__ == "__main__":
    main(sys.argv[1:])
