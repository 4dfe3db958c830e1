"""Runs the command of every platform that this machine can run: `make dist-all test-platforms`."""

import json
import os
from pathlib import Path

import pytest
from c_archive import needed
from command import SECRET, VERSION, listening, send, sign_and_verify, unpack
from conftest import run
from machines import TARGETS, machine
from targets import Target


@pytest.mark.parametrize(
    "target", [target for target in TARGETS if target.cli], ids=lambda target: target.cli
)
def test_the_command_signs_verifies_and_stores(target: Target, tmp_path: Path) -> None:
    """Not the gateway, which starts itself again, and so past qemu."""
    archive = unpack(str(target.cli), tmp_path / "archive")
    assert needed(archive / "hookseal") == set()
    # Without the libraries that the machine has.
    program = (*machine(target).command[:1], archive / "hookseal")
    assert run(*program, "--version").strip() == f"hookseal {VERSION}"
    sign_and_verify(program, tmp_path)
    inbox = {"HOOKSEAL_INBOX": f"sqlite:{tmp_path}/inbox.db"}
    with listening(program, "receive", tmp_path / "log", os.environ | SECRET | inbox) as url:
        send(program, url)
    (stored,) = json.loads(run(*program, "inbox", "list", "--json", env=inbox))
    assert stored["event"] == "user.created"
