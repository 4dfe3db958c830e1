"""Every adapter as an endpoint, to which the tests post without a socket."""

import asyncio
import importlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Annotated, Any

import azure.functions
from django.test import RequestFactory
from fastapi import Depends, FastAPI, Response
from flask import Flask

import hookseal.asgi
import hookseal.aws_lambda
import hookseal.azure_functions
import hookseal.django
import hookseal.fastapi
import hookseal.flask
from hookseal import HEADER_NAME, Event, sign

SECRET = "whsec_example"
BODY = b'{"id": "event_01", "event": "connection.activated", "data": {}}'
NOW = 1_735_000_000_000

Headers = Iterable[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    headers: dict[str, str]

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Endpoint:
    """An adapter around a handler that returns None, and a function that sends it a request."""

    call: Callable[..., Answer]
    app: Any

    def post(self, headers: dict[str, str], body: bytes = BODY) -> Answer:
        return self.request("POST", body, headers)

    def request(self, method: str, body: bytes, headers: dict[str, str]) -> Answer:
        return self.call(self.app, method, body, headers.items())


def signed(body: bytes = BODY, secret: str = SECRET, timestamp: int | None = None) -> dict[str, str]:
    return {HEADER_NAME: sign(secret, body, timestamp=timestamp)}


def call_asgi(app: Any, method: str, body: bytes, headers: Headers, path: str = "/webhooks") -> Answer:
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers],
    }
    asyncio.run(app(scope, receive, send))
    answered = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    content = b"".join(message.get("body", b"") for message in sent)
    return Answer(sent[0]["status"], content, answered)


def call_flask(app: Flask, method: str, body: bytes, headers: Headers) -> Answer:
    answer = app.test_client().open("/webhooks", method=method, data=body, headers=list(headers))
    return Answer(answer.status_code, answer.data, {name.lower(): text for name, text in answer.headers})


def call_django(view: Any, method: str, body: bytes, headers: Headers) -> Answer:
    importlib.import_module("django_project")  # it configures Django
    request = RequestFactory().generic(method, "/webhooks", body, "application/json", headers=dict(headers))
    answer = view(request)
    return Answer(answer.status_code, answer.content, {name.lower(): text for name, text in answer.items()})


def call_lambda(handler: Any, method: str, body: bytes, headers: Headers) -> Answer:
    event = {"httpMethod": method, "headers": dict(headers), "body": body.decode()}
    answer = handler(event, None)
    named = {name.lower(): text for name, text in answer["headers"].items()}
    return Answer(answer["statusCode"], answer["body"].encode(), named)


def call_azure(function: Any, method: str, body: bytes, headers: Headers) -> Answer:
    request = azure.functions.HttpRequest(method, "/webhooks", headers=dict(headers), body=body)
    answer = function(request)
    named = {"content-type": answer.mimetype}  # Azure's worker sends it
    named |= {name.lower(): text for name, text in answer.headers.items()}
    return Answer(answer.status_code, answer.get_body(), named)


def asgi(verifier: Any, **options: Any) -> Endpoint:
    async def received(event: Event, body: bytes) -> None: ...

    return Endpoint(call_asgi, hookseal.asgi.webhook(verifier, received, **options))


def fastapi(verifier: Any, **options: Any) -> Endpoint:
    app = FastAPI()
    hookseal.fastapi.install(app)
    webhook = hookseal.fastapi.Webhook(verifier, **options)

    @app.api_route("/webhooks", methods=["GET", "POST"], response_class=Response)
    async def received(event: Annotated[Event, Depends(webhook)]) -> None: ...

    return Endpoint(call_asgi, app)


def flask(verifier: Any, **options: Any) -> Endpoint:
    app = Flask(__name__)
    app.testing = True  # an exception in the view is raised in the test

    @app.route("/webhooks", methods=["GET", "POST"])
    @hookseal.flask.webhook(verifier, **options)
    def received(event: Event) -> None: ...

    return Endpoint(call_flask, app)


def django_view(verifier: Any, **options: Any) -> Endpoint:
    @hookseal.django.webhook(verifier, **options)
    def received(request: Any, event: Event) -> None: ...

    return Endpoint(call_django, received)


def aws_lambda(verifier: Any, **options: Any) -> Endpoint:
    def received(event: Event, body: bytes) -> None: ...

    return Endpoint(call_lambda, hookseal.aws_lambda.webhook(verifier, received, **options))


def azure_function(verifier: Any, **options: Any) -> Endpoint:
    def received(event: Event, body: bytes) -> None: ...

    function = hookseal.azure_functions.webhook(verifier, received, **options)
    return Endpoint(call_azure, function)


ADAPTERS = {
    "asgi": asgi,
    "fastapi": fastapi,
    "flask": flask,
    "django": django_view,
    "aws_lambda": aws_lambda,
    "azure_functions": azure_function,
}
