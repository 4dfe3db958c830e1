"""A system check of Django, for what would fail in production alone: Django's test client skips CSRF."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import conf
from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver

DECORATED = "_hookseal_webhook"
"""An attribute of every view and method that takes events."""


@register
def csrf_is_off(**_: Any) -> list[CheckMessage]:
    if not any(name.endswith("CsrfViewMiddleware") for name in conf.settings.MIDDLEWARE):
        return []
    return [
        Error(
            f"Django will answer deliveries with 403, since {view_class.__name__}.{method} takes events "
            "and the view is not exempt from CSRF checks. Django looks for that on `dispatch` alone.",
            hint="Decorate `dispatch`, by @method_decorator(webhook(...), name='dispatch') on the class, or "
            "add @method_decorator(csrf_exempt, name='dispatch').",
            obj=view_class,
            id="hookseal.E001",
        )
        for view_class, exempt in _class_views(get_resolver().url_patterns)
        for method in view_class.http_method_names
        if not exempt and hasattr(getattr(view_class, method, None), DECORATED)
    ]


def _class_views(patterns: Sequence[URLPattern | URLResolver]) -> Iterator[tuple[Any, bool]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _class_views(pattern.url_patterns)
        elif hasattr(pattern.callback, "view_class"):
            yield pattern.callback.view_class, getattr(pattern.callback, "csrf_exempt", False)
