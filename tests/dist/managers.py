"""The package managers of JavaScript, each in a project of its own."""

import json
import shutil
from pathlib import Path
from typing import Any

from conftest import run
from npm import TOOLS, copy_programs, runtime

Command = tuple[str | Path, ...]


class Manager:
    lock_file: str
    add: tuple[str, ...] = ("add",)
    frozen: tuple[str, ...] = ("install", "--frozen-lockfile")
    """Installs what the lock file says, and fails rather than change it."""
    without_optional: tuple[str, ...] = ()
    for_a_mac: tuple[str, ...] = ("--os=darwin", "--cpu=arm64")

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url = folder, url
        folder.mkdir()
        copy_programs(folder)
        # "module" is what makes Yarn write the loader for ES modules under PnP.
        (folder / "package.json").write_text('{ "private": true, "type": "module" }')
        (folder / ".npmrc").write_text(f"registry={url}\naudit=false\n")  # all but Yarn read it

    def command(self) -> Command:
        raise NotImplementedError

    def call(self, *arguments: str) -> str:
        caches = {"HOME": str(self.folder / "home")}
        return run(*self.command(), *arguments, cwd=self.folder, env=caches)

    def install(self, *options: str) -> None:
        self.call(*self.add, *options, "hookseal")

    def install_for_a_mac(self) -> None:
        self.install(*self.for_a_mac)

    def install_as_locked(self, other: "Manager") -> None:
        for file in ("package.json", self.lock_file):
            shutil.copy(other.folder / file, self.folder)
        self.call(*self.frozen)

    def backend(self) -> str:
        return run(*runtime("node-24"), "installed.mjs", cwd=self.folder).rstrip()


class Npm(Manager):
    lock_file = "package-lock.json"
    add = ("install",)
    frozen = ("ci",)
    without_optional = ("--omit=optional",)

    def command(self) -> Command:
        return ("npm",)


class Pnpm(Manager):
    lock_file = "pnpm-lock.yaml"
    without_optional = ("--no-optional",)

    def command(self) -> Command:
        return (*runtime("node-24"), TOOLS / "pnpm" / "bin" / "pnpm.mjs")


class Bun(Manager):
    lock_file = "bun.lock"
    without_optional = ("--omit=optional",)

    def command(self) -> Command:
        return runtime("bun")

    def backend(self) -> str:
        return run(*runtime("bun"), "installed.mjs", cwd=self.folder).rstrip()


class Yarn(Manager):
    """Has no option that leaves out optional dependencies, only supportedArchitectures."""

    lock_file = "yarn.lock"
    frozen = ("install", "--immutable")
    linker = "node-modules"

    def __init__(self, folder: Path, url: str) -> None:
        super().__init__(folder, url)
        self.configure()

    def configure(self, **more: Any) -> None:
        settings = {
            "nodeLinker": self.linker,
            "npmRegistryServer": self.url,
            "unsafeHttpWhitelist": ["127.0.0.1"],
            "enableTelemetry": False,
        }
        (self.folder / ".yarnrc.yml").write_text(json.dumps(settings | more))  # JSON is YAML too

    def command(self) -> Command:
        return (*runtime("node-24"), TOOLS / "@yarnpkg" / "cli-dist" / "bin" / "yarn.js")

    def install_for_a_mac(self) -> None:
        self.configure(supportedArchitectures={"os": ["darwin"], "cpu": ["arm64"]})
        self.install()


class YarnPnp(Yarn):
    linker = "pnp"

    def backend(self) -> str:
        return self.call("node", "installed.mjs").rstrip()


MANAGERS = (Npm, Pnpm, Bun, Yarn, YarnPnp)
