"""The Django decorator on WSGI and ASGI, with the CSRF middleware that every new project has."""

import asyncio
import json
import sys
from collections.abc import Callable

import django
from common import ACTION_VERIFIER, DEADLINE, LARGE, ON_ERROR, VERIFIER, decide
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.urls import path
from serve import on_uvicorn, serve

from hookseal import Action, Event
from hookseal.django import Verdict, action, webhook


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


@action(ACTION_VERIFIER, deadline=DEADLINE)
def sign_in(request: HttpRequest, asked: Action) -> Verdict:
    assert request.body.startswith(b"{")
    verdict: Verdict = decide(asked)
    return verdict


@action(ACTION_VERIFIER, deadline=DEADLINE, on_error=ON_ERROR)
async def sign_in_async(request: HttpRequest, asked: Action) -> Verdict:
    verdict: Verdict = await asyncio.to_thread(decide, asked)
    return verdict


urlpatterns = [
    path("action", sign_in),
    path("action-or-deny", sign_in_async),
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
