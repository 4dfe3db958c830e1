"""Tests the inbox in PostgreSQL: starts the servers, and runs the crate's tests that need them.

python tests/gateway/stores.py [arguments of the test program, such as the name of one test]
"""

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from postgres import PgBouncer, Postgres

CRATE = Path(__file__).parents[2] / "cli"


def main() -> int:
    with ExitStack() as stack:
        server = stack.enter_context(Postgres(fsync="off"))
        pgbouncer = stack.enter_context(PgBouncer(server))
        # A server for each test that ends one.
        # This one would lose what it confirmed, if the inbox did not ask for more.
        crashing = stack.enter_context(Postgres(fsync="off", synchronous_commit="off"))
        primary = stack.enter_context(Postgres(fsync="off"))
        standby = stack.enter_context(primary.standby())
        addresses = {
            "HOOKSEAL_TEST_POSTGRES": server.address,
            "HOOKSEAL_TEST_PGBOUNCER": pgbouncer.address,
            "HOOKSEAL_TEST_CRASHING": crashing.address,
            "HOOKSEAL_TEST_PRIMARY": primary.address,
            "HOOKSEAL_TEST_STANDBY": standby.address,
        }
        command = ["cargo", "test", "--quiet", "--locked", "--test", "inbox_postgres", "--", "--ignored", *sys.argv[1:]]
        return subprocess.run(command, cwd=CRATE, env=os.environ | addresses).returncode


if __name__ == "__main__":
    raise SystemExit(main())
