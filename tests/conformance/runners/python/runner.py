"""The Python runner; tests/conformance/README.md describes the protocol."""

import sys
from typing import Any, TypeVar

import hookseal


def answer(operation: str, *fields: str) -> str:
    try:
        if operation == "sign":
            secret, timestamp, payload = fields
            header = hookseal.sign(decode(secret), decode(payload), timestamp=int(timestamp))
            return f"ok\t{encode(header)}"
        if operation == "read":
            return told(hookseal.read_event(decode(fields[0])))
        if operation == "diagnose":
            return diagnose(*fields)
        if operation in ("action", "respond"):
            return action(*fields)
        secrets, tolerance, head, now, payload, *chunk = fields
        verifier = make(hookseal.Verifier, secrets, tolerance)
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


def diagnose(secrets: str, head: str, now: str, payload: str) -> str:
    value = None if head == "-" else decode(head)
    diagnosis = hookseal.diagnose(decode(payload), value, keys(secrets), now=int(now))
    findings = ",".join(finding.code for finding in diagnosis.findings) or "-"
    told = [line for finding in diagnosis.findings for line in (finding.message, finding.advice)]
    told += [diagnosis.summary, *diagnosis.next_steps]
    text = encode("".join(f"{line}\n" for line in told))
    return f"{diagnosis.code}\t{findings}\t{','.join(diagnosis.ruled_out) or '-'}\t{text}"


def action(secrets: str, tolerance: str, head: str, now: str, payload: str, *verdict: str) -> str:
    verifier = make(hookseal.ActionVerifier, secrets, tolerance)
    value = None if head == "-" else decode(head)
    asked = verifier.construct_action(decode(payload), value, now=int(now))
    if not verdict:
        return f"ok\t{encode(asked.id)}\t{encode(asked.object)}"
    said: Any = decode(verdict[0]).decode()
    message = None if verdict[1] == "-" else decode(verdict[1]).decode("utf-8", "surrogateescape")
    try:
        return f"ok\t{verifier.sign_response(asked, said, message, now=int(now)).hex()}"
    except ValueError:
        return "argument"


V = TypeVar("V", hookseal.Verifier, hookseal.ActionVerifier)


def make(verifier: type[V], secrets: str, tolerance: str) -> V:
    if tolerance == "default":
        return verifier(keys(secrets))
    return verifier(keys(secrets), tolerance=None if tolerance == "none" else float(tolerance))


def keys(secrets: str) -> list[bytes]:
    return [] if secrets == "-" else [decode(secret) for secret in secrets.split(",")]


def decode(field: str) -> bytes:
    return b"" if field == "." else bytes.fromhex(field)


def encode(text: str) -> str:
    return text.encode().hex() or "."


for line in sys.stdin:
    print(answer(*line.rstrip("\n").split("\t")), flush=True)
