"""Accidents of the header, and the headers of other senders."""

import base64

from reference import digest, mac, sign

from ..topic import NOW, SECRET, Topic
from .delivery import SENT, Accidents


def header(topic: Topic) -> None:
    accidents(topic)
    other_senders(topic)


def accidents(topic: Topic) -> None:
    add = Accidents(topic, "HeaderAccident")
    v1 = digest(SECRET, SENT, NOW)
    seconds = NOW // 1000
    add(
        "header: signed with the time in seconds",
        "header_timestamp_seconds",
        expect="timestamp_too_old",
        header=sign(SECRET, SENT, seconds),
    )
    add(
        "header: the timestamp turned into seconds",
        "header_timestamp_seconds",
        header=f"t={seconds}, v1={v1}",
    )
    for comment, text in {
        "base64": base64.b64encode(bytes.fromhex(v1)),
        "base64url": base64.urlsafe_b64encode(bytes.fromhex(v1)).rstrip(b"="),
    }.items():
        add(
            f"header: the signature in {comment}",
            "header_signature_base64",
            expect="malformed_header",
            header=f"t={NOW}, v1={text.decode()}",
        )

    def malformed(comment: str, finding: str, value: str) -> None:
        add(f"header: {comment}", finding, expect="malformed_header", header=value)

    genuine = f"t={NOW}, v1={v1}"
    other = sign(SECRET, b"{}", NOW + 7)
    malformed("two deliveries joined", "header_joined", f"{genuine}, {other}")
    malformed("two deliveries joined, the other one first", "header_joined", f"{other}, {genuine}")
    malformed("the same twice", "header_joined", f"{genuine}, {genuine}")
    for quote in "\"'":
        malformed(f"in quotes: {quote}", "header_quoted", f"{quote}{genuine}{quote}")
    malformed("escaped quotes", "header_quoted", f'\\"{genuine}\\"')
    malformed("split at its comma, the signature", "header_incomplete", f"v1={v1}")
    add(
        "header: split at its comma, the timestamp",
        "header_incomplete",
        expect="no_signature",
        header=f"t={NOW}",
    )
    malformed("its name in the value", "header_name_in_value", f"WorkOS-Signature: {genuine}")
    malformed("its name in lower case in the value", "header_name_in_value", f"workos-signature={genuine}")


def other_senders(topic: Topic) -> None:
    """Each signature is computed as its sender would."""
    add = Accidents(topic, "OtherSender")
    seconds = NOW // 1000

    def hmac(message: bytes) -> bytes:
        return mac(SECRET, message)

    stripe = digest(b"whsec_of_an_endpoint_of_stripe", SENT, seconds)
    add("Stripe", "header_stripe", header=f"t={seconds},v1={stripe},v0={'6f' * 32}")
    for comment, value, finding in (
        (
            "Standard Webhooks",
            f"v1,{base64.b64encode(hmac(b'msg_01.%d.%b' % (seconds, SENT))).decode()}",
            "header_standard_webhooks",
        ),
        ("GitHub", f"sha256={hmac(SENT).hex()}", "header_github"),
        ("Slack", f"v0={hmac(b'v0:%d:%b' % (seconds, SENT)).hex()}", "header_slack"),
    ):
        add(comment, finding, expect="malformed_header", header=value)
