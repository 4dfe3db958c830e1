"""A server that checks deliveries with WorkOS's own package: python peer.py fastapi|starlette|flask|django.

Like the servers of the adapters, it prints `listening on PORT` and answers POST on /webhooks.
"""

import os
import sys
from typing import Any

from workos import WorkOSClient

SECRET = os.environ["WORKOS_WEBHOOK_SECRET"]
WEBHOOKS = WorkOSClient(api_key="sk_benchmark", client_id="client").webhooks


def accepts(body: bytes, header: str | None) -> bool:
    try:
        WEBHOOKS.verify_event(event_body=body, event_signature=header or "", secret=SECRET)
    except ValueError:
        return False
    return True


def fastapi() -> None:
    from fastapi import FastAPI, HTTPException, Request
    from serve import on_uvicorn

    app = FastAPI()

    @app.post("/webhooks")
    async def webhooks(request: Request) -> dict[str, str]:
        if not accepts(await request.body(), request.headers.get("workos-signature")):
            raise HTTPException(400)
        return {}

    on_uvicorn(app)


def starlette() -> None:
    from serve import on_uvicorn
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    async def webhooks(request: Request) -> Response:
        genuine = accepts(await request.body(), request.headers.get("workos-signature"))
        return Response(status_code=200 if genuine else 400)

    on_uvicorn(Starlette(routes=[Route("/webhooks", webhooks, methods=["POST"])]))


def flask() -> None:
    from flask import Flask, request
    from serve import on_gunicorn

    app = Flask(__name__)

    @app.post("/webhooks")
    def webhooks() -> tuple[str, int]:
        genuine = accepts(request.get_data(), request.headers.get("WorkOS-Signature"))
        return "", 200 if genuine else 400

    on_gunicorn(app)


def django() -> None:
    import django
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler
    from django.http import HttpRequest, HttpResponse
    from django.urls import path
    from django.views.decorators.csrf import csrf_exempt
    from serve import on_gunicorn

    @csrf_exempt
    def webhooks(request: HttpRequest) -> HttpResponse:
        genuine = accepts(request.body, request.headers.get("WorkOS-Signature"))
        return HttpResponse(status=200 if genuine else 400)

    urls: Any = type(sys)("peer_urls")
    urls.urlpatterns = [path("webhooks", webhooks)]
    settings.configure(ROOT_URLCONF=urls, ALLOWED_HOSTS=["*"])
    django.setup()
    on_gunicorn(WSGIHandler())


{"fastapi": fastapi, "starlette": starlette, "flask": flask, "django": django}[sys.argv[1]]()
