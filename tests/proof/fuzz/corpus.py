"""Converts the vectors to inputs of the targets, which src/reader.rs, recipe.rs and machine.rs read."""

import hashlib
import hmac
import json
import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

VECTORS = Path(__file__).resolve().parents[2] / "conformance" / "vectors"

# Longer payloads take longer to hash and reach no other code.
MAX_PAYLOAD = 260


def seeds() -> dict[str, set[bytes]]:
    """The inputs of each target."""
    inputs: dict[str, set[bytes]] = {name: set() for name in ("header", "verify", "stream", "event", "c_abi")}
    for group, test in vectors():
        secrets, payload = [decode(secret) for secret in group["secrets"]], decode(test["payload"])
        header = None if test.get("header") is None else decode(test["header"])
        if header is not None:
            inputs["header"].add(header)
        if len(payload) > MAX_PAYLOAD or any(len(secret) > 255 for secret in secrets):
            continue
        if group["type"] == "event":
            inputs["event"].add(payload)
        if "nowMs" in test:
            line = template(header, secrets, payload)
            recipe = listed(secrets) + tolerance(group) + b"\0" + integer(test["nowMs"]) + line + payload
            inputs["verify"].add(recipe)
            inputs["stream"].add(chunk(bytes([1, 0, 64, 255])) + recipe)
            inputs["c_abi"].add(program(group, secrets, line, test["nowMs"], payload))
    return inputs


def vectors() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for path in sorted(VECTORS.glob("*.json")):
        for group in json.loads(path.read_text("utf-8")).get("testGroups", []):
            yield from ((group, test) for test in group["tests"])


def decode(value: dict[str, Any]) -> bytes:
    if "text" in value:
        return str(value["text"]).encode()
    if "hex" in value:
        return bytes.fromhex(value["hex"])
    return bytes.fromhex(value["repeat"]["hex"]) * int(value["repeat"]["count"])


def integer(value: int) -> bytes:
    return struct.pack("<q", value)


def chunk(value: bytes) -> bytes:
    return bytes([min(len(value), 255)]) + value[:255]


def listed(secrets: list[bytes]) -> bytes:
    return bytes([len(secrets)]) + b"".join(map(chunk, secrets))


def tolerance(group: dict[str, Any]) -> bytes:
    seconds = group.get("toleranceSeconds", "default")
    if seconds == "default":
        return b"\0"
    if seconds is None:
        return b"\1"
    if seconds == "NaN":
        return b"\4"
    if seconds == "-Infinity":
        return b"\5\xff"
    if seconds == "Infinity" or seconds > 2**50:
        return b"\5\0"
    return b"\2" + integer(round(seconds * 1000))


def template(header: bytes | None, secrets: list[bytes], payload: bytes) -> bytes:
    """The header with one byte in place of each genuine signature, so that it stays genuine when the
    input is mutated.
    """
    if header is None:
        return b"\0\n"
    escaped = re.sub(rb"[\x80-\xff]|\A\0", lambda found: b"\xf0" + found[0], header)
    escaped = escaped.replace(b"\n", b"\xf1")
    timestamp = re.search(rb"(?:\A|,)[ \t]*t=([^,]*?)[ \t]*(?:,|\Z)", header)
    message = (timestamp[1] if timestamp else b"") + b"." + payload
    for index, secret in enumerate(secrets[:16]):
        digest = hmac.new(secret, message, hashlib.sha256).hexdigest().encode()
        escaped = escaped.replace(digest, bytes([0x80 | index]))
        escaped = escaped.replace(digest.upper(), bytes([0x90 | index]))
    return escaped + b"\n"


def program(group: dict[str, Any], secrets: list[bytes], line: bytes, now: int, payload: bytes) -> bytes:
    """Calls every function of the C ABI once or twice."""
    seconds = group.get("toleranceSeconds", 180)
    whole = -1 if seconds is None else seconds if isinstance(seconds, int) else 86_401
    return b"".join(
        (
            bytes([0, 0, 7, 0, 0]) + listed(secrets) + integer(max(min(whole, 2**62), -(2**62))),
            bytes([1, 0, 0, 0, 0]) + integer(now) + line + chunk(payload),
            bytes([1, 0, 0, 0, 2]) + integer(0) + line + chunk(payload),
            bytes([2, 1, 0, 0, 0]) + line + chunk(payload),
            bytes([6, 0]),
            bytes([3, 1, 0, 10]),
            bytes([3, 1, 0, 255]),
            bytes([5, 1, 0]) + integer(now),
            bytes([3, 1, 0, 1]),
            bytes([5, 1, 2]) + integer(0),
            bytes([7, 1]),
            bytes([8, 0, 0, 0, 0])
            + integer(abs(now) % 10**15)
            + listed(secrets)[1:]
            + chunk(payload)
            + b"\x60",
            bytes([9, 0]) + integer(3),
            bytes([2, 2, 0, 0, 0xFE]) + line + chunk(payload),
            bytes([3, 2, 0, 10]),
            bytes([3, 2, 0, 255]),
            bytes([10, 2, 0]) + integer(now),
            bytes([13, 2]) + chunk(b"data"),
            bytes([11, 3, 0, 0, 0]) + integer(now) + line + chunk(payload),
            bytes([12, 0, 0, 0]) + chunk(payload),
            bytes([14, 0]),
            bytes([15, 0, 0, 0, 0]) + chunk(b"Identity") + chunk(b"12") + integer(100),
        )
    )


def write(folder: Path) -> None:
    for target, inputs in seeds().items():
        (folder / target).mkdir(parents=True, exist_ok=True)
        for data in inputs:
            (folder / target / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
