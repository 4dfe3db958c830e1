"""The objects that an event is read into."""

import json
import random
import sys
import threading
from typing import Any

import pytest
from random_json import Texts, differences, expected

from hookseal import read_event


def test_random_texts_are_read_as_json_does() -> None:
    seed = random.randrange(10**9)
    assert list(differences(20_000, seed)) == [], f"seed {seed}"


def test_the_random_texts_are_worth_it() -> None:
    texts = Texts(1)
    read = [expected(texts.payload()) for _ in range(2_000)]
    assert 0.1 < read.count(None) / len(read) < 0.5


def data(text: str) -> Any:
    return read_event(f'{{"id": "event_01", "event": "e", "data": {text}}}').data


@pytest.mark.parametrize("length", range(60))
def test_strings_and_names_of_every_length(length: int) -> None:
    """What ends a string is looked for in several bytes at a time."""
    for filler in "x", "é", "漢", "\x7f":
        for end in "", r"\n", r"\"", r"\ud800", r"\u0041", "é":
            text = f'"{filler * length}{end}"'
            assert data(text) == json.loads(text)
            assert data(f"{{{text}: 1}}") == {json.loads(text): 1}


def test_names_are_interned() -> None:
    first, second = (next(iter(data('{"directory_id": 1}'))) for _ in range(2))
    assert first is second is sys.intern("directory_id")


def test_threads_read_at_once() -> None:
    texts = [json.dumps({f"name_{number}_{turn}": turn for number in range(40)}) for turn in range(50)]
    failures: list[str] = []

    def work() -> None:
        failures.extend(text for _ in range(20) for text in texts if data(text) != json.loads(text))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
