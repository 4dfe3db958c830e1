"""Describes the machine and the versions that were measured."""

from __future__ import annotations

import datetime
import json
import os
import platform
import subprocess
import tomllib
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent


def describe() -> list[str]:
    return [
        hardware(),
        f"{_first_line('rustc', '--version')}; {_first_line('cc', '--version')}",
        f"Python {platform.python_version()}: {_python()}",
        f"Node {_first_line('node', '--version').removeprefix('v')}: {_node()}",
        f"Rust: {_rust()}",
        f"C: {_first_line('openssl', 'version').split(' (')[0]}",
        f"{datetime.date.today().isoformat()}",
    ]


def hardware() -> str:
    return f"{_cpu()}, {os.cpu_count()} cores, {_memory()} GiB; Linux {_kernel()}"


def peak_mib(process: int) -> float:
    """The most memory that a process has had resident."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def _cpu() -> str:
    info = Path("/proc/cpuinfo").read_text()
    model = next((line for line in info.splitlines() if line.startswith("model name")), "?: unknown")
    flags = next((line for line in info.splitlines() if line.startswith("flags")), "")
    sha = "with" if " sha_ni" in flags else "without"
    return f"{model.split(':')[1].strip()} ({platform.machine()}, {sha} SHA extensions)"


def _kernel() -> str:
    return platform.release().split("-")[0]


def _memory() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)


def _first_line(*command: str) -> str:
    return subprocess.run(command, stdout=subprocess.PIPE, text=True).stdout.split("\n")[0].strip()


def _python() -> str:
    names = ("workos", "stripe", "standardwebhooks", "svix", "cryptography", "orjson", "pyperf")
    return ", ".join(f"{name} {version(name)}" for name in names)


def _node() -> str:
    wanted = json.loads((HERE / "node" / "package.json").read_text())["dependencies"]
    return ", ".join(f"{name} {number}" for name, number in wanted.items())


def _rust() -> str:
    lock = tomllib.loads((HERE / "rust" / "Cargo.lock").read_text())
    names = ("hmac", "sha2", "ring", "aws-lc-rs", "criterion")
    found = {package["name"]: package["version"] for package in lock["package"]}
    return ", ".join(f"{name} {found[name]}" for name in names)
