"""A simple second implementation of the rules, with the standard library only.

It shares no code with the core, so if the two differ, one of them is wrong.
"""

import hashlib
import hmac
import json
import math
import re
import unicodedata

DEFAULT_TOLERANCE = 180
ACTION_TOLERANCE = 30
CONTEXT = "_action_context"


class BadArgument(Exception):
    """An answer to an action that the language's own argument error refuses."""


class Refused(Exception):
    """Has the error code, and for a time error the timestamp."""

    def __init__(self, code: str, timestamp: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.timestamp = timestamp


def mac(secret: bytes, message: bytes) -> bytes:
    return hmac.new(secret, message, hashlib.sha256).digest()


def sign(secret: bytes, payload: bytes, timestamp: int | str) -> str:
    return f"t={timestamp}, v1={digest(secret, payload, timestamp)}"


def digest(secret: bytes, payload: bytes, timestamp: int | str) -> str:
    return mac(secret, f"{timestamp}.".encode() + payload).hex()


def check_secrets(secrets: list[bytes]) -> None:
    if not 1 <= len(secrets) <= 16 or any(
        not secret or has_blank_end(secret) or is_accident(secret) for secret in secrets
    ):
        raise Refused("invalid_secret")


def has_blank_end(secret: bytes) -> bool:
    try:
        ends = secret.decode()[0], secret.decode()[-1]
    except UnicodeDecodeError:
        return secret[:1] in (b" ", b"\t", b"\n", b"\f", b"\r") or secret[-1:] in (
            b" ",
            b"\t",
            b"\n",
            b"\f",
            b"\r",
        )
    return any(c in "\t\n\v\f\r\x85\ufeff" or unicodedata.category(c)[0] == "Z" for c in ends)


def is_accident(secret: bytes) -> bool:
    """Whether this is a text that nobody means as a secret."""
    try:
        text = secret.decode()
    except UnicodeDecodeError:
        return False
    if any(unicodedata.category(c) == "Cc" and c not in "\t\r\n" for c in text):
        return False  # random bytes that happen to be valid UTF-8
    return bool(
        re.fullmatch(r"""(['"`]).*\1|undefined|null|None|\$[{(].*""", text, re.DOTALL)
        or re.search(r"[\r\n]", text)
    )


def check_tolerance(tolerance: float | None) -> None:
    if tolerance is not None and (not math.isfinite(tolerance) or not 0 <= tolerance <= 86_400):
        raise Refused("invalid_tolerance")


def parse_header(header: bytes | None) -> tuple[str, list[bytes]]:
    if not header:
        raise Refused("missing_header")
    if len(header) > 4096 or re.search(rb"[^\t\x20-\x7e]", header):
        raise Refused("malformed_header")
    elements = [element.strip(" \t") for element in header.decode("ascii").split(",")]
    pairs = []
    for element in filter(None, elements):
        key, equals, value = element.partition("=")
        if not equals:
            raise Refused("malformed_header")
        pairs.append((key, value))
    timestamps = [value for key, value in pairs if key == "t"]
    signatures = [value for key, value in pairs if key == "v1"]
    if len(timestamps) != 1 or not re.fullmatch(r"[0-9]{1,15}", timestamps[0]):
        raise Refused("malformed_header")
    if not signatures:
        raise Refused("no_signature")
    if len(signatures) > 16 or any(not re.fullmatch(r"[0-9a-fA-F]{64}", s) for s in signatures):
        raise Refused("malformed_header")
    return timestamps[0], [bytes.fromhex(signature) for signature in signatures]


def verify(
    secrets: list[bytes], tolerance: float | None, header: bytes | None, now: int, payload: bytes
) -> tuple[int, int]:
    """Returns the timestamp and the index of the secret, or raises Refused."""
    check_secrets(secrets)
    check_tolerance(tolerance)
    digits, signatures = parse_header(header)
    timestamp = int(digits)
    message = digits.encode() + b"." + payload
    matching = (i for i, secret in enumerate(secrets) if mac(secret, message) in signatures)
    index = next(matching, None)
    if index is None:
        raise Refused("signature_mismatch")
    if tolerance is not None:
        bound = round(tolerance * 1000)
        if now - timestamp > bound:
            raise Refused("timestamp_too_old", timestamp)
        if timestamp - now > bound:
            raise Refused("timestamp_in_future", timestamp)
    return timestamp, index


def read_event(payload: bytes) -> tuple[str, str]:
    """Returns the id and the event of a payload, or raises Refused."""
    members = read_members(payload)
    return only_string(members, "id"), only_string(members, "event")


def read_action(payload: bytes) -> tuple[str, str]:
    """Returns the id and the object of an action, or raises Refused."""
    members = read_members(payload)
    if [value for name, value in members if name == "event" and isinstance(value, str)]:
        raise Refused("invalid_payload")
    return only_string(members, "id"), only_string(members, "object")


def read_members(payload: bytes) -> "Members":
    def constant(name: str) -> None:
        raise ValueError(name)

    def max_depth(text: str) -> int:
        depth = deepest = 0
        for character in re.sub(r'"(?:[^"\\]|\\.)*"', "", text):
            depth += (character in "[{") - (character in "]}")
            deepest = max(deepest, depth)
        return deepest

    try:
        text = payload.decode("utf-8")
        if max_depth(text) > 128:
            raise ValueError("too deep")
        # Integers are not parsed: Python refuses those of more than 4 300 digits, JSON does not.
        pairs = json.loads(text, object_pairs_hook=Members, parse_constant=constant, parse_int=len)
        if not isinstance(pairs, Members):
            raise ValueError("not an object")
        for name, _ in pairs:
            name.encode()  # refuses half a surrogate pair, which most languages cannot represent
    except ValueError:
        raise Refused("invalid_payload") from None
    return pairs


def only_string(members: "Members", name: str) -> str:
    try:
        ((_, value),) = [pair for pair in members if pair[0] == name]
        if not isinstance(value, str):
            raise ValueError("not a string")
        value.encode()
    except ValueError:
        raise Refused("invalid_payload") from None
    return value


def respond(secret: bytes, action_object: str, verdict: str, message: bytes | None, now: int) -> bytes:
    """The signed answer to an action, or raises BadArgument."""
    try:
        text = None if message is None else message.decode("utf-8")
    except UnicodeDecodeError:
        raise BadArgument from None
    if verdict not in ("Allow", "Deny") or (text is not None and (verdict == "Allow" or len(text) > 500)):
        raise BadArgument
    if not action_object.endswith(CONTEXT) or not 0 <= now < 10**15:
        raise BadArgument
    said = {} if text is None else {"error_message": text}
    payload = compact({"timestamp": now, "verdict": verdict, **said})
    name = action_object.removesuffix(CONTEXT) + "_action_response"
    signature = digest(secret, payload, now)
    return b'{"object":%b,"payload":%b,"signature":"%b"}' % (compact(name), payload, signature.encode())


def compact(value: object) -> bytes:
    """JSON as `JSON.stringify` writes it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


class Members(list[tuple[str, object]]):
    """The members of an object, with repeated ones. A plain list is an array."""
