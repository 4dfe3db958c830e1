"""Tests that every package manager installs hookseal: with the addon, without it, and from the lock file of
another platform. Without the addon, hookseal runs on WebAssembly."""

from pathlib import Path

import pytest
from managers import MANAGERS, Manager


@pytest.mark.parametrize("manager", [manager for manager in MANAGERS if manager.without_optional])
def test_without_optional_dependencies(manager: type[Manager], tmp_path: Path, url: str) -> None:
    project = manager(tmp_path / "project", url)
    project.install(*manager.without_optional)
    assert project.backend() == "wasm"


@pytest.mark.parametrize("manager", MANAGERS)
def test_what_was_installed_on_a_mac(manager: type[Manager], tmp_path: Path, url: str) -> None:
    mac = manager(tmp_path / "mac", url)
    mac.install_for_a_mac()
    assert mac.backend() == "wasm"  # as when a folder is copied into a container with its node_modules
    here = manager(tmp_path / "here", url)
    here.install_as_locked(mac)
    assert here.backend() == "native"
