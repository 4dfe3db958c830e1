"""A wrong setting ends an application before it listens, with the variable's name and without its value."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("WORKOS_WEBHOOK_SECRET", ""),
        ("WORKOS_WEBHOOK_SECRET", '"whsec_hunter2"'),
        ("DATABASE_URL", "mysql://user:hunter2@localhost/app"),
    ],
)
def test_a_wrong_setting(
    language: str, install: Callable[[str], list[str]], tree: Path, variable: str, value: str
) -> None:
    settings = {"WORKOS_WEBHOOK_SECRET": "whsec_example", "DATABASE_URL": "sqlite::memory:", "PORT": "0"}
    done = subprocess.run(
        install(language),
        cwd=tree,
        env=os.environ | settings | {variable: value},
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert done.returncode != 0
    assert variable in done.stderr
    assert "hunter2" not in done.stdout + done.stderr
