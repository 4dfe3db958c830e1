"""Attacks that the threat model of SECURITY.md names and no rule alone stands for."""

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
        """What a tag that is a plain hash of so many bytes would let anyone append, keyless."""
        glue, forged = extend(tag, hashed, b',"admin":true}')
        payload = EVENT + glue + b',"admin":true}'
        return {"payload": payload, "header": f"t={NOW}, v1={forged.hex()}"}

    add(
        "the genuine v1, continued as if it were a hash of secret and message",
        "LengthExtension",
        "signature_mismatch",
        **extended(bytes.fromhex(v1), len(SECRET) + len(signed)),
    )
    add(
        "the genuine v1, continued as if it were HMAC's inner hash",
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
            f"HMAC of {name}, 32 bytes of it",
            "Algorithm",
            "signature_mismatch",
            header=f"t={NOW}, v1={tag.hex()}",
        )
    for name in ("md5", "sha1", "sha512"):
        tag = hmac.new(SECRET, signed, name).digest()
        add(
            f"HMAC of {name}, of its own length",
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
        "two deliveries'": f"{genuine}, {earlier}",
        "the same twice": f"{genuine}, {genuine}",
        "by line breaks": f"{genuine}\r\n{earlier}",
        "folded over two lines": genuine.replace(", ", ",\r\n "),
        "with a status line in front": f"HTTP/1.1 200 OK\r\n{genuine}",
        "with its name": f"WorkOS-Signature: {genuine}",
    }.items():
        add(f"headers joined: {comment}", "JoinedHeaders", "malformed_header", header=text)
    add("a forged v1 put in front of the header", "JoinedHeaders", header=f"v1={'0' * 64}, {genuine}")
    return topic
