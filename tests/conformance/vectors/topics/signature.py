"""The signature over the payload: rule 6."""

import hashlib
import json

from reference import digest, mac, sign

from .topic import EVENT, NOW, SECRET, Topic


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
        "the secret followed by a NUL": SECRET + b"\0x",
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
        # The key of case 1 is all vertical tabs. Only a binary secret may end with one.
        key = key if number != 1 else key + b"\xff"
        topic.group(secrets=[key])(f"case {number}", "Rfc4231", payload=data)
    for length in (1, 63, 64, 65, 200):
        topic.group(secrets=[b"k" * length])(f"a secret of {length} bytes", "BlockBoundary")
    return topic
