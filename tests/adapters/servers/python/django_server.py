"""The Django decorator on WSGI and ASGI, with the CSRF middleware that every new project has."""

import json
import sys
from collections.abc import Callable

import django
from common import LARGE, VERIFIER
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.urls import path
from serve import on_uvicorn, serve

from hookseal import Event
from hookseal.django import webhook


def parse(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path == "/parsed":
            json.load(request)
        if request.path == "/raw":
            assert request.body is not None
        return get_response(request)

    return middleware


@webhook(VERIFIER)
def webhooks(request: HttpRequest, event: Event) -> JsonResponse:
    assert request.body.startswith(b"{")
    return JsonResponse({"id": event.id, "event": event.event})


@webhook(VERIFIER, limit=LARGE)
async def large(request: HttpRequest, event: Event, name: str) -> JsonResponse:
    assert name == "large"
    return JsonResponse({"id": event.id, "event": event.event})


@webhook(VERIFIER)
def empty(request: HttpRequest, event: Event) -> None:
    pass


urlpatterns = [
    path("webhooks", webhooks),
    path("parsed", webhooks),
    path("raw", webhooks),
    path("empty", empty),
    path("<name>", large),
]
settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    LOGGING={
        "version": 1,
        "handlers": {"console": {"class": "logging.StreamHandler"}},
        "loggers": {"django.request": {"handlers": ["console"], "level": "ERROR"}},
    },
    MIDDLEWARE=["django.middleware.csrf.CsrfViewMiddleware", f"{__name__}.parse"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="only for tests",
)
django.setup()

if sys.argv[1] == "uvicorn":
    on_uvicorn(get_asgi_application())
else:
    serve(get_wsgi_application())
