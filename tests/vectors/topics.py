"""What is tested, topic by topic: each becomes one file of vectors."""

import hashlib
import json
from collections.abc import Callable, Iterator
from typing import Any

from reference import DEFAULT_TOLERANCE, digest, mac, sign

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
    "HeaderLimits": "Bounds on the header that keep the work bounded.",
    "MissingHeader": "A crash, or worse an acceptance, where there is no header.",
    "LaxTimestamp": "A language's own number parser takes more than 1 to 15 ASCII digits.",
    "LaxHex": "A hex decoder that takes less or more than 64 digits, or blanks.",
    "ManySignatures": "Only the first, or only the last, v1 is compared.",
    "Forgery": "Something was changed after signing.",
    "Reserialised": "The payload was parsed and serialised again.",
    "BlockBoundary": "A length at which the hash's padding takes another block.",
    "Binary": "The payload is bytes, not text: nothing may be decoded, replaced or stripped.",
    "Rfc4231": "The keys and data of RFC 4231.",
    "TimeBound": "The tolerance's bound itself is inside, on both sides.",
    "Clock": "Clocks at the edges of 64 bits.",
    "SecondsForMilliseconds": "The timestamp, or the clock, is in seconds.",
    "Order": "Rules are checked in their order; the time is judged only if the signature is genuine.",
    "Rotation": "Several secrets: any of them may have signed.",
    "BadSecret": "A secret that may not be used, such as one with a stray newline.",
    "BadTolerance": "A tolerance in the wrong unit, or no number.",
    "Event": "The JSON envelope of a verified payload.",
    "NotAnEvent": "A verified payload that is no event.",
    "Signing": "The header that signing makes.",
}


class Topic:
    """The groups of one file; a group has secrets, perhaps a tolerance, and tests."""

    def __init__(self, name: str, description: str) -> None:
        self.name = name
        self.description = description
        self.groups: list[tuple[str, dict[str, Any], list[dict[str, Any]]]] = []

    def group(
        self, kind: str = "verify", secrets: Any = (SECRET,), **more: Any
    ) -> Callable[..., None]:
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


def header() -> Topic:
    topic = Topic("header", "The signature header: rules 1 to 5.")
    add = topic.group()
    v1 = digest(SECRET, EVENT, NOW)
    t = str(NOW)

    add("as WorkOS sends it", "Genuine")
    for text in (None, ""):
        add(f"header is {text!r}", "MissingHeader", "missing_header", header=text)
    good = {
        "comma without a blank": f"t={t},v1={v1}",
        "v1 before t": f"v1={v1}, t={t}",
        "blanks and tabs around elements": f" \tt={t} \t ,\t v1={v1}\t ",
        "empty elements": f",, t={t},, ,v1={v1},",
        "unknown keys": f"v0={'0' * 64}, t={t}, v1={v1}, v2=later, x=",
        "keys are case-sensitive: T and V1 are unknown ones": f"T=x, V1=x, t={t}, v1={v1}",
        "an unknown key with several equals signs": f"a=b=c, t={t}, v1={v1}",
        "an empty key": f"=x, t={t}, v1={v1}",
        "a key with a blank is an unknown one": f"t =x, v1 =x, t={t}, v1={v1}",
        "upper-case hex": f"t={t}, v1={v1.upper()}",
        "mixed-case hex": f"t={t}, v1={v1[:32].upper()}{v1[32:]}",
        "every visible ASCII byte in an unknown value": "x="
        + "".join(chr(c) for c in range(0x21, 0x7F) if chr(c) != ",")
        + f", t={t}, v1={v1}",
    }
    for comment, text in good.items():
        add(comment, "HeaderSyntax", header=text)
    bad = {
        "only blanks": " \t ",
        "only a comma": ",",
        "an element without an equals sign": f"t={t}, v1={v1}, x",
        "a semicolon for a comma": f"t={t}; v1={v1}",
        "no t": f"v1={v1}",
        "two t": f"t={t}, t={t}, v1={v1}",
        "two t, one bad": f"t={t}, t=, v1={v1}",
        "upper-case T only": f"T={t}, v1={v1}",
        "a quoted value": f't="{t}", v1={v1}',
    }
    for comment, text in bad.items():
        add(comment, "HeaderSyntax", "malformed_header", header=text)
    for value in (
        "",
        "abc",
        "-1",
        f"+{t}",
        f" {t}",
        f"{t[:6]} {t[6:]}",
        f"{t}.0",
        "1e12",
        "0x10",
        "1_735_000_000_000",
        f"{t}=",
        "9" * 16,
        "0" * 16,
        "9" * 400,
        "NaN",
    ):
        add(f"t={value[:20]}", "LaxTimestamp", "malformed_header", header=f"t={value}, v1={v1}")
    for text in ("\u0661\u0662\u0663", "\uff11\uff12", "\u00b2"):
        add(
            "digits that are not ASCII",
            "LaxTimestamp",
            "malformed_header",
            header=f"t={text}, v1={v1}",
        )
    for digits in ("0", "7", f"00{t}", "9" * 15, "0" * 15):
        add(
            f"t={digits} is signed as received",
            "LaxTimestamp",
            now=int(digits),
            header=sign(SECRET, EVENT, digits),
        )
    add(
        "leading zeros dropped before signing",
        "LaxTimestamp",
        "signature_mismatch",
        header=f"t=00{t}, v1={v1}",
    )
    for comment, value in {
        "63 digits": v1[:63],
        "65 digits": v1 + "0",
        "62 digits": v1[:62],
        "66 digits": v1 + "00",
        "empty": "",
        "a letter past f": v1[:63] + "g",
        "0x in front": "0x" + v1[:62],
        "a blank inside": v1[:32] + " " + v1[32:],
        "a blank in front": " " + v1,
        "an equals sign": v1[:63] + "=",
        "base64": "q" * 43 + "=",
        "a colon": v1[:63] + ":",
    }.items():
        add(
            f"v1 is not 64 hex digits: {comment}",
            "LaxHex",
            "malformed_header",
            header=f"t={t}, v1={value}",
        )
    add(
        "a bad v1 beside the good one",
        "LaxHex",
        "malformed_header",
        header=f"t={t}, v1={v1}, v1=00",
    )
    for name, byte in {
        "NUL": 0,
        "line feed": 10,
        "return": 13,
        "escape": 27,
        "delete": 127,
        "0x80": 128,
        "0xE9": 233,
        "0xFF": 255,
    }.items():
        add(
            f"a byte outside visible ASCII: {name}",
            "HeaderSyntax",
            "malformed_header",
            header=f"t={t}, v1={v1}, x=".encode() + bytes([byte]),
        )
    add(
        "UTF-8 in an unknown value",
        "HeaderSyntax",
        "malformed_header",
        header=f"t={t}, v1={v1}, x=é",
    )
    add("no v1", "HeaderSyntax", "no_signature", header=f"t={t}")
    add("only another scheme's signature", "HeaderSyntax", "no_signature", header=f"t={t}, v0={v1}")
    add("a bad t and no v1 is malformed", "Order", "malformed_header", header="t=abc")
    other = "0" * 64
    add("two v1, the good one last", "ManySignatures", header=f"t={t}, v1={other}, v1={v1}")
    add("two v1, the good one first", "ManySignatures", header=f"t={t}, v1={v1}, v1={other}")
    add("the good v1 twice", "ManySignatures", header=f"t={t}, v1={v1}, v1={v1}")
    add("t between two v1", "ManySignatures", header=f"v1={other}, t={t}, v1={v1}")
    add(
        "two v1, none good",
        "ManySignatures",
        "signature_mismatch",
        header=f"t={t}, v1={other}, v1={v1[::-1]}",
    )
    for count, expect in ((16, "ok"), (17, "malformed_header")):
        add(
            f"{count} v1",
            "HeaderLimits",
            expect,
            header=f"t={t}" + f",v1={other}" * (count - 1) + f",v1={v1}",
        )
    whole = f"t={t}, v1={v1}, x="
    for length, expect in ((4096, "ok"), (4097, "malformed_header"), (100_000, "malformed_header")):
        add(f"{length} bytes", "HeaderLimits", expect, header=whole + "x" * (length - len(whole)))
    add("4096 commas and nothing else", "HeaderLimits", "malformed_header", header="," * 4096)
    return topic


def signature() -> Topic:
    topic = Topic("signature", "The signature over the payload: rule 6.")
    add = topic.group()
    v1 = digest(SECRET, EVENT, NOW)

    for comment, payload in {
        "one byte changed": EVENT.replace(b"01JF", b"01JG"),
        "a byte appended": EVENT + b" ",
        "a newline appended": EVENT + b"\n",
        "a byte dropped": EVENT[:-1],
        "a byte in front": b" " + EVENT,
        "empty": b"",
        "a NUL appended": EVENT + b"\0",
        "a BOM in front": b"\xef\xbb\xbf" + EVENT,
    }.items():
        add(
            f"payload: {comment}",
            "Forgery",
            "signature_mismatch",
            payload=payload,
            header=f"t={NOW}, v1={v1}",
        )
    add("timestamp moved by 1 ms", "Forgery", "signature_mismatch", header=f"t={NOW + 1}, v1={v1}")
    for place in (0, 31, 32, 63):
        changed = v1[:place] + ("0" if v1[place] != "0" else "1") + v1[place + 1 :]
        add(
            f"digit {place} of the signature changed",
            "Forgery",
            "signature_mismatch",
            header=f"t={NOW}, v1={changed}",
        )
    for comment, secret in {
        "another secret": b"whsec_other",
        "the secret and a NUL more": SECRET + b"\0x",
        "the secret in upper case": SECRET.upper(),
        "an empty secret": b"",
        "the secret without its prefix": SECRET.removeprefix(b"whsec_"),
    }.items():
        add(
            f"signed with {comment}",
            "Forgery",
            "signature_mismatch",
            header=sign(secret, EVENT, NOW),
        )
    add(
        "a plain hash without the key",
        "Forgery",
        "signature_mismatch",
        header=f"t={NOW}, v1={hashlib.sha256(f'{NOW}.'.encode() + EVENT).hexdigest()}",
    )
    add(
        "the payload alone signed, without the timestamp",
        "Forgery",
        "signature_mismatch",
        header=f"t={NOW}, v1={mac(SECRET, EVENT).hex()}",
    )
    add(
        "a digit moved from the timestamp to the payload",
        "Forgery",
        "signature_mismatch",
        payload=b"0." + EVENT,
        header=f"t={str(NOW)[:-1]}, v1={v1}",
    )

    for text in (
        '{"a": 1}',
        '{"a":1.0}',
        '{"a":"\\u00e9"}',
        '{"b":1,"a":2}',
        '{"a":1e3}',
        '{"a":"\\/"}',
        '{"a":1}\n',
        '{"a":1,"a":2}',
        '{"a":12345678901234567890}',
    ):
        payload = text.encode()
        add(f"{text!r} as sent", "Reserialised", payload=payload)
        again = json.dumps(json.loads(text), separators=(",", ":"), ensure_ascii=False).encode()
        if again == payload:
            again = json.dumps(json.loads(text), sort_keys=True).encode()
        add(
            f"{text!r} serialised again",
            "Reserialised",
            "signature_mismatch",
            payload=again,
            header=sign(SECRET, payload, NOW),
        )

    prefix = len(f"{NOW}.")
    for length in (0, 1, 55, 56, 63, 64, 65, 119, 120, 127, 128, 129):
        add(f"payload of {length} bytes", "BlockBoundary", payload=b"x" * length)
        if length > prefix:
            add(
                f"signed message of {length} bytes",
                "BlockBoundary",
                payload=b"x" * (length - prefix),
            )
    for count in (65_536, 1 << 20):
        add(
            f"payload of {count} bytes",
            "BlockBoundary",
            payload=b"\xa5" * count,
            repeat={"hex": "a5", "count": count},
        )

    for comment, payload in {
        "a BOM in front": b"\xef\xbb\xbf{}",
        "NULs": b"\0\0",
        "a NUL inside": b"a\0b",
        "invalid UTF-8": b"\xff\xfe\x80",
        "an encoded surrogate": b"\xed\xa0\x80",
        "an overlong NUL": b"\xc0\x80",
        "U+FFFD itself": "\ufffd".encode(),
        "every byte": bytes(range(256)),
        "line endings": b"a\r\nb\rc\n",
        "UTF-8 text": "é漢😀".encode(),
        "not normalised text": "e\u0301".encode(),
    }.items():
        add(comment, "Binary", payload=payload)
    add(
        "U+FFFD signed, raw bytes received",
        "Binary",
        "signature_mismatch",
        payload=b"\xff",
        header=sign(SECRET, "\ufffd".encode(), NOW),
    )
    add(
        "raw bytes signed, U+FFFD received",
        "Binary",
        "signature_mismatch",
        payload="\ufffd".encode(),
        header=sign(SECRET, b"\xff", NOW),
    )
    add(
        "CRLF signed, LF received",
        "Binary",
        "signature_mismatch",
        payload=b"a\n",
        header=sign(SECRET, b"a\r\n", NOW),
    )

    for number, key, data in (
        (1, b"\x0b" * 20, b"Hi There"),
        (2, b"Jefe", b"what do ya want for nothing?"),
        (3, b"\xaa" * 20, b"\xdd" * 50),
        (4, bytes(range(1, 26)), b"\xcd" * 50),
        (6, b"\xaa" * 131, b"Test Using Larger Than Block-Size Key - Hash Key First"),
        (
            7,
            b"\xaa" * 131,
            b"This is a test using a larger than block-size key and a larger than "
            b"block-size data. The key needs to be hashed before being used by the "
            b"HMAC algorithm.",
        ),
    ):
        # Case 1's key is vertical tabs, which a secret may not end with unless it is binary.
        key = key if number != 1 else key + b"\xff"
        topic.group(secrets=[key])(f"case {number}", "Rfc4231", payload=data)
    for length in (1, 63, 64, 65, 200):
        topic.group(secrets=[b"k" * length])(f"a secret of {length} bytes", "BlockBoundary")
    return topic


def time() -> Topic:
    topic = Topic("time", "The timestamp against the clock: rules 7 and 8.")
    for tolerance in (None, 0, 1, 0.5, 60.25, 86_400, DEFAULT_TOLERANCE, "default"):
        add = topic.group(**({} if tolerance == "default" else {"tolerance": tolerance}))
        seconds = DEFAULT_TOLERANCE if tolerance == "default" else tolerance
        if seconds is None:
            for now in (NOW, 0, -1, 2**63 - 1, -(2**63)):
                add(f"no tolerance, now={now}", "TimeBound", now=now)
            add(
                "no tolerance, forged",
                "Order",
                "signature_mismatch",
                payload=b"x",
                header=sign(SECRET, EVENT, NOW),
            )
            continue
        bound = round(seconds * 1000)
        for offset, expect in (
            (0, "ok"),
            (bound, "ok"),
            (bound + 1, "timestamp_too_old"),
            (-bound, "ok"),
            (-bound - 1, "timestamp_in_future"),
        ):
            add(f"tolerance {tolerance}, now {offset:+} ms", "TimeBound", expect, now=NOW + offset)
    add = topic.group()
    for now, expect in (
        (2**63 - 1, "timestamp_too_old"),
        (-(2**63), "timestamp_in_future"),
        (0, "timestamp_in_future"),
        (-1, "timestamp_in_future"),
    ):
        add(f"now={now}", "Clock", expect, now=now)
        add(
            f"t of 15 nines, now={now}",
            "Clock",
            expect,
            now=now,
            header=sign(SECRET, EVENT, "9" * 15),
        )
    add("t=0 just now", "Clock", now=0, header=sign(SECRET, EVENT, 0))
    add("t=0 before the epoch", "Clock", now=-180_000, header=sign(SECRET, EVENT, 0))
    add(
        "t=0 too far before the epoch",
        "Clock",
        "timestamp_in_future",
        now=-180_001,
        header=sign(SECRET, EVENT, 0),
    )
    add(
        "the timestamp in seconds",
        "SecondsForMilliseconds",
        "timestamp_too_old",
        header=sign(SECRET, EVENT, NOW // 1000),
    )
    add("the clock in seconds", "SecondsForMilliseconds", "timestamp_in_future", now=NOW // 1000)
    add(
        "forged and stale",
        "Order",
        "signature_mismatch",
        payload=b"x",
        now=NOW + 10**9,
        header=sign(SECRET, EVENT, NOW),
    )
    add("no signature and stale", "Order", "no_signature", now=NOW + 10**9, header=f"t={NOW}")
    return topic


def configuration() -> Topic:
    topic = Topic(
        "configuration", "Secrets, their rotation, and tolerances: rule 9 and the errors."
    )
    for index in (0, 1, 2, 15):
        count = 16 if index == 15 else 3
        secrets = [f"whsec_{n}".encode() for n in range(count)]
        topic.group(secrets=secrets)(
            f"secret {index} of {count} signed", "Rotation", header=sign(secrets[index], EVENT, NOW)
        )
    topic.group(secrets=[SECRET, SECRET])("the same secret twice: the first", "Rotation")
    rotating = topic.group(secrets=[b"whsec_new", b"whsec_old"])
    v1 = [digest(secret, EVENT, NOW) for secret in (b"whsec_new", b"whsec_old")]
    rotating(
        "both signed, the old one's first", "Rotation", header=f"t={NOW}, v1={v1[1]}, v1={v1[0]}"
    )
    rotating("neither signed", "Rotation", "signature_mismatch", header=sign(b"other", EVENT, NOW))
    for comment, secret in {
        "one byte": b"x",
        "binary": bytes(range(256)),
        "not UTF-8": b"\xff\xfe",
        "UTF-8": "schlüssel".encode(),
        "a blank inside": b"two words",
        "a NUL inside": b"a\0b",
        "a NUL at the end": b"a\0",
        "binary, with U+0085's byte at its end": b"\xff\x85",
    }.items():
        topic.group(secrets=[secret])(f"secret: {comment}", "BadSecret")
    for comment, secrets in {
        "none": [],
        "17": [SECRET] * 17,
        "an empty one": [b""],
        "an empty one among good ones": [SECRET, b""],
        "a newline at its end": [SECRET + b"\n"],
        "a blank at its end": [SECRET + b" "],
        "a return and newline": [SECRET + b"\r\n"],
        "a tab in front": [b"\t" + SECRET],
        "a newline in front": [b"\n" + SECRET],
        "the second has a newline": [b"ok", SECRET + b"\n"],
        "only a blank": [b" "],
        "a no-break space": [SECRET + "\u00a0".encode()],
        "an ideographic space": ["\u3000".encode() + SECRET],
        "a BOM in front": ["\ufeff".encode() + SECRET],
        "a line separator": [SECRET + "\u2028".encode()],
        "a next line": [SECRET + "\u0085".encode()],
        "a vertical tab": [SECRET + b"\v"],
        "binary, with a newline": [b"\xff\n"],
        "binary, with a blank in front": [b" \xff"],
    }.items():
        topic.group(secrets=secrets)(
            f"secrets: {comment}", "BadSecret", "invalid_secret", header=sign(SECRET, EVENT, NOW)
        )
    for tolerance in (
        -1,
        -2,
        -0.001,
        -86_400,
        86_401,
        86_400.001,
        180_000,
        1e300,
        "NaN",
        "Infinity",
        "-Infinity",
    ):
        topic.group(tolerance=tolerance)(
            f"tolerance {tolerance}", "BadTolerance", "invalid_tolerance"
        )
    return topic


def event() -> Topic:
    topic = Topic("event", "The event in a verified payload.")
    add = topic.group("event")

    def nested(depth: int) -> bytes:
        return b'{"id":"e","event":"x","data":' + b"[" * (depth - 1) + b"]" * (depth - 1) + b"}"

    for comment, payload in {
        "a WorkOS event": EVENT,
        "a connection activated": b'{"id":"event_02","event":"connection.activated","data":{"object":'
        b'"connection","state":"active"},"created_at":"2024-12-24T00:00:00Z",'
        b'"context":{"client_id":"client_01"}}',
        "an unknown event": b'{"id":"event_03","event":"later.kind.of_event","data":{}}',
        "blanks around": b' \r\n\t{ "event" : "e" , "id" : "i" } \n',
        "escapes in names and values": b'{"\\u0069d":"\\u00e9","event":"a\\"b","x":"\\ud83d\\ude00"}',
        "UTF-8": '{"id":"é","event":"漢😀"}'.encode(),
        "empty strings": b'{"id":"","event":""}',
        "other members repeated": b'{"id":"i","event":"e","data":1,"data":2}',
        "id inside data as well": b'{"id":"i","event":"e","data":{"id":1,"event":null}}',
        "a member named __proto__": b'{"id":"i","event":"e","__proto__":{"id":1}}',
        "numbers of any size": b'{"id":"i","event":"e","data":[1.0,-0,1e5,12345678901234567890]}',
        "nested 128 deep": nested(128),
        "brackets in a string": b'{"id":"i","event":"' + b"[" * 200 + b'"}',
    }.items():
        add(comment, "Event", payload=payload)
    for comment, payload in {
        "empty": b"",
        "blank": b" ",
        "not JSON": b"id=event_01",
        "null": b"null",
        "an array": b"[]",
        "a string": b'"id"',
        "a number": b"1",
        "an empty object": b"{}",
        "no id": b'{"event":"e"}',
        "no event": b'{"id":"i"}',
        "id is a number": b'{"id":1,"event":"e"}',
        "id is null": b'{"id":null,"event":"e"}',
        "event is an object": b'{"id":"i","event":{}}',
        "event is true": b'{"id":"i","event":true}',
        "Id for id": b'{"Id":"i","event":"e"}',
        "id twice": b'{"id":"i","id":"i","event":"e"}',
        "event twice": b'{"id":"i","event":"e","event":1}',
        "a BOM": b'\xef\xbb\xbf{"id":"i","event":"e"}',
        "UTF-16": '{"id":"i","event":"e"}'.encode("utf-16-le"),
        "invalid UTF-8 in a value": b'{"id":"i","event":"e","data":"\xff"}',
        "invalid UTF-8 in id": b'{"id":"\xff","event":"e"}',
        "cut off": b'{"id":"i","event":"e"',
        "something after it": b'{"id":"i","event":"e"}x',
        "a trailing comma": b'{"id":"i","event":"e",}',
        "single quotes": b"{'id':'i','event':'e'}",
        "NaN": b'{"id":"i","event":"e","data":NaN}',
        "a comment": b'{"id":"i","event":"e"/**/}',
        "a control character": b'{"id":"i","event":"\n"}',
        "a NUL after it": b'{"id":"i","event":"e"}\0',
        "nested 129 deep": nested(129),
    }.items():
        add(comment, "NotAnEvent", "invalid_payload", payload=payload)
    add(
        "not JSON and forged",
        "Order",
        "signature_mismatch",
        payload=b"x",
        header=sign(SECRET, b"y", NOW),
    )
    add("not JSON and stale", "Order", "timestamp_too_old", payload=b"x", now=NOW + 180_001)
    add("not JSON and no header", "Order", "missing_header", payload=b"x", header=None)
    return topic


def signing() -> Topic:
    topic = Topic("sign", "The header that signing makes.")
    for secret in (SECRET, b"\xff\x00\x7f", b"k" * 131):
        add = topic.group("sign", secrets=[secret])
        for payload in (b"", EVENT, b"\xff\xfe", "é".encode()):
            for timestamp in (0, NOW, 10**15 - 1):
                add(
                    f"{len(payload)} bytes at {timestamp}",
                    "Signing",
                    payload=payload,
                    timestamp=timestamp,
                )
    return topic


def all_topics() -> Iterator[Topic]:
    yield from (header(), signature(), time(), configuration(), event(), signing())
