"""The same verification by hookseal and by its peers, each in its best case.

A peer is a statement that accepts `payload` or raises, with the other names it uses. Everything that can
be prepared is prepared outside it, and none of our code runs between the clock and the peer.
"""

from __future__ import annotations

import base64
import hmac
import time
from collections.abc import Callable
from typing import Any

import standardwebhooks
import stripe
import workos
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.hmac import HMAC

import hookseal

SECRET = "whsec_benchmark"
STANDARD_KEY = b"benchmark-of-hookseal-and-peers!"
STANDARD_SECRET = base64.b64encode(STANDARD_KEY).decode()


class Peer:
    def __init__(self, statement: str, **names: Any) -> None:
        self.statement = statement
        self.names = names

    def __call__(self, payload: bytes) -> None:
        exec(self.statement, self.names | {"payload": payload})


def peers(payload: bytes) -> dict[str, Peer]:
    """Peers that check with a genuine signature of `payload`, issued now."""
    header = hookseal.sign(SECRET, payload)
    peers = {
        "hookseal": _hookseal(header),
        "workos": _workos(header),
        "stripe": stripe_peer(payload),
        "standardwebhooks": standardwebhooks_peer(payload),
        "hmac.digest": Peer("check(payload, header)", check=_by_hand(_hmac_digest), header=header),
        "cryptography": Peer("check(payload, header)", check=_by_hand(_cryptography()), header=header),
    }
    for name, peer in peers.items():
        peer(payload)
        try:
            peer(payload.replace(b"event_01", b"event_02"))
        except Exception:  # every peer raises another type
            continue
        raise AssertionError(f"{name} accepts a tampered payload")
    return peers


def _hookseal(header: str) -> Peer:
    verifier = hookseal.Verifier(SECRET)
    return Peer("verifier.verify(payload, header)", verifier=verifier, header=header)


def _workos(header: str) -> Peer:
    return Peer(
        "webhooks.verify_header(event_body=payload, event_signature=header, secret=secret)",
        webhooks=workos.WorkOSClient(api_key="sk_benchmark", client_id="client").webhooks,
        header=header,
        secret=SECRET,
    )


def stripe_peer(payload: bytes) -> Peer:
    timestamp = int(time.time())
    signed = f"{timestamp}.".encode() + payload
    signature = hmac.digest(SECRET.encode(), signed, "sha256").hex()
    return Peer(
        "verify_header(payload, header, secret, tolerance=180)",
        verify_header=stripe.WebhookSignature.verify_header,
        header=f"t={timestamp},v1={signature}",
        secret=SECRET,
    )


def standardwebhooks_peer(payload: bytes) -> Peer:
    timestamp = int(time.time())
    signature = hmac.digest(STANDARD_KEY, f"msg_01.{timestamp}.".encode() + payload, "sha256")
    headers = {
        "webhook-id": "msg_01",
        "webhook-timestamp": str(timestamp),
        "webhook-signature": "v1," + base64.b64encode(signature).decode(),
    }
    webhook = standardwebhooks.Webhook(STANDARD_SECRET)
    # It always parses the payload too.
    return Peer("webhook.verify(payload, headers)", webhook=webhook, headers=headers)


def _by_hand(mac: Callable[[bytes], bytes]) -> Callable[[bytes, str], None]:
    def check(payload: bytes, header: str) -> None:
        timestamp, signature = header.split(", ")
        timestamp = timestamp.removeprefix("t=")
        expected = mac(timestamp.encode() + b"." + payload)
        if not hmac.compare_digest(expected, bytes.fromhex(signature.removeprefix("v1="))):
            raise ValueError("signature")
        if abs(time.time() * 1000 - int(timestamp)) > 180_000:
            raise ValueError("timestamp")

    return check


def _hmac_digest(message: bytes) -> bytes:
    return hmac.digest(SECRET.encode(), message, "sha256")


def _cryptography() -> Callable[[bytes], bytes]:
    keyed = HMAC(SECRET.encode(), hashes.SHA256())

    def mac(message: bytes) -> bytes:
        copy = keyed.copy()
        copy.update(message)
        return copy.finalize()

    return mac
