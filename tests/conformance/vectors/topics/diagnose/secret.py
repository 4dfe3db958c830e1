"""Accidents of the secret."""

import base64

from ..topic import SECRET, Topic
from .delivery import Accidents

# Secrets that can be decoded, as some do who know other senders.
BASE64 = b"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
HEX = b"3f9a1c5e7b2d4f6081a3c5e7092b4d6f"


def secret(topic: Topic) -> None:
    add = Accidents(topic, "SecretAccident")
    for comment, given in {
        "a newline at the end": SECRET + b"\n",
        "a blank in front": b" " + SECRET,
        "CRLF at the end": SECRET + b"\r\n",
    }.items():
        add(f"secret: {comment}", "secret_whitespace", expect="invalid_secret", secrets=[given])
    for quote in (b'"', b"'", b"`"):
        add(
            f"secret: in quotes that docker keeps: {quote.decode()}",
            "secret_quoted",
            expect="invalid_secret",
            secrets=[quote + SECRET + quote],
        )
    add("secret: without its prefix", "secret_prefix_missing", secrets=[SECRET.removeprefix(b"whsec_")])
    add("secret: with its prefix twice", "secret_prefix_doubled", secrets=[b"whsec_" + SECRET])
    decoded = base64.b64decode(BASE64.removeprefix(b"whsec_"))
    add("secret: decoded from base64", "secret_base64_decoded", signed_with=BASE64, secrets=[decoded])
    add(
        "secret: as a Kubernetes Secret shows it",
        "secret_base64_encoded",
        secrets=[base64.b64encode(SECRET)],
    )
    add(
        "secret: decoded by the sender, as Standard Webhooks does",
        "secret_base64_encoded",
        signed_with=decoded,
        secrets=[BASE64],
    )
    add(
        "secret: decoded from hex",
        "secret_hex_decoded",
        signed_with=HEX,
        secrets=[bytes.fromhex(HEX.decode())],
    )
    add("secret: an API key", "secret_api_key", secrets=[b"sk_test_a2V5XzAxSkZYTjhLMlY2Q0JBNVpRNFI3"])
    add(
        "secret: of another endpoint",
        "secret_of_other_endpoint",
        expect="ok",
        secrets=[b"whsec_of_another_endpoint", SECRET],
    )
