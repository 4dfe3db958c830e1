"""The Python runner; tests/conformance/README.md describes the protocol."""

import sys

import hookseal


def answer(operation: str, *fields: str) -> str:
    try:
        if operation == "sign":
            secret, timestamp, payload = fields
            header = hookseal.sign(decode(secret), decode(payload), timestamp=int(timestamp))
            return f"ok\t{encode(header)}"
        if operation == "read":
            return told(hookseal.read_event(decode(fields[0])))
        secrets, tolerance, head, now, payload, *chunk = fields
        verifier = make(secrets, tolerance)
        value = None if head == "-" else decode(head)
        body = decode(payload)
        if operation == "event" and not chunk:
            return told(verifier.construct_event(body, value, now=int(now)))
        if operation == "verify":
            verified = verifier.verify(body, value, now=int(now))
        else:
            verification = verifier.begin(value)
            size = int(chunk[0])
            for start in range(0, len(body), size):
                verification.update(body[start : start + size])
            verified = verification.finish(now=int(now))
        if operation == "event":
            return told(hookseal.read_event(body))
        return f"ok\t{verified.timestamp}\t{verified.secret_index}"
    except (hookseal.TimestampTooOldError, hookseal.TimestampInFutureError) as error:
        return f"{error.code}\t{error.timestamp}"
    except hookseal.HooksealError as error:
        return error.code


def told(event: hookseal.Event) -> str:
    return f"ok\t{encode(event.id)}\t{encode(event.event)}"


def make(secrets: str, tolerance: str) -> hookseal.Verifier:
    keys = [] if secrets == "-" else [decode(secret) for secret in secrets.split(",")]
    if tolerance == "default":
        return hookseal.Verifier(keys)
    return hookseal.Verifier(keys, tolerance=None if tolerance == "none" else float(tolerance))


def decode(field: str) -> bytes:
    return b"" if field == "." else bytes.fromhex(field)


def encode(text: str) -> str:
    return text.encode().hex() or "."


for line in sys.stdin:
    print(answer(*line.rstrip("\n").split("\t")), flush=True)
