"""The scenarios: what happens to a receiver, and what must be true afterwards."""

import functools
import json
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from handlers import FATAL, HANGING
from page import Block, run_script
from processes import Process
from receiver import MAX_ATTEMPTS, Receiver
from sender import BAD, EVENTS, Sending
from store import Store

PATIENCE = 120
"""Seconds within which the workers must have handled everything that is stored."""

Checks = Iterator[tuple[bool, str]]


def burst(receiver: Receiver, store: Store, program: Path, folder: Path, count: int) -> Checks:
    """Thousands of deliveries, good and bad, while every process is killed."""
    sending = Sending(
        program,
        receiver.url,
        folder,
        *("--event", ",".join(EVENTS), "--count", str(count), "--concurrency", "64", "--seed", "1"),
        *("--duplicates", "10", "--tampered", "5", "--stale", "5"),
        *("--replayed", "1", "--dropped", "1", "--slow-body", "0.1", "--reorder"),
        # Three days of retries in 13 seconds.
        *("--time-scale", "20000"),
    )
    kills = 0
    for number, disturb in enumerate(disturbances := list(_disturbances(receiver, store)), start=1):
        while sending.answered() < count * number // (len(disturbances) + 2) and not sending.over():
            time.sleep(0.02)
        kills += not sending.over()
        disturb()
    status, figures = sending.finish()
    yield kills == len(disturbances), f"{kills} of {len(disturbances)} kills and restarts under fire"
    yield status == 0, "the sender's verdict: every good one answered 200, every bad one 400"

    ledger = sending.ledger()
    answers = Counter(answer for delivery in ledger for answer in delivery.statuses)
    yield set(answers) <= {200, 400, "dropped", "refused"}, f"answers: {dict(answers)}"

    genuine = {delivery.id: delivery.event for delivery in ledger if delivery.kind not in BAD}
    bad = {delivery.id for delivery in ledger if delivery.kind in BAD}
    yield (
        len(ledger) == count and len(bad) > 0,
        f"{len(ledger)} deliveries of {len(genuine)} events, {len(bad)} bad",
    )

    settled = _wait(lambda: int(store.rows("SELECT count(*) FROM handled")[0][0]) >= len(genuine))
    handled = {event_id: event for event_id, event in store.rows("SELECT event_id, event FROM handled")}
    yield settled and handled == genuine, f"lost {len(genuine.keys() - handled.keys())}"

    # There is one row for each event, because each has its own connection or directory.
    tables = {table for table, _ in EVENTS.values()}
    changes = Counter[str]()
    for table in tables:
        changes.update(dict(_counts(store, f"SELECT changes, count(*) FROM {table} GROUP BY changes")))
    yield set(changes) == {"1"}, f"doubled {sum(changes.values()) - changes['1']}"

    states = {
        (table, state): number
        for table in tables
        for state, number in _counts(store, f"SELECT state, count(*) FROM {table} GROUP BY state")
    }
    yield (
        states == Counter(EVENTS[event] for event in genuine.values()),
        "every connection and directory has the right state",
    )

    stored = receiver.inbox()
    yield Counter(entry.id for entry in stored) == Counter(genuine.keys()), "every genuine event stored once"
    let_in = bad & {entry.id for entry in stored}
    yield not let_in, f"bad ones stored {len(let_in)}"
    # The event of a worker that was killed is handled again only when its lease expires.
    done = _wait(lambda: {entry.state for entry in receiver.inbox()} == {"done"})
    yield done, "all of them done"
    yield (
        True,
        f"{figures['deliveries_per_second']:.0f} deliveries a second, "
        f"answers p50 {figures['latency_ms']['p50']:.1f} ms, p99 {figures['latency_ms']['p99']:.1f} ms",
    )


def poison(receiver: Receiver, store: Store, program: Path, folder: Path) -> Checks:
    """An event that cannot be handled is retried, set aside, and retried on request."""
    event = _event("event_poison", "connection.activated", {})
    yield _post(receiver, program, folder, event) == 0, "an event without data.id is accepted: it is genuine"
    yield (
        _wait(lambda: _is_dead(receiver, "event_poison"))
        and receiver.find("event_poison").attempts >= MAX_ATTEMPTS,
        f"dead after {receiver.find('event_poison').attempts} attempts",
    )
    receiver.retry("event_poison")
    yield _wait(lambda: _is_dead(receiver, "event_poison")), "dead again after `retry`"
    yield not _is_handled(store, "event_poison"), "and without effect"


def fatal(receiver: Receiver, store: Store, program: Path, folder: Path) -> Checks:
    """An event that crashes its worker is set aside like any other, without affecting the rest."""
    for worker in receiver.workers:
        worker.kill()  # so that this event and the others are due at the same time
    event = _event(FATAL, "dsync.activated", {"id": "dir_fatal"})
    yield _post(receiver, program, folder, event) == 0, "an event that crashes its worker is accepted"
    sending = Sending(program, receiver.url, folder, "--event", "dsync.activated", "--count", "200")
    sending.finish()
    others = {delivery.id for delivery in sending.ledger()}
    for worker in receiver.workers:
        worker.start()
    deaths = 0

    def supervise() -> None:
        nonlocal deaths
        for worker in receiver.workers:
            if worker.over():
                deaths += 1
                worker.start()

    def is_dead() -> bool:
        supervise()
        return _is_dead(receiver, FATAL)

    def others_are_done() -> bool:
        supervise()
        return {entry.state for entry in receiver.inbox() if entry.id in others} == {"done"}

    dead = _wait(is_dead)
    yield dead and deaths == MAX_ATTEMPTS, f"dead after it crashed {deaths} workers"
    stored = receiver.find(FATAL)
    yield (
        stored.attempts == MAX_ATTEMPTS and stored.error is not None,
        f"{stored.attempts} attempts: {stored.error}",
    )
    yield not _is_handled(store, FATAL), "it has no effect either"
    yield _wait(others_are_done), f"{len(others)} that came with it are done"


def hanging(receiver: Receiver, store: Store, program: Path, folder: Path) -> Checks:
    """If a worker hangs, another one handles the event, and nothing of the first blocks it."""
    event = _event(HANGING, "dsync.activated", {"id": "dir_hanging"})
    yield _post(receiver, program, folder, event) == 0, "an event on which its worker hangs is accepted"

    done = _wait(lambda: receiver.find(HANGING).state == "done")
    for worker in receiver.workers:
        worker.kill()
        worker.start()
    attempts = receiver.find(HANGING).attempts
    yield done and attempts == 2, f"done in attempt {attempts}, by another"
    rows = store.rows("SELECT state, changes FROM directories WHERE id = 'dir_hanging'")
    yield rows == [("active", "1")], "its effect happened once"


def out_of_order(receiver: Receiver, store: Store, program: Path, folder: Path) -> Checks:
    """An older event that arrives after a newer one of the same connection does not undo it."""
    late_and_early = [("connection.deleted", 2), ("connection.activated", 1)]
    for number, (name, seconds) in enumerate(late_and_early):
        event_id = f"event_order_{number}"
        data = {"id": "conn_order", "organization_id": "org_order"}
        event = _event(event_id, name, data, seconds)
        yield _post(receiver, program, folder, event) == 0, f"{name} accepted"
        yield _wait(functools.partial(_is_handled, store, event_id)), f"{name} handled"
    rows = store.rows("SELECT state, changes FROM connections WHERE id = 'conn_order'")
    yield rows == [("deleted", "2")], "the connection stays deleted"


def late(receiver: Receiver, program: Path, folder: Path) -> Checks:
    """After an outage, late retries are accepted only if each attempt is signed again."""
    for resign, outcome, meaning in (
        ("each", "delivered", "if each attempt is signed again, nothing stays missing"),
        ("first", "gave_up", "if the first signature is kept, late retries are too old"),
    ):
        receiver.receive.kill()
        events = ("--event", "connection.activated", "--count", "10")
        sending = Sending(program, receiver.url, folder, *events, "--resign", resign, "--time-scale", "20000")
        # The first two attempts, the only ones within the tolerance, are made long before this.
        time.sleep(1)
        receiver.receive.start()
        sending.finish()
        outcomes = Counter(delivery.outcome for delivery in sending.ledger())
        yield outcomes == {outcome: 10}, f"{meaning} ({dict(outcomes)})"


def try_it(receiver: Receiver, block: Block, tree: Path) -> Checks:
    """Runs the command in the page's section `Try it`."""
    script = block.script().replace("http://127.0.0.1:8000/webhooks/workos", receiver.url)
    done = run_script(script, tree)
    good = done.returncode == 0 and receiver.url in script
    yield good, "the page's own try" if good else f"the page's own try: {done.stdout}"


def stop(receiver: Receiver) -> Checks:
    """On SIGTERM the processes stop, although clients hold connections: one silent, one used before."""
    address = urlsplit(receiver.url)
    with socket.create_connection((address.hostname, address.port)):
        used = HTTPConnection(str(address.hostname), address.port)
        used.request("GET", "/healthz")
        yield used.getresponse().status == 200, "healthy"
        yield from _stop(receiver)
        used.close()


def _stop(receiver: Receiver) -> Checks:
    for process in receiver.processes():
        status = process.stop()
        yield status == 0, f"{process.log.stem} stops at SIGTERM with exit status {status}"


def _disturbances(receiver: Receiver, store: Store) -> Iterator[Callable[[], None]]:
    def again(*processes: Process) -> Callable[[], None]:
        def kill_and_start() -> None:
            for process in processes:
                process.kill()
            for process in processes:
                process.start()

        return kill_and_start

    for round_ in range(3):
        yield again(receiver.receive)
        yield again(*receiver.workers)
        if round_ == 1 and store.restarts:
            yield store.restart


def _counts(store: Store, query: str) -> Iterator[tuple[str, int]]:
    for key, number in store.rows(query):
        yield key, int(number)


def _wait(true: Callable[[], bool]) -> bool:
    give_up = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > give_up:
            return False
        time.sleep(0.2)
    return True


def _is_dead(receiver: Receiver, event_id: str) -> bool:
    return receiver.find(event_id).state == "dead"


def _is_handled(store: Store, event_id: str) -> bool:
    return bool(store.rows(f"SELECT * FROM handled WHERE event_id = '{event_id}'"))


def _event(event_id: str, name: str, data: Mapping[str, str], seconds: int = 0) -> dict[str, object]:
    created_at = f"2026-01-01T00:00:{seconds:02}.000Z"
    return {"id": event_id, "event": name, "data": data, "created_at": created_at}


def _post(receiver: Receiver, program: Path, folder: Path, event: Mapping[str, object]) -> int:
    payload = folder / "payload.json"
    payload.write_text(json.dumps(event), encoding="utf-8")
    status, _ = Sending(program, receiver.url, folder, "--payload", str(payload)).finish()
    return status
