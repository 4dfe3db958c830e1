import hashlib
import hmac
import json
import os
import time
from collections.abc import Mapping

SECRET = os.environ["WORKOS_WEBHOOK_SECRET"].encode()


def webhook(body: bytes, headers: Mapping[str, str]) -> int:
    try:
        parts = dict(part.strip().split("=", 1) for part in headers["WorkOS-Signature"].split(","))
        expected = hmac.digest(SECRET, parts["t"].encode() + b"." + body, hashlib.sha256).hex()
        fresh = time.time() - int(parts["t"]) / 1000 < 180
        if not fresh or not hmac.compare_digest(expected, parts["v1"]):
            return 400
        event = json.loads(body)
    except (KeyError, ValueError):
        return 400
    print(f"accepted {event['event']} {event['id']}")
    return 200
