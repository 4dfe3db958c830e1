"""begin(), update(), finish()."""

import itertools
import random

import pytest
from conftest import Delivery

from hookseal import NoSignatureError, SignatureMismatchError, Verifier


def test_chunks_of_any_size_give_the_same_result(verifier: Verifier, delivery: Delivery) -> None:
    whole = verifier.verify(delivery.payload, delivery.header, now=delivery.timestamp)
    chance = random.Random(7)
    for _ in range(50):
        cuts = sorted(chance.choices(range(len(delivery.payload) + 1), k=4))
        bounds = [0, *cuts, len(delivery.payload)]
        verification = verifier.begin(delivery.header)
        for start, end in itertools.pairwise(bounds):
            verification.update(memoryview(delivery.payload)[start:end])
        assert verification.finish(now=delivery.timestamp) == whole


def test_begin_refuses_a_bad_header(verifier: Verifier) -> None:
    with pytest.raises(NoSignatureError):
        verifier.begin("t=1")


def test_a_finished_verification_cannot_be_used_again(verifier: Verifier, delivery: Delivery) -> None:
    verification = verifier.begin(delivery.header)
    with pytest.raises(SignatureMismatchError):
        verification.finish(now=delivery.timestamp)
    with pytest.raises(ValueError, match="begin a new one"):
        verification.update(b"more")
    with pytest.raises(ValueError, match="begin a new one"):
        verification.finish()
