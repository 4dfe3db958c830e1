"""What the server programs share: the verifier, the limit of /large, and the line that says ready."""

import os

from hookseal import Verifier

VERIFIER = Verifier(os.environ["WORKOS_WEBHOOK_SECRET"])
LARGE = 8 << 20


def ready(port: int) -> None:
    print(f"listening on {port}", flush=True)
