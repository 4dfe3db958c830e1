"""Mounts of Starlette, and so of FastAPI, that answer at their own path."""

import functools
from typing import Any

_MARK = "_hookseal_answers_at_its_path"


def answer_at_the_mount_point(endpoint: type) -> None:
    """Have `app.mount("/webhooks", endpoint)` answer /webhooks, and not only what lies below it.

    Starlette answers that path with a redirect to `/webhooks/`, which WorkOS does not follow, so every
    delivery would be lost. It decides so in Mount.matches(), from the path alone, and asks the mounted
    app nothing. So this extends the method, for mounts of `endpoint` and of nothing else.
    """
    try:
        from starlette.routing import Match, Mount
    except ImportError:
        return
    original = Mount.matches
    if hasattr(original, _MARK):
        return

    @functools.wraps(original)
    def matches(self: Mount, scope: Any) -> tuple[Match, Any]:
        match, child = original(self, scope)
        if match is Match.NONE and isinstance(getattr(self, "_base_app", self.app), endpoint):
            return original(self, {**scope, "path": scope["path"] + "/"})
        return match, child

    setattr(matches, _MARK, True)
    Mount.matches = matches  # type: ignore[method-assign]
