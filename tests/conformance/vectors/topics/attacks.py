"""Attacks from the threat model of SECURITY.md that do not belong to a single rule."""

import hashlib
import hmac

from reference import digest, sign

from .sha256 import extend
from .topic import EVENT, NOW, SECRET, Topic


def attacks() -> Topic:
    topic = Topic("attacks", "Attacks of the threat model: length extension, algorithms, joined headers.")
    add = topic.group()
    signed = f"{NOW}.".encode() + EVENT
    v1 = digest(SECRET, EVENT, NOW)

    def extended(tag: bytes, hashed: int) -> dict[str, object]:
        """A delivery that anyone could forge without the key, if the tag were a plain hash of
        this many bytes.
        """
        glue, forged = extend(tag, hashed, b',"admin":true}')
        payload = EVENT + glue + b',"admin":true}'
        return {"payload": payload, "header": f"t={NOW}, v1={forged.hex()}"}

    add(
        "the genuine v1, extended as if it were a hash of secret and message",
        "LengthExtension",
        "signature_mismatch",
        **extended(bytes.fromhex(v1), len(SECRET) + len(signed)),
    )
    add(
        "the genuine v1, extended as if it were HMAC's inner hash",
        "LengthExtension",
        "signature_mismatch",
        **extended(bytes.fromhex(v1), 64 + len(signed)),
    )
    add(
        "a hash of secret and message",
        "LengthExtension",
        "signature_mismatch",
        header=f"t={NOW}, v1={hashlib.sha256(SECRET + signed).hexdigest()}",
    )

    for name in ("sha512", "sha3_256", "blake2s"):
        tag = hmac.new(SECRET, signed, name).digest()[:32]
        add(
            f"HMAC with {name}, cut to 32 bytes",
            "Algorithm",
            "signature_mismatch",
            header=f"t={NOW}, v1={tag.hex()}",
        )
    for name in ("md5", "sha1", "sha512"):
        tag = hmac.new(SECRET, signed, name).digest()
        add(
            f"HMAC with {name}, at its full length",
            "Algorithm",
            "malformed_header",
            header=f"t={NOW}, v1={tag.hex()}",
        )
    for element in ("alg=none", "alg=HS512", "v1alg=sha1", "v2=" + "0" * 64):
        forged = f"{element}, t={NOW}, v1={'0' * 64}"
        add(f"{element[:10]} and no signature", "Algorithm", "no_signature", header=f"{element}, t={NOW}")
        add(f"{element[:10]} and a forged one", "Algorithm", "signature_mismatch", header=forged)
        add(f"{element[:10]} changes nothing", "Algorithm", header=f"{element}, t={NOW}, v1={v1}")

    genuine, earlier = sign(SECRET, EVENT, NOW), sign(SECRET, b"{}", NOW - 1)
    for comment, text in {
        "headers of two deliveries, joined": f"{genuine}, {earlier}",
        "the same header twice, joined": f"{genuine}, {genuine}",
        "two headers joined by a line break": f"{genuine}\r\n{earlier}",
        "a header folded over two lines": genuine.replace(", ", ",\r\n "),
        "a header after a status line": f"HTTP/1.1 200 OK\r\n{genuine}",
        "a header with its name": f"WorkOS-Signature: {genuine}",
    }.items():
        add(comment, "JoinedHeaders", "malformed_header", header=text)
    add("a forged v1 put in front of the header", "JoinedHeaders", header=f"v1={'0' * 64}, {genuine}")
    return topic
