"""The queue examples: a verified event reaches the worker, over a broker in memory."""

import importlib
import signal
import threading
from pathlib import Path
from typing import Any

import dramatiq
import fakeredis
import pytest
from celery.contrib.testing.worker import start_worker
from celery.signals import setup_logging, task_success
from dramatiq.brokers.stub import StubBroker
from rq import Queue, SimpleWorker

from hookseal import read_event

BODY = '{"id": "event_01", "event": "connection.activated", "data": {"name": "Zoë"}}'.encode()
HANDLED = "handled connection.activated event_01\n"


@pytest.fixture(autouse=True)
def examples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(Path(__file__).parents[1] / "examples" / "queue")


def leave_logging_alone(**_: Any) -> None:
    """Without a receiver of this signal, Celery would replace the logging that other tests read."""


def test_celery(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("BROKER_URL", "memory://")
    example: Any = importlib.import_module("with_celery")
    setup_logging.connect(leave_logging_alone)
    handled = threading.Event()
    task_success.connect(lambda **_: handled.set(), sender=example.handle, weak=False)
    with start_worker(example.app, pool="solo", perform_ping_check=False):
        example.enqueue(read_event(BODY))
        assert handled.wait(timeout=30)
    assert HANDLED in capsys.readouterr().out


def test_rq(capsys: pytest.CaptureFixture[str]) -> None:
    example: Any = importlib.import_module("with_rq")
    queue = Queue("webhooks", connection=fakeredis.FakeStrictRedis())
    example.enqueue(queue, BODY)
    interrupt, terminate = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    try:
        assert SimpleWorker([queue], connection=queue.connection).work(burst=True)
    finally:  # the worker does not restore them
        signal.signal(signal.SIGINT, interrupt)
        signal.signal(signal.SIGTERM, terminate)
    assert HANDLED in capsys.readouterr().out


def test_dramatiq(capsys: pytest.CaptureFixture[str]) -> None:
    broker = StubBroker()
    dramatiq.set_broker(broker)
    example: Any = importlib.import_module("with_dramatiq")
    example.enqueue(BODY)
    worker = dramatiq.Worker(broker, worker_timeout=100)
    worker.start()
    try:
        broker.join(example.handle.queue_name, timeout=30_000, fail_fast=True)
    finally:
        worker.stop()
    assert HANDLED in capsys.readouterr().out
