"""Shared by the server programs: the verifier, the limit of /large, and the line printed when ready."""

import os

from hookseal import Verifier

VERIFIER = Verifier(os.environ["WORKOS_WEBHOOK_SECRET"])
LARGE = 8 << 20


def ready(port: int) -> None:
    print(f"listening on {port}", flush=True)
