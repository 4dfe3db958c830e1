"""Two accidents at once, deliveries without any, and those that nothing explains."""

from ..topic import NOW, SECRET, Topic
from .delivery import SENT, Accidents, dumped

QUOTED = b'"' + SECRET + b'"'
PREFIX_LESS = SECRET.removeprefix(b"whsec_")


def combined(topic: Topic) -> None:
    two_accidents(topic)
    several_secrets(topic)
    correct(topic)
    unexplained(topic)


def two_accidents(topic: Topic) -> None:
    add = Accidents(topic, "TwoAccidents")
    add(
        "a newline and a quoted secret",
        "payload_newline_added",
        "secret_quoted",
        expect="invalid_secret",
        payload=SENT + b"\n",
        secrets=[QUOTED],
    )
    add(
        "blanks and a secret without its prefix",
        "payload_json_spaced",
        "secret_prefix_missing",
        payload=dumped(ensure_ascii=False),
        secrets=[PREFIX_LESS],
    )
    add(
        "a newline and a quoted header",
        "payload_newline_added",
        "header_quoted",
        expect="malformed_header",
        payload=SENT + b"\n",
        header=lambda genuine: f'"{genuine}"',
    )
    add(
        "a newline in the secret and the header's name in the value",
        "secret_whitespace",
        "header_name_in_value",
        expect="invalid_secret",
        secrets=[SECRET + b"\n"],
        header=lambda genuine: f"WorkOS-Signature: {genuine}",
    )
    add(
        "a newline and a clock that is behind",
        "payload_newline_added",
        "clock_behind",
        payload=SENT + b"\n",
        now=NOW - 3_600_000,
    )
    add(
        "a quoted secret and a clock that is behind",
        "secret_quoted",
        "clock_behind",
        expect="invalid_secret",
        secrets=[QUOTED],
        now=NOW - 3_600_000,
    )
    add(
        "blanks and a newline",
        "payload_newline_added",
        "payload_json_spaced",
        payload=dumped(ensure_ascii=False) + b"\n",
    )


def several_secrets(topic: Topic) -> None:
    add = Accidents(topic, "Rotation")
    add(
        "the second of two secrets is quoted",
        "secret_quoted",
        expect="invalid_secret",
        secrets=[b"whsec_old", QUOTED],
    )
    add(
        "a newline, and the second of two secrets signed",
        "payload_newline_added",
        payload=SENT + b"\n",
        secrets=[b"whsec_old", SECRET],
    )


def correct(topic: Topic) -> None:
    add = Accidents(topic, "Genuine")
    add("a correct delivery", expect="ok")
    add("a correct delivery at the end of the tolerance", expect="ok", now=NOW + 180_000)
    add("a correct delivery that is not JSON", expect="ok", sent=b"\xff\x00")


def unexplained(topic: Topic) -> None:
    add = Accidents(topic, "Unexplained")
    add("another secret", secrets=[b"whsec_of_another_endpoint"])
    add("another payload", payload=SENT.replace(b"active", b"inactive"))
    add("bytes that are not JSON", payload=b"\xff\x00\x01")
    add("no header", expect="missing_header", header=None)
    add("a header that is none", expect="malformed_header", header="Bearer e30")
    add("no secret", expect="invalid_secret", secrets=[])
