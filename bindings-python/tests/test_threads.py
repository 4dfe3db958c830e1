"""Threads that share a verifier, and threads that run while it hashes."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import Delivery

from hookseal import SignatureMismatchError, Verifier, sign


def test_threads_share_a_verifier(verifier: Verifier, delivery: Delivery) -> None:
    payloads = [bytes([n]) * 65_536 for n in range(16)]
    headers = [sign(delivery.secret, payload) for payload in payloads]
    with ThreadPoolExecutor(4) as pool:
        assert len(list(pool.map(verifier.verify, payloads, headers))) == 16
        refused = [pool.submit(verifier.verify, b"x", header) for header in headers]
        for future in refused:
            with pytest.raises(SignatureMismatchError):
                future.result()


@pytest.mark.parametrize("kind", [bytes, memoryview])
def test_other_threads_run_while_a_large_payload_is_hashed(
    verifier: Verifier, delivery: Delivery, kind: type
) -> None:
    payload = kind(bytes(256 * 2**20))
    header = sign(delivery.secret, payload)
    ticks: list[None] = []
    hashing = threading.Event()

    def tick() -> None:
        hashing.wait()
        while hashing.is_set():
            ticks.append(None)

    ticker = threading.Thread(target=tick)
    ticker.start()
    hashing.set()
    before = len(ticks)
    verifier.verify(payload, header)
    during = len(ticks) - before
    hashing.clear()
    ticker.join()
    assert during > 1000
