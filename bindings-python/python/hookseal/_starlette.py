"""Lets an app that is mounted in Starlette or FastAPI answer at the very path of its mount."""

import functools
from typing import Any

MOUNTABLE = "_hookseal_answers_at_its_mount_point"
"""Only apps with this attribute do, also inside of middleware."""

MAX_DEPTH = 16  # of middleware around an app


def _is_mountable(app: Any) -> bool:
    """Middleware keeps the app that it wraps in `app`, as Starlette's own does."""
    for _ in range(MAX_DEPTH):
        if hasattr(app, MOUNTABLE):
            return True
        app = getattr(app, "app", None)
    return False


def answer_at_mount_points() -> None:
    """Make `app.mount("/webhooks", mountable)` answer `/webhooks`, not only paths below it.

    Starlette redirects `/webhooks` to `/webhooks/`, and WorkOS does not follow redirects, so every
    delivery would be lost. Starlette decides this in Mount.matches(), where a mounted app has no say, so
    this patches that method. Mounts of other apps do not change.
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
        if match is Match.NONE and (
            _is_mountable(self.app) or _is_mountable(getattr(self, "_base_app", None))
        ):
            return original(self, {**scope, "path": scope["path"] + "/"})
        return match, child

    setattr(matches, MOUNTABLE, True)
    Mount.matches = matches  # type: ignore[method-assign]
