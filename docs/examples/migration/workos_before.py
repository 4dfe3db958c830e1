import os
from collections.abc import Mapping

from workos import WorkOSClient

client = WorkOSClient(api_key=os.environ["WORKOS_API_KEY"], client_id=os.environ["WORKOS_CLIENT_ID"])


def webhook(body: bytes, headers: Mapping[str, str]) -> int:
    try:
        event = client.webhooks.verify_event(
            event_body=body.decode(),
            event_signature=headers["WorkOS-Signature"],
            secret=os.environ["WORKOS_WEBHOOK_SECRET"],
        )
    except (KeyError, ValueError):
        return 400
    print(f"accepted {event.event} {event.id}")
    return 200
