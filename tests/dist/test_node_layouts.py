"""Tests hookseal where an application is moved after it was installed: into Electron's archive, and into the
zip files and layers of AWS Lambda."""

import shutil
import zipfile
from pathlib import Path

import pytest
from conftest import run
from npm import HERE, install, runtime, tool


@pytest.fixture(scope="module")
def asar(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Electron's folder `resources`, packed as electron-builder and Electron Forge do."""
    application = tmp_path_factory.mktemp("application")
    for name in ("installed.mjs", "smoke.cjs", "package.json", "node_modules"):
        copy = shutil.copytree if (project / name).is_dir() else shutil.copy
        copy(project / name, application / name)
    resources = tmp_path_factory.mktemp("resources")
    tool("@electron/asar/bin/asar.mjs", "pack", application, resources / "app.asar", "--unpack", "*.node")
    return resources


def in_electron(resources: Path, unpacked: Path, folder: Path) -> str:
    """What hookseal runs on. Electron is not to be had here: Node runs the archive's files, extracted."""
    shutil.copytree(unpacked, folder / "app.asar.unpacked")
    tool("@electron/asar/bin/asar.mjs", "extract", resources / "app.asar", folder / "app.asar")
    program = folder / "app.asar" / "installed.mjs"
    return run(*runtime("node-24"), "-r", HERE / "electron.cjs", program).rstrip()


def test_electron_loads_the_addon_from_beside_the_archive(asar: Path, tmp_path: Path) -> None:
    unpacked = [path.name for path in (asar / "app.asar.unpacked").rglob("*") if path.is_file()]
    assert unpacked == ["hookseal.node"]
    assert in_electron(asar, asar / "app.asar.unpacked", tmp_path) == "native"


def test_electron_without_the_unpacked_addon(asar: Path, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    assert in_electron(asar, tmp_path / "nothing", tmp_path / "resources") == "wasm"


def deployed(folder: Path, *sources: Path) -> Path:
    """The sources after they went through a zip file: nobody may write or execute any of it."""
    archive = folder.with_suffix(".zip")
    with zipfile.ZipFile(archive, "w") as file:
        for source in sources:
            for path in (source, *source.rglob("*")):
                file.write(path, path.relative_to(source.parent))
    shutil.unpack_archive(archive, folder)
    for path in folder.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    return folder


def invoke(handler: Path, **env: str) -> str:
    settings = {"WORKOS_WEBHOOK_SECRET": "whsec_example"} | env
    return run(*runtime("node-24"), HERE / "lambda.mjs", handler, env=settings).rstrip()


@pytest.mark.parametrize("handler", ["handler.mjs", "handler.cjs"])
def test_lambda_function_with_its_node_modules(handler: str, project: Path, tmp_path: Path) -> None:
    task = deployed(tmp_path / "task", project / handler, project / "node_modules")
    assert invoke(task / handler) == "native 200 400"


# AWS's own Node also finds ES modules by NODE_PATH, which no other does. So only CommonJS is tested.
def test_lambda_layer(project: Path, tmp_path: Path) -> None:
    task = deployed(tmp_path / "task", project / "handler.cjs")
    layer = deployed(tmp_path / "opt", project / "node_modules")
    assert invoke(task / "handler.cjs", NODE_PATH=str(layer / "node_modules")) == "native 200 400"


def test_lambda_function_that_was_installed_on_a_mac(url: str, tmp_path: Path) -> None:
    mac = install(tmp_path / "mac", url, "npm", "install", "--os=darwin", "--cpu=arm64", "hookseal")
    task = deployed(tmp_path / "task", mac / "handler.mjs", mac / "node_modules")
    assert invoke(task / "handler.mjs") == "wasm 200 400"
