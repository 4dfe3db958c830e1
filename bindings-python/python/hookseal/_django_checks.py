"""Django's system checks.

They report views that CSRF would block, which tests miss because their client skips CSRF, and, with
`check --deploy`, views that diagnose.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django import conf
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.urls import URLPattern, URLResolver, get_resolver

DECORATED = "_hookseal_webhook"
"""The attribute that marks every decorated view and method."""

DIAGNOSING: list[str] = []
"""The views that were decorated with `diagnose=True`."""


@register(Tags.security, deploy=True)
def check_diagnose(**_: Any) -> list[CheckMessage]:
    return [
        Warning(
            "This view logs a diagnosis of what it refuses, which is for development.",
            hint="Pass diagnose=settings.DEBUG.",
            obj=view,
            id="hookseal.W001",
        )
        for view in DIAGNOSING
    ]


@register
def check_csrf_exemption(**_: Any) -> list[CheckMessage]:
    if not any(name.endswith("CsrfViewMiddleware") for name in conf.settings.MIDDLEWARE):
        return []
    return [
        Error(
            f"Django will answer every delivery with 403: {view_class.__name__}.{method} takes events, but "
            "the view is not exempt from CSRF checks. Django looks for the exemption only on `dispatch`.",
            hint="Decorate `dispatch` instead, with @method_decorator(webhook(...), name='dispatch') on the "
            "class, or add @method_decorator(csrf_exempt, name='dispatch') to the class.",
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
