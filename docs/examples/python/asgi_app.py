import os

from hookseal import Event, Verifier
from hookseal.asgi import webhook


async def received(event: Event, body: bytes) -> None:
    print(f"accepted {event.event} {event.id}")


app = webhook(Verifier(os.environ["WORKOS_WEBHOOK_SECRET"]), received)
