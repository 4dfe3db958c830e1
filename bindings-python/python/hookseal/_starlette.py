"""Mounts of Starlette, and so of FastAPI, that answer at their own path."""

import functools
from typing import Any

MOUNTABLE = "_hookseal_answers_at_its_mount_point"
"""An ASGI app with this attribute does so."""


def answer_at_mount_points() -> None:
    """Have `app.mount("/webhooks", mountable)` answer /webhooks, and not only what lies below it.

    Starlette redirects that path to `/webhooks/`, and WorkOS follows no redirect, so every delivery
    would be lost. It decides so in Mount.matches(), by the path alone, and asks the mounted app nothing.
    So this extends that method; mounts of other apps stay as they are.
    """
    try:
        from starlette.routing import Match, Mount
    except ImportError:
        return
    original = Mount.matches
    if hasattr(original, MOUNTABLE):
        return

    @functools.wraps(original)
    def matches(self: Mount, scope: Any) -> tuple[Match, Any]:
        match, child = original(self, scope)
        if match is Match.NONE and hasattr(getattr(self, "_base_app", self.app), MOUNTABLE):
            return original(self, {**scope, "path": scope["path"] + "/"})
        return match, child

    setattr(matches, MOUNTABLE, True)
    Mount.matches = matches  # type: ignore[method-assign]
