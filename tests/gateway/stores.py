"""Tests the inbox in PostgreSQL: starts the servers, and runs the crate's tests that need them.

python tests/gateway/stores.py [arguments of the test program, such as the name of one test]
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from postgres import PgBouncer, Postgres

CRATE = Path(__file__).parents[2] / "cli"


def run_tests(environment: Mapping[str, str], *arguments: str, runner: list[str] | None = None) -> int:
    config = ["--config", f'target."cfg(all())".runner = {json.dumps(runner)}'] if runner else []
    command = ["cargo", "test", "--quiet", "--locked", "--test", "inbox_postgres", *config]
    command += ["--", "--ignored", *arguments]
    return subprocess.run(command, cwd=CRATE, env=os.environ | environment).returncode


def main() -> int:
    with ExitStack() as stack:
        # Processes are killed here, but no machine loses its power.
        server = stack.enter_context(Postgres(fsync="off"))
        pgbouncer = stack.enter_context(PgBouncer(server))
        # For tests that crash a server. It would lose what it confirmed, did the inbox not ask for more.
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
        if sys.argv[1:]:
            return run_tests(addresses, *sys.argv[1:])
        faketime = shutil.which("faketime")
        if faketime is None:
            raise SystemExit("missing: faketime; install it (Debian: faketime)")
        # Another clock than the server's must change nothing: all times are the server's.
        ahead = [faketime, "--exclude-monotonic", "-f", "+120s"]
        return run_tests(addresses) or run_tests(addresses, "direct::", runner=ahead)


if __name__ == "__main__":
    raise SystemExit(main())
