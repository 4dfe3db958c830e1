"""What the package `workos` does: prints a JSON object of rows and answers."""

import hashlib
import hmac
import json
import sys
import time

from workos import WorkOSClient
from workos.actions import Actions

SECRET = "whsec_comparison"
NOW = int(time.time() * 1000)
BODY = '{"id":"event_01","event":"connection.activated","data":{}}'


def mac(text: bytes) -> str:
    return hmac.digest(SECRET.encode(), text, hashlib.sha256).hex()


def header(body: bytes, timestamp: object = NOW, form: str = "t={t}, v1={v}") -> str:
    return form.format(t=timestamp, v=mac(f"{timestamp}.".encode() + body))


def told(call: object) -> str:
    assert callable(call)
    try:
        call()
    except ValueError as error:
        # The package raises ValueError itself; a bare one comes from Python.
        ours = type(error) is ValueError and "invalid literal" not in str(error)
        return "refused" if ours else f"`{type(error).__name__}`"
    except Exception as error:
        return f"`{type(error).__name__}`"
    return "accepted"


def verify(body: object, head: object) -> str:
    client = WorkOSClient(api_key="sk_test", client_id="client_01")
    return told(
        lambda: client.webhooks.verify_header(event_body=body, event_signature=head, secret=SECRET)  # type: ignore[arg-type]
    )


def respond(verdict: str, message: str | None) -> str:
    """Whether the answer is signed as the JSON that `JSON.stringify` makes of its payload."""
    try:
        answer = Actions().sign_response(
            action_type="authentication",
            verdict=verdict,
            error_message=message,
            secret=SECRET,  # type: ignore[arg-type]
        )
    except ValueError:
        return "refused"
    payload = answer["payload"]
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    if answer["signature"] != mac(f"{payload['timestamp']}.{text}".encode()):
        return "wrong signature"
    return "message left out" if message and "error_message" not in payload else "signed"


raw = BODY.encode()
latin = b'{"id":"\xff"}'
good, bad = mac(f"{NOW}.".encode() + raw), "0" * 64
rows = {
    "`t=..,v1=..` without the space": verify(BODY, header(raw, form="t={t},v1={v}")),
    "two `v1`, the good one last": verify(BODY, f"t={NOW}, v1={bad}, v1={good}"),
    "upper-case hex": verify(BODY, f"t={NOW}, v1={good.upper()}"),
    "`t=abc`": verify(BODY, header(raw, "abc")),
    "`t=1_735000000000`": verify(BODY, header(raw, f"{NOW // 10**12}_{NOW % 10**12:012}")),
    "a timestamp a year ahead": verify(BODY, header(raw, NOW + 31_536_000_000)),
    "a payload that is not UTF-8": verify(latin, header(latin)),
    "no header at all": verify(BODY, None),
    "an action denied, “Jürgen”": respond("Deny", "Jürgen"),
    "an action denied, 501 characters": respond("Deny", "m" * 501),
    "an action allowed, with a message": respond("Allow", "Welcome"),
    "the verdict `allow`": respond("allow", None),
    "an event sent to the action endpoint": told(
        lambda: Actions().construct_action(payload=BODY, sig_header=header(raw), secret=SECRET)
    ),
}
json.dump(rows, sys.stdout, ensure_ascii=False)
