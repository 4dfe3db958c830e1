import os
from collections.abc import Mapping

import stripe

SECRET = os.environ["STRIPE_WEBHOOK_SECRET"]


def webhook(body: bytes, headers: Mapping[str, str]) -> int:
    try:
        event = stripe.Webhook.construct_event(body, headers["Stripe-Signature"], SECRET)
    except (KeyError, ValueError, stripe.SignatureVerificationError):
        return 400
    print(f"accepted {event.type} {event.id}")
    return 200
