"""20 000 deliveries, good and bad, through the gateway to each application, while everything is killed."""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import Self

import pytest
from application import SECRET, Application, PostgresStore, SqliteStore, Store
from gateway import Gateway, delivered, wait
from postgres import Postgres
from sender import BAD, EVENTS, Sending

COUNT = 20_000
PATIENCE = 240
"""Seconds within which everything that was stored must be handled."""

SENDING = [
    *("--event", ",".join(EVENTS), "--count", str(COUNT), "--concurrency", "64", "--rate", "1500"),
    *("--duplicates", "10", "--tampered", "5", "--stale", "5", "--replayed", "1", "--dropped", "1"),
    *("--slow-body", "0.1", "--reorder"),
    # Three days of retries in 13 seconds.
    *("--time-scale", "20000"),
]
# A lease outlives an attempt. What a killed forwarder held waits for its end.
FORWARDING = ["--timeout", "5s", "--time-scale", "2000"]


@dataclass
class Setup:
    """An application and an inbox, each on a store of its own, of the same kind."""

    application: Application
    inbox: Store
    server: Postgres | None


@pytest.fixture(params=["sqlite", "postgres"])
def setup(
    request: pytest.FixtureRequest,
    language: str,
    install: Callable[[str], list[str]],
    tree: Path,
    tmp_path: Path,
) -> Iterator[Setup]:
    stores: list[Store]
    if request.param == "postgres":
        server = request.getfixturevalue("postgres")
        stores = [PostgresStore(server, f"{name}_{time.monotonic_ns()}") for name in ("app", "inbox")]
    else:
        server = None
        stores = [SqliteStore(tmp_path / f"{name}.db") for name in ("app", "inbox")]
    application = Application(install(language), tree, stores[0], tmp_path / "application.log")
    with application:
        yield Setup(application, stores[1], server)


class Killer:
    """Kills, at random, and starts again. As a context, it goes on until the end of the context."""

    def __init__(self, seed: int, victims: dict[str, Callable[[], object]]) -> None:
        self.kills = Counter[str]()
        self._random = random.Random(seed)
        self._victims = victims
        self._over = Event()
        self._thread = Thread(target=self._run)
        self._error: Exception | None = None

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        if self._error:
            raise self._error

    def _run(self) -> None:
        try:
            for name in self._order():
                if self._over.wait(self._random.uniform(0.3, 1.5)):
                    return
                self.kills[name] += self._victims[name]() is not False
        except Exception as error:
            self._error = error

    def _order(self) -> Iterator[str]:
        """At random, but each of them in every round."""
        while True:
            yield from self._random.sample(sorted(self._victims), len(self._victims))


def test_nothing_is_lost_doubled_or_forged(
    setup: Setup, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seed = random.randrange(1_000_000)
    application, store, inbox = setup.application, setup.application.store, setup.inbox

    def restart() -> None:
        application.process.kill()
        application.process.start()

    began = time.monotonic()
    target = f"http://127.0.0.1:{application.port}/webhooks"
    with Gateway(inbox.url, target, tmp_path, *FORWARDING) as gateway:
        victims: dict[str, Callable[[], object]] = {
            "the application": restart,
            "receive": partial(gateway.kill, "receive"),
            "forward": partial(gateway.kill, "forward"),
            "the gateway": gateway.restart,
        }
        if setup.server:
            victims["the database"] = setup.server.restart
        with Killer(seed, victims) as killer:
            sending = Sending(gateway.url, SECRET, tmp_path, *SENDING)
            status, figures = sending.finish()
        ledger = sending.ledger()
        genuine = {delivery.id: delivery.event for delivery in ledger if delivery.kind not in BAD}
        bad = {delivery.id for delivery in ledger if delivery.kind in BAD}
        wait(lambda: delivered(inbox) >= len(genuine), PATIENCE, log=gateway.process.log)
        stored = {id: state for id, state in inbox.rows("SELECT id, state FROM hookseal_inbox")}
        assert gateway.process.stop() == 0

    about = f"seed {seed}, kills {dict(killer.kills)}"
    with capsys.disabled():
        print(f"\n{about}, {len(genuine)} events in {time.monotonic() - began:.0f} s", end=" ")
    assert set(+killer.kills) == set(victims), about
    assert status == 0, f"the sender's verdict: {figures}; {about}"
    answers = Counter(answer for delivery in ledger for answer in delivery.statuses)
    assert set(answers) <= {200, 400, 503, "dropped", "refused"}, f"{answers}; {about}"

    assert stored.keys() == genuine.keys(), f"lost or forged; {about}"
    assert not bad & stored.keys(), about
    assert set(stored.values()) == {"delivered"}, about
    handled = {id: name for id, name in store.rows("SELECT event_id, event FROM handled_events")}
    assert handled == genuine, about
    # Each event has a connection or directory of its own.
    for table in ("connections", "directories"):
        rows = store.rows(f"SELECT state, changes FROM {table}")
        assert {changes for _, changes in rows} == {"1"}, f"doubled in effect; {about}"
        states = Counter(state for state, _ in rows)
        expected = Counter(state for name in genuine.values() for at, state in [EVENTS[name]] if at == table)
        assert states == expected, about
