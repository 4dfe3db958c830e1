"""Builds for every other platform what can be built here, into dist/: `make dist-all`, after `make dist`."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

from targets import Target, targets

ROOT = Path(__file__).resolve().parents[3]
DIST = ROOT / "dist"
ADDONS = ROOT / "target" / "addons"
TOOLCHAIN = Path(__file__).with_name("toolchain")
HOST = "x86_64-unknown-linux-gnu"  # `make dist` builds for it


class Skipped(Exception):
    pass


def main() -> int:
    failed = 0
    shutil.rmtree(ADDONS, ignore_errors=True)
    addons = {"linux-x64-gnu": ROOT / "bindings-node" / "hookseal.node"}
    for target in targets():
        if target.triple == HOST:
            continue
        if target.built != "here":
            report("skipped", target, "everything", "only the release workflow builds it")
            continue
        if missing := prepare(target):
            report("skipped", target, "everything", missing)
            continue
        for artefact, build in {
            "addon": addon,
            "wheel": wheel,
            "C archive": archive,
            "command": command,
        }.items():
            started = time.monotonic()
            try:
                built = build(target)
            except Skipped as why:
                report("skipped", target, artefact, str(why))
                continue
            except subprocess.CalledProcessError as error:
                failed += 1
                report("FAILED", target, artefact, f"exit status {error.returncode}\n{error.stdout}")
                continue
            if artefact == "addon":
                addons[target.npm] = built
            report("built", target, artefact, f"{built.name}, {time.monotonic() - started:.0f} s")
    packages = [f"{name}={file}" for name, file in addons.items()]
    subprocess.run(
        ["node", ROOT / "bindings-node" / "tarballs.mjs", DIST, *packages],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return 1 if failed else 0


def prepare(target: Target) -> str:
    """Downloads the compiler, unless it is there. Returns what is missing, if it cannot be had."""
    command: list[str | Path] = [TOOLCHAIN, target.triple, "true"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return "" if done.returncode == 0 else done.stdout.strip()


def addon(target: Target) -> Path:
    """Cargo builds it alone, because the files that napi-rs generates do not depend on the platform."""
    glibc = ".2.17" if target.triple.endswith("linux-gnu") else ""
    run(
        target,
        "cargo",
        "zigbuild",
        "--release",
        "--locked",
        "--quiet",
        "-p",
        "hookseal-node",
        "--target",
        target.triple + glibc,
    )
    names = {"linux": "libhookseal_node.so", "win32": "hookseal_node.dll"}
    file = ADDONS / target.npm / "hookseal.node"
    file.parent.mkdir(parents=True)
    shutil.copy(ROOT / "target" / target.triple / "release" / names[target.npm.partition("-")[0]], file)
    return file


def wheel(target: Target) -> Path:
    if not target.wheel:
        raise Skipped("there is no wheel for it")
    run(target, "make", "-C", "bindings-python", "dist", f"TARGET={target.triple}", f"DIST={DIST}")
    return only(f"hookseal-*-abi3-*{target.wheel}.whl")


def archive(target: Target) -> Path:
    if not target.c:
        raise Skipped("there is no C archive for it")
    run(target, "make", "-C", "bindings-c", "dist", f"TARGET={target.triple}", f"DIST={DIST}")
    return only(f"hookseal-c-*-{target.c}.*")


def command(target: Target) -> Path:
    if not target.cli:
        raise Skipped("the command for it is static, and built for musl, or there is none")
    run(target, "make", "-C", "cli", "dist", f"TARGET={target.triple}", f"DIST={DIST}")
    return only(f"hookseal-cli-*-{target.cli}.tar.gz")


def only(pattern: str) -> Path:
    (found,) = DIST.glob(pattern)
    return found


def run(target: Target, *command: str | Path) -> None:
    """Runs a command in the environment that builds for the target. It prints only if it fails."""
    toolchain: list[str | Path] = [TOOLCHAIN, target.triple]
    subprocess.run(
        [*toolchain, *command],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def report(outcome: str, target: Target, artefact: str, detail: str) -> None:
    print(f"{outcome:<8} {target.triple:<27} {artefact:<10} {detail}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
