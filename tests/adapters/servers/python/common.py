"""Shared by the server programs: the verifiers, the limit of /large, and the line printed when ready."""

import os
import time
from typing import Any

from hookseal import Action, ActionVerifier, Verifier

VERIFIER = Verifier(os.environ["WORKOS_WEBHOOK_SECRET"])
LARGE = 8 << 20
ACTION_VERIFIER = ActionVerifier(os.environ["WORKOS_WEBHOOK_SECRET"])
DEADLINE = 0.5
HANG = 2
ON_ERROR: Any = ("Deny", "Try again later.")


def decide(action: Action) -> Any:
    """Returns the verdict that the action itself asks for, or fails as it asks."""
    match action.data["say"]:
        case "throw":
            raise RuntimeError("as asked")
        case "hang":
            time.sleep(HANG)
        case [verdict, message]:
            return verdict, message
        case said:
            return said


def ready(port: int) -> None:
    print(f"listening on {port}", flush=True)
