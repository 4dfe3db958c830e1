"""The fixtures: one signed delivery, and a verifier that accepts it."""

from typing import NamedTuple

import pytest

from hookseal import Verifier, sign
from hookseal._refusal_log import RefusalLog


class Delivery(NamedTuple):
    secret: str
    payload: bytes
    timestamp: int
    header: str


@pytest.fixture(autouse=True)
def fresh_log(monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise the tests of one second would share its lines."""
    monkeypatch.setattr("hookseal._receive.refusal_log", RefusalLog())


@pytest.fixture(scope="session")
def delivery() -> Delivery:
    secret, timestamp = "whsec_test_5f1c", 1_735_000_000_000
    payload = b'{"id": "event_01", "event": "dsync.user.updated", "data": {"n": 1.0}}'
    return Delivery(secret, payload, timestamp, sign(secret, payload, timestamp=timestamp))


@pytest.fixture
def verifier(delivery: Delivery) -> Verifier:
    return Verifier(delivery.secret)
