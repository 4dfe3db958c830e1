"""The requests of AuthKit Actions, and the signed answers."""

import json

from reference import digest, sign

from .topic import EVENT, NOW, SECRET, Topic

SIGN_IN = json.dumps(
    {
        "id": "aact_01JFXN8K2V6CBA5ZQ4R7",
        "object": "authentication_action_context",
        "user": {"object": "user", "id": "user_01", "email": "juergen@example.com", "first_name": "Jürgen"},
        "organization": None,
        "ip_address": "192.0.2.7",
        "user_agent": "Mozilla/5.0 (X11; Linux x86_64) <\u2028>",
    },
    ensure_ascii=False,
    separators=(",", ":"),
).encode()
REGISTER = (
    b'{"id":"aact_02","object":"user_registration_action_context","user_data":{"object":"user_data",'
    b'"email":"zo\\u00eb@example.com","first_name":"Zo\\u00eb","last_name":""}}'
)


def action() -> Topic:
    topic = Topic("action", "The requests of AuthKit Actions, and the signed answers.")
    requests(topic)
    answers(topic)
    return topic


def requests(topic: Topic) -> None:
    add = topic.group("action")
    for comment, payload in {
        "a user signs in": SIGN_IN,
        "a user registers": REGISTER,
        "an action of the future": b'{"object":"of_the_future_action_context","id":"1","x":[1e999]}',
        "an object of another kind": b'{"object":"user","id":"1"}',
        "a member `event` that is not a string": b'{"object":"o","id":"1","event":null}',
    }.items():
        add(comment, "Action", payload=payload)
    for comment, payload in {
        "an event": EVENT,
        "an event with `object`": b'{"object":"event","id":"event_1","event":"user.created","data":{}}',
        "no id": b'{"object":"authentication_action_context"}',
        "no object": b'{"id":"1"}',
        "object twice": b'{"id":"1","object":"a","object":"a"}',
        "object is a number": b'{"id":"1","object":1}',
        "not JSON": b"id=1&object=authentication_action_context",
        "half a surrogate pair in object": b'{"id":"1","object":"\\ud800_action_context"}',
    }.items():
        add(comment, "NotAnAction", "invalid_payload", payload=payload)
    for comment, now, expect in (
        ("30 s old", NOW + 30_000, "ok"),
        ("30.001 s old", NOW + 30_001, "timestamp_too_old"),
        ("30 s ahead", NOW - 30_000, "ok"),
        ("30.001 s ahead", NOW - 30_001, "timestamp_in_future"),
    ):
        add(comment, "ActionTime", expect, payload=SIGN_IN, now=now)
    add(
        "the header of an answer",
        "SdkMistake",
        "malformed_header",
        payload=SIGN_IN,
        header=f"t={NOW}, sig={digest(SECRET, SIGN_IN, NOW)}, v1=",
    )
    add(
        "`sig` in place of v1",
        "SdkMistake",
        "no_signature",
        payload=SIGN_IN,
        header=f"t={NOW}, sig={digest(SECRET, SIGN_IN, NOW)}",
    )
    add(
        "seconds for milliseconds",
        "SdkMistake",
        "timestamp_too_old",
        payload=SIGN_IN,
        header=sign(SECRET, SIGN_IN, NOW // 1000),
    )
    events = topic.group("event")
    events("an action where an event is expected", "NotAnEvent", "invalid_payload", payload=SIGN_IN)


def answers(topic: Topic) -> None:
    add = topic.group("respond")

    def answer(
        comment: str,
        flag: str,
        expect: str = "ok",
        *,
        verdict: str = "Deny",
        message: str | bytes | None = None,
        payload: bytes = SIGN_IN,
        now: int = NOW,
    ) -> None:
        text = message.encode() if isinstance(message, str) else message
        add(comment, flag, expect, verdict=verdict, message=text, payload=payload, now=now)

    for payload, kind in ((SIGN_IN, "sign-in"), (REGISTER, "registration")):
        answer(f"a {kind} allowed", "Answer", verdict="Allow", payload=payload)
        answer(f"a {kind} denied", "Answer", payload=payload)
        answer(f"a {kind} denied with a message", "Answer", message="Ask your admin.", payload=payload)
    answer(
        "an action of the future allowed",
        "Answer",
        verdict="Allow",
        payload=b'{"object":"of_the_future_action_context","id":"1"}',
    )
    answer(
        "a kind that needs escapes",
        "Answer",
        verdict="Allow",
        payload=b'{"object":"\\u00fc\\"\\n_action_context","id":"1"}',
    )
    answer("at the end of the tolerance", "Answer", verdict="Allow", now=NOW + 30_000)

    for comment, message in {
        "Jürgen": "Jürgen",
        "beyond the first 65 536": "\U0001f600漢",
        "quotes and backslashes": 'a "b" \\c\\ /d',
        "line breaks and a tab": "a\r\n\tb\x08\x0c",
        "other control characters": "".join(map(chr, (0, 1, 0x1B, 0x1F, 0x7F, 0x80, 0x9F))),
        "markup": "</script><!-- & '",
        "separators of lines and paragraphs": "\u2028\u2029\ufeff\ufffe",
        "an empty message": "",
        "500 characters": "m" * 500,
        "500 characters of 2 bytes": "ü" * 500,
        "500 characters of 4 bytes": "\U0001f600" * 500,
    }.items():
        answer(f"a message: {comment}", "AnswerText", message=message)
    answer("a message of 501 characters", "AnswerText", "argument", message="m" * 501)
    answer("a message with half a surrogate pair", "AnswerText", "argument", message=b"a\xed\xa0\x80b")
    answer("Allow with a message", "SdkMistake", "argument", verdict="Allow", message="Welcome!")
    answer("Allow with an empty message", "SdkMistake", "argument", verdict="Allow", message="")
    for verdict in ("allow", "DENY", "", "Allowed", "true"):
        answer(f"the verdict {verdict!r}", "Answer", "argument", verdict=verdict)
    answer(
        "an object that has no answer",
        "Answer",
        "argument",
        verdict="Allow",
        payload=b'{"object":"user","id":"1"}',
    )

    rotating = topic.group("respond", secrets=[b"action_new", b"action_old"])
    for secret in (b"action_new", b"action_old"):
        rotating(
            f"signed with {secret.decode()}",
            "AnswerRotation",
            verdict="Allow",
            message=None,
            payload=SIGN_IN,
            header=sign(secret, SIGN_IN, NOW),
        )
