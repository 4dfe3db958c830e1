"""The vectors of one file, in groups, and the meaning of their flags."""

from collections.abc import Callable
from typing import Any

from reference import sign

NOW = 1_735_000_000_000
SECRET = b"whsec_Jb3XnYp0vT"
EVENT = (
    b'{"id":"event_01JFXN8K2V6CBA5ZQ4R7","event":"dsync.user.updated","data":'
    b'{"id":"directory_user_01","emails":[{"primary":true,"value":"zo\\u00eb@example.com"}],'
    b'"score":1.0},"created_at":"2024-12-24T00:26:40.000Z"}'
)

NOTES = {
    "Genuine": "A delivery as WorkOS sends it.",
    "HeaderSyntax": "The header's list syntax: separators, blanks, order, unknown keys.",
    "HeaderLimits": "Limits of the header, which keep the work bounded.",
    "MissingHeader": "An absent header makes the verifier crash or, worse, accept.",
    "LaxTimestamp": "A language's own number parser accepts more than 1 to 15 ASCII digits.",
    "LaxHex": "A hex decoder accepts fewer or more than 64 digits, or blanks.",
    "ManySignatures": "Only the first or only the last v1 is compared.",
    "Forgery": "Something was changed after signing.",
    "Reserialised": "The payload was parsed and serialised again.",
    "BlockBoundary": "A length at which the hash's padding needs another block.",
    "Binary": "The payload is bytes, not text: nothing may be decoded, replaced or stripped.",
    "Rfc4231": "The keys and data of RFC 4231.",
    "TimeBound": "The bound of the tolerance itself is accepted, in both directions.",
    "Clock": "Clocks at the limits of 64 bits.",
    "SecondsForMilliseconds": "The timestamp or the clock is in seconds.",
    "Order": "Rules are checked in order; the time is judged only if the signature is genuine.",
    "Rotation": "There are several secrets, and any of them may have signed.",
    "BadSecret": "A secret that is not allowed, such as one with a stray newline, or one that is nearly so.",
    "BadTolerance": "A tolerance in the wrong unit, or one that is not a number.",
    "Event": "The JSON envelope of a verified payload.",
    "NotAnEvent": "A verified payload that is not an event.",
    "LengthExtension": "A plain hash could be extended without the secret; HMAC cannot.",
    "Algorithm": "The header does not choose the algorithm.",
    "JoinedHeaders": "Headers that a proxy joined, folded or sent twice.",
    "Signing": "The header that signing makes.",
    "Action": "The request of an AuthKit Action.",
    "NotAnAction": "A verified payload that is not an action.",
    "ActionTime": "The tolerance of an action is 30 seconds unless another is given.",
    "Answer": "The signed answer to an action.",
    "AnswerText": "A serialiser escapes more than JSON.stringify does, which changes the signed bytes.",
    "AnswerRotation": "The answer is signed with the secret that signed the action.",
    "SdkMistake": "What one of the SDKs gets wrong about actions.",
    "PayloadBytes": "The bytes of the payload changed on the way: its ends, line breaks or encoding.",
    "PayloadReserialised": "A framework parsed the JSON, and wrote it again in its own way.",
    "PayloadWrapped": "The payload arrived inside of something else.",
    "SecretAccident": "The secret was changed while it was configured, or is another one.",
    "HeaderAccident": "The header was changed on the way, or looked up wrongly.",
    "OtherSender": "The header is that of another sender.",
    "ClockAccident": "The clock is wrong, or the delivery is an old one.",
    "TwoAccidents": "Two accidents at once.",
    "Unexplained": "No accident explains the refusal, and none must be claimed.",
}


class Topic:
    """The groups of one file. Each has secrets, perhaps a tolerance, and tests."""

    def __init__(self, name: str, description: str) -> None:
        self.name = name
        self.description = description
        self.groups: list[tuple[str, dict[str, Any], list[dict[str, Any]]]] = []

    def group(self, kind: str = "verify", secrets: Any = (SECRET,), **more: Any) -> Callable[..., None]:
        tests: list[dict[str, Any]] = []
        group = {"secrets": list(secrets), **more}
        self.groups.append((kind, group, tests))

        def add(comment: str, flag: str, expect: str = "ok", **given: Any) -> None:
            test = {"comment": comment, "flags": [flag], "expect": expect, "now": NOW, **given}
            test.setdefault("payload", EVENT)
            if kind != "sign":
                key = group["secrets"][0] if group["secrets"] else SECRET
                header = test.get("header", sign(key, test["payload"], NOW))
                test["header"] = header.encode() if isinstance(header, str) else header
            tests.append(test)

        return add
