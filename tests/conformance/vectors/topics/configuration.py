"""Secrets, rotation and tolerances."""

from reference import digest, sign

from .topic import EVENT, NOW, SECRET, Topic


def configuration() -> Topic:
    topic = Topic("configuration", "Secrets, rotation and tolerances: rule 9 and configuration errors.")
    for index in (0, 1, 2, 15):
        count = 16 if index == 15 else 3
        secrets = [f"whsec_{n}".encode() for n in range(count)]
        topic.group(secrets=secrets)(
            f"secret {index} of {count} signed", "Rotation", header=sign(secrets[index], EVENT, NOW)
        )
    topic.group(secrets=[SECRET, SECRET])("the same secret twice: the first one counts", "Rotation")
    rotating = topic.group(secrets=[b"whsec_new", b"whsec_old"])
    v1 = [digest(secret, EVENT, NOW) for secret in (b"whsec_new", b"whsec_old")]
    rotating("both signed, the old secret's v1 first", "Rotation", header=f"t={NOW}, v1={v1[1]}, v1={v1[0]}")
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
        "a single quote mark": b'"',
        "two different quotes": b"'whsec\"",
        "a quote in front": b"'whsec",
        "quotes inside": b'whsec"x"y',
        "undefined, and more": b"undefined1",
        "Null": b"Null",
        "none": b"none",
        "a dollar": b"$whsec",
        "a brace after the first": b"x${whsec}",
        "binary, in quotes": b'"\xff"',
        "binary, with a newline inside": b"\xff\n\xff",
        "control characters, and a newline": b"\x01\n\x02",
        "control characters in quotes": b"'\x7f'",
        "a line separator inside": "a\u2028b".encode(),
    }.items():
        topic.group(secrets=[secret])(f"secret: {comment}", "BadSecret")
    for comment, secrets in {
        "none": [],
        "17": [SECRET] * 17,
        "an empty one": [b""],
        "an empty one beside a good one": [SECRET, b""],
        "a newline at its end": [SECRET + b"\n"],
        "a blank at its end": [SECRET + b" "],
        "a return and newline at its end": [SECRET + b"\r\n"],
        "a tab in front": [b"\t" + SECRET],
        "a newline in front": [b"\n" + SECRET],
        "the second has a newline": [b"ok", SECRET + b"\n"],
        "only a blank": [b" "],
        "a no-break space at its end": [SECRET + "\u00a0".encode()],
        "an ideographic space in front": ["\u3000".encode() + SECRET],
        "a BOM in front": ["\ufeff".encode() + SECRET],
        "a line separator at its end": [SECRET + "\u2028".encode()],
        "a next line (U+0085) at its end": [SECRET + "\u0085".encode()],
        "a vertical tab at its end": [SECRET + b"\v"],
        "binary, with a newline at its end": [b"\xff\n"],
        "double quotes": [b'"whsec_example"'],
        "single quotes": [b"'whsec_example'"],
        "backticks": [b"`whsec_example`"],
        "nothing but quotes": [b'""'],
        "the second in quotes": [SECRET, b"'whsec_old'"],
        "a newline inside": [b"whsec_new\nwhsec_old"],
        "a return inside": [b"whsec_new\rwhsec_old"],
        "undefined": [b"undefined"],
        "null": [b"null"],
        "None": [b"None"],
        "an unexpanded variable": [b"${WORKOS_WEBHOOK_SECRET}"],
        "an unexpanded command": [b"$(cat secret)"],
        "the beginning of a variable": [b"${"],
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
        topic.group(tolerance=tolerance)(f"tolerance {tolerance}", "BadTolerance", "invalid_tolerance")
    return topic
