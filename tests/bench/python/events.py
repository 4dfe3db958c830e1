"""From the body to the event, in the way of hookseal and of its peers; and deliveries through an adapter."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import peers
import stripe
import svix.webhooks
import workos

import hookseal
from hookseal.asgi import webhook

SECRET = peers.SECRET
CATALOGUE = Path(__file__).resolve().parents[3] / "cli" / "catalogue" / "dsync.json"


def real_event() -> bytes:
    """About 1 KiB, as WorkOS sends it."""
    event = {
        "id": "event_01K7NB2AMB34JKZJPD5Y4HP4RZ",
        "event": "dsync.user.updated",
        "data": json.loads(CATALOGUE.read_text("utf-8"))["dsync.user.updated"],
        "created_at": "2026-03-13T09:12:44.105Z",
    }
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()


def ways(payload: bytes) -> dict[str, peers.Peer]:
    """Each returns the event, or raises."""
    header = hookseal.sign(SECRET, payload)
    names = {"verifier": hookseal.Verifier(SECRET), "header": header, "json": json, "orjson": orjson}
    stripe_peer, standard_peer = peers.stripe_peer(payload), peers.standardwebhooks_peer(payload)
    svix_webhook = svix.webhooks.Webhook(peers.STANDARD_SECRET)
    return {
        "hookseal": peers.Peer("verifier.construct_event(payload, header)", **names),
        "verify, then orjson": peers.Peer("verifier.verify(payload, header); orjson.loads(payload)", **names),
        "verify, then json": peers.Peer("verifier.verify(payload, header); json.loads(payload)", **names),
        "workos": peers.Peer(
            "webhooks.verify_event(event_body=payload, event_signature=header, secret=secret)",
            webhooks=workos.WorkOSClient(api_key="sk_benchmark", client_id="client").webhooks,
            header=header,
            secret=SECRET,
        ),
        "stripe": peers.Peer(
            "construct_event(payload, header, secret, tolerance=180)",
            **(stripe_peer.names | {"construct_event": stripe.Webhook.construct_event}),
        ),
        "standardwebhooks": standard_peer,
        "svix": peers.Peer(
            "webhook.verify(payload, headers); json.loads(payload)",
            **(standard_peer.names | {"webhook": svix_webhook, "json": json}),
        ),
    }


def deliveries(
    verifier: hookseal.Verifier, payload: bytes, header: str, status: int
) -> Callable[[int], float]:
    """Sends so many requests through the adapter for ASGI, and returns how long that took."""
    statuses = []

    async def received(event: hookseal.Event, body: bytes) -> None: ...

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": payload}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    app = webhook(verifier, received)
    headers = [(b"workos-signature", header.encode()), (b"content-length", str(len(payload)).encode())]
    scope = {"type": "http", "method": "POST", "path": "/", "query_string": b"", "headers": headers}

    async def work(loops: int) -> float:
        statuses.clear()
        start = time.perf_counter()
        for _ in range(loops):
            await app(scope, receive, send)
        took = time.perf_counter() - start
        assert set(statuses) == {status}
        return took

    return lambda loops: asyncio.run(work(loops))
