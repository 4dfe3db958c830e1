"""A server that checks deliveries with hookseal's adapter or WorkOS's own package, and is otherwise the same.

    python checked.py fastapi|starlette|flask|django hookseal|workos

Like the servers of the adapters, it prints `listening on PORT` and answers POST on /webhooks.
"""

import os
import sys
from typing import Annotated, Any

from serve import on_uvicorn, on_waitress

import hookseal

FRAMEWORK, CHECK = sys.argv[1:]
OURS = CHECK == "hookseal"
SECRET = os.environ["WORKOS_WEBHOOK_SECRET"]
# The adapters answer so too.
REFUSAL = {"error": "signature_mismatch"}

if OURS:
    VERIFIER = hookseal.Verifier(SECRET)
else:
    from workos import WorkOSClient

    PEER = WorkOSClient(api_key="sk_benchmark", client_id="client").webhooks


def accepts(body: bytes, header: str | None) -> bool:
    try:
        PEER.verify_event(event_body=body, event_signature=header or "", secret=SECRET)
    except ValueError:
        return False
    return True


def fastapi() -> None:
    from fastapi import Depends, FastAPI, HTTPException, Request

    app = FastAPI()
    if OURS:
        from hookseal.fastapi import Webhook, install

        install(app)

        @app.post("/webhooks")
        async def ours(event: Annotated[hookseal.Event, Depends(Webhook(VERIFIER))]) -> dict[str, str]:
            return {}
    else:

        @app.post("/webhooks")
        async def peers(request: Request) -> dict[str, str]:
            if not accepts(await request.body(), request.headers.get("workos-signature")):
                raise HTTPException(400, REFUSAL["error"])
            return {}

    on_uvicorn(app)


def starlette() -> None:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import JSONResponse
    from starlette.routing import Route

    from hookseal.asgi import webhook

    async def ours(event: hookseal.Event, body: bytes) -> None:
        pass

    async def peers(request: Request) -> JSONResponse:
        genuine = accepts(await request.body(), request.headers.get("workos-signature"))
        return JSONResponse({}) if genuine else JSONResponse(REFUSAL, 400)

    endpoint: Any = webhook(VERIFIER, ours) if OURS else peers
    on_uvicorn(Starlette(routes=[Route("/webhooks", endpoint, methods=["POST"])]))


def flask() -> None:
    from flask import Flask, request

    from hookseal.flask import webhook

    def ours(event: hookseal.Event) -> None:
        pass

    def peers() -> tuple[dict[str, str], int]:
        genuine = accepts(request.get_data(), request.headers.get("WorkOS-Signature"))
        return ({}, 200) if genuine else (REFUSAL, 400)

    app = Flask(__name__)
    app.post("/webhooks")(webhook(VERIFIER)(ours) if OURS else peers)
    on_waitress(app)


def django() -> None:
    import django
    from django.conf import settings
    from django.core.handlers.asgi import ASGIHandler
    from django.http import HttpRequest, JsonResponse
    from django.urls import path
    from django.views.decorators.csrf import csrf_exempt

    from hookseal.django import webhook

    def ours(request: HttpRequest, event: hookseal.Event) -> None:
        pass

    def peers(request: HttpRequest) -> JsonResponse:
        genuine = accepts(request.body, request.headers.get("WorkOS-Signature"))
        return JsonResponse({}) if genuine else JsonResponse(REFUSAL, status=400)

    urls: Any = type(sys)("urls")
    settings.configure(ROOT_URLCONF=urls, ALLOWED_HOSTS=["*"])
    django.setup()
    urls.urlpatterns = [path("webhooks", webhook(VERIFIER)(ours) if OURS else csrf_exempt(peers))]
    on_uvicorn(ASGIHandler())


{"fastapi": fastapi, "starlette": starlette, "flask": flask, "django": django}[FRAMEWORK]()
