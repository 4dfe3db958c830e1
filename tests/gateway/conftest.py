"""Starts each application, on each store, with the commands of docs/receiving.md."""

from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import page
import pytest
from application import Application, PostgresStore, SqliteStore, Store
from postgres import Postgres
from xdist.remote import Producer  # type: ignore[import-untyped]
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

LANGUAGES = ["Python", "Node", "C++"]
NUMBERS = count()  # of databases


class ByFile(LoadScopeScheduling):  # type: ignore[misc]
    """One process of pytest-xdist runs a file, but the bursts on PostgreSQL run beside those on SQLite."""

    def _split_scope(self, nodeid: str) -> str:
        file, _, test = nodeid.partition("::")
        return f"{file} on PostgreSQL" if "burst" in file and "postgres" in test else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFile:
    return ByFile(config, log)


@pytest.fixture(scope="session")
def tree(worker_id: str) -> Path:
    """A tree for each process of pytest-xdist."""
    tree = page.BUILT / "gateway" / f"tree-{worker_id}"
    page.copy_tree(tree)
    return tree


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with Postgres() as server:
        yield server


@pytest.fixture(scope="session")
def install(tree: Path) -> Callable[[str], list[str]]:
    """Installs the application of a language, once, and returns the command that starts it."""

    @cache
    def installed(language: str) -> list[str]:
        installing, starting = page.blocks(language)
        page.run(installing, tree)
        return page.in_place(starting)

    return installed


@pytest.fixture(scope="session", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest, language: str, tmp_path_factory: pytest.TempPathFactory) -> Store:
    if request.param == "sqlite":
        return SqliteStore(tmp_path_factory.mktemp("sqlite") / "app.db")
    server: Postgres = request.getfixturevalue("postgres")
    return PostgresStore(server, f"application_{next(NUMBERS)}")


@pytest.fixture(scope="session")
def running(
    language: str, store: Store, install: Any, tree: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Application]:
    log = tmp_path_factory.mktemp("application") / "log"
    with Application(install(language), tree, store, log) as application:
        yield application


@pytest.fixture
def application(running: Application) -> Iterator[Application]:
    """The application, which must live as long as nobody ends it."""
    yield running
    assert not running.process.over(), running.process.log.read_text()
