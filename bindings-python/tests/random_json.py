"""Compares read_event() with json.loads() on random texts.

python bindings-python/tests/random_json.py [CASES [SEED]]; prints how many passed and failed.
"""

import json
import random
import sys
from collections.abc import Callable, Iterator
from typing import Any

from hookseal import InvalidPayloadError, read_event

MAX_DEPTH = 128

NUMBERS = """
    0 -0 7 -1 10 255 256 257 -5 -6 2147483648 9223372036854775807 9223372036854775808 -9223372036854775808
    -9223372036854775809 18446744073709551616 123456789012345678901234567890 0.0 -0.0 0.1 1.5 2.50 1e0 1E5
    1e+5 1e-5 -1.5e-7 1e22 1e23 1e308 1.7976931348623157e308 1.7976931348623159e308 1e309 1e999 -1e999
    5e-324 2.4703282292062327e-324 2.4703282292062328e-324 2.2250738585072011e-308 9007199254740993
    9007199254740993.0 0.30000000000000004 0.1e1 0e5 0E-0 1e0001 123456789.123456789 8.5e-1
""".split()  # noqa: SIM905
NOT_NUMBERS = """
    01 -01 +1 .5 1. 1.e5 1e 1e+ - -- 0x1 1_0 NaN -NaN Infinity -Infinity nan inf \u0661 1f 00
""".split()  # noqa: SIM905
WORDS = ["true", "false", "null"]
NOT_WORDS = ["True", "tru", "nul", "none", "undefined", "trueish", "nullnull"]
BLANKS = ["", "", "", " ", "\t", "\n", "\r", "  \r\n"]
NOT_BLANKS = ["\f", "\v", "\x00", "\xa0", "\u2028", "\ufeff", "//", ","]
PIECES = [
    *["a", "id", "email", "Zoë", "漢字", "😀", "\u2028", "\x7f", "\xa0", "é" * 9, "x" * 50, " ", "/", "'"],
    *[r"\"", r"\\", r"\/", r"\b", r"\f", r"\n", r"\r", r"\t", r"\u0041", r"\u00e9", r"\u6f22", r"\u0000"],
    *[
        r"\ud83d\ude00",
        r"\ud83d",
        r"\ude00",
        r"\ude00\ud83d",
        r"\ud800\ud800\udc00",
        r"\uDBFF\uDFFF",
        r"\uFFFF",
    ],
]
NOT_PIECES = [
    r"\x",
    r"\u",
    r"\u12",
    r"\u12g4",
    r"\ud83d\u",
    r"\u+123",
    r"\u 123",
    "\\",
    "\n",
    "\x00",
    "\x1f",
    '"',
    r"\U0001",
]


class Texts:
    """Makes JSON, and some that is nearly JSON."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def payload(self) -> bytes:
        data = self._spoil(self._value(self._random.choice((1, 3, 5))))
        members = [
            self._member('"id"', '"event_01"'),
            self._member('"event"', '"e"'),
            self._member('"data"', data),
        ]
        if self._often(0.1):
            members.append(self._member(self._string(), self._value(1)))
        self._random.shuffle(members)
        text = f"{self._blank()}{{{','.join(members)}}}{self._blank()}"
        return self._spoil_bytes(text.encode("utf-8", "surrogatepass"))

    def _often(self, share: float) -> bool:
        return self._random.random() < share

    def _pick(self, good: list[str], bad: list[str]) -> str:
        return self._random.choice(bad if self._often(0.004) else good)

    def _blank(self) -> str:
        return self._pick(BLANKS, NOT_BLANKS)

    def _member(self, name: str, value: str) -> str:
        return f"{self._blank()}{name}{self._blank()}:{self._blank()}{value}{self._blank()}"

    def _string(self) -> str:
        count = self._random.randrange(5)
        return f'"{"".join(self._pick(PIECES, NOT_PIECES) for _ in range(count))}"'

    def _number(self) -> str:
        if self._often(0.5):
            return self._pick(NUMBERS, NOT_NUMBERS)
        digits = str(self._random.getrandbits(self._random.choice((8, 33, 63, 64, 65, 300))))
        fraction = (
            f".{self._random.getrandbits(40):0{self._random.choice((1, 20))}}" if self._often(0.5) else ""
        )
        exponent = f"e{self._random.randint(-330, 330)}" if self._often(0.3) else ""
        return f"{self._random.choice(('', '-'))}{digits}{fraction}{exponent}"

    def _value(self, depth: int) -> str:
        kinds: list[Callable[[], str]] = [self._string, self._number, lambda: self._pick(WORDS, NOT_WORDS)]
        if depth:
            kinds += [lambda: self._array(depth), lambda: self._object(depth)] * 2
        make = self._random.choice(kinds)
        return make()

    def _array(self, depth: int) -> str:
        if self._often(0.01):
            levels = self._random.randint(120, 132)
            return "[" * levels + self._value(0) + "]" * levels
        values = [self._value(depth - 1) for _ in range(self._random.randrange(4))]
        return f"[{self._blank()}{','.join(f'{value}{self._blank()}' for value in values)}]"

    def _object(self, depth: int) -> str:
        values = (
            self._member(self._string(), self._value(depth - 1)) for _ in range(self._random.randrange(4))
        )
        return f"{{{self._blank()}{','.join(values)}}}"

    def _spoil(self, text: str) -> str:
        """Leaves out, doubles or adds a character, now and then."""
        if not self._often(0.05):
            return text
        at = self._random.randrange(len(text) + 1)
        added: str = self._random.choice(["", *'"\\,:{}[]01-+.eEnu '])
        return text[:at] + added + text[at + self._random.randrange(2) :]

    def _spoil_bytes(self, text: bytes) -> bytes:
        if not self._often(0.02):
            return text
        at = self._random.randrange(len(text))
        return text[:at] + self._random.randbytes(1) + text[at + self._random.randrange(2) :]


def expected(payload: bytes) -> dict[str, Any] | None:
    """What json.loads() makes of an event; None if the rules refuse it."""
    calls: list[list[tuple[str, Any]]] = []

    def keep(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        calls.append(pairs)
        return dict(pairs)

    try:
        text = payload.decode()
        event = json.loads(text, object_pairs_hook=keep, parse_constant=int)  # int() refuses NaN
    except (ValueError, RecursionError):
        return None
    if not isinstance(event, dict) or depth(text) > MAX_DEPTH:
        return None
    members = calls[-1]  # json.loads() ends with the outermost object
    names = [name for name, _ in members]
    texts = [*names, event.get("id"), event.get("event")]
    exact = names.count("id") == names.count("event") == 1
    return event if exact and all(isinstance(text, str) and is_utf8(text) for text in texts) else None


def is_utf8(text: str) -> bool:
    return not any("\ud800" <= char <= "\udfff" for char in text)


def depth(text: str) -> int:
    level = deepest = 0
    in_string = escaped = False
    for char in text:
        if escaped:
            escaped = False
        elif in_string:
            in_string, escaped = char != '"', char == "\\"
        elif char in "[{":
            level += 1
            deepest = max(deepest, level)
        elif char in "]}":
            level -= 1
        else:
            in_string = char == '"'
    return deepest


def differences(cases: int, seed: int) -> Iterator[bytes]:
    """The payloads that the two read differently, down to the types, the order and the signs of zeros."""
    texts = Texts(seed)
    for _ in range(cases):
        payload = texts.payload()
        try:
            actual = read_event(payload).to_dict()
        except InvalidPayloadError:
            actual = None
        if repr(actual) != repr(expected(payload)):
            yield payload


def main(arguments: list[str]) -> int:
    cases, seed = [*map(int, arguments), *[1_000_000, random.randrange(10**9)][len(arguments) :]]
    failed = 0
    for payload in differences(cases, seed):
        print(payload)
        failed += 1
    print(f"seed {seed}")
    print(f"{cases - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
