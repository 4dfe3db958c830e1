"""What hookseal does: prints a JSON object of rows and answers."""

import json
import sys
import time
from typing import Any

from hookseal import ActionVerifier, VerificationError, Verifier, sign

SECRET = "whsec_comparison"
NOW = int(time.time() * 1000)
BODY = '{"id":"event_01","event":"connection.activated","data":{}}'
CONTEXT = '{"id":"action_01","object":"authentication_action_context"}'
VERIFIER, ACTIONS = Verifier(SECRET), ActionVerifier(SECRET)


def verify(body: bytes | str, header: str | None) -> str:
    try:
        VERIFIER.verify(body, header)
    except VerificationError as error:
        return f"`{error.code}`"
    return "accepted"


def respond(verdict: Any, message: str | None) -> str:
    action = ACTIONS.construct_action(CONTEXT, sign(SECRET, CONTEXT))
    try:
        answer = ACTIONS.sign_response(action, verdict, message)
    except ValueError:
        return "`ValueError`"
    payload = answer.partition(b'"payload":')[2].partition(b',"signature"')[0]
    timestamp = json.loads(payload)["timestamp"]
    expected = sign(SECRET, payload, timestamp=timestamp).partition("v1=")[2]
    return "signed" if json.loads(answer)["signature"] == expected else "wrong signature"


def as_action(body: str) -> str:
    try:
        ACTIONS.construct_action(body, sign(SECRET, body))
    except VerificationError as error:
        return f"`{error.code}`"
    return "accepted"


header = sign(SECRET, BODY, timestamp=NOW)
signature = header.partition("v1=")[2]
rows = {
    "`t=..,v1=..` without the space": verify(BODY, header.replace(" ", "")),
    "two `v1`, the good one last": verify(BODY, f"t={NOW}, v1={'0' * 64}, v1={signature}"),
    "upper-case hex": verify(BODY, f"t={NOW}, v1={signature.upper()}"),
    "`t=abc`": verify(BODY, f"t=abc, v1={signature}"),
    "`t=1_735000000000`": verify(BODY, f"t=1_735000000000, v1={signature}"),
    "a timestamp a year ahead": verify(BODY, sign(SECRET, BODY, timestamp=NOW + 31_536_000_000)),
    "a payload that is not UTF-8": verify(b'{"id":"\xff"}', sign(SECRET, b'{"id":"\xff"}')),
    "no header at all": verify(BODY, None),
    "an action denied, “Jürgen”": respond("Deny", "Jürgen"),
    "an action denied, 501 characters": respond("Deny", "m" * 501),
    "an action allowed, with a message": respond("Allow", "Welcome"),
    "the verdict `allow`": respond("allow", None),
    "an event sent to the action endpoint": as_action(BODY),
}
json.dump(rows, sys.stdout, ensure_ascii=False)
