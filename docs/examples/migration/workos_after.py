import os
from collections.abc import Mapping

from hookseal import VerificationError, Verifier

verifier = Verifier(os.environ["WORKOS_WEBHOOK_SECRET"])  # once, at start-up


def webhook(body: bytes, headers: Mapping[str, str]) -> int:
    try:
        event = verifier.construct_event(body, headers)  # the bytes, and all headers in any case
    except VerificationError:
        return 400
    print(f"accepted {event.event} {event.id}")
    return 200
