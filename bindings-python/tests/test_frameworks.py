"""The adapters' modules: what importing them does, and their examples. The rest is in `tests/adapters`."""

import asyncio
import doctest
import importlib
import importlib.metadata
import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import django
import pytest
from django.conf import settings
from django.test import RequestFactory
from test_readme import example

from hookseal import HEADER_NAME, Event, Verifier, sign
from hookseal.asgi import webhook

FRAMEWORKS = ["fastapi", "flask", "django"]
BODY = b'{"id": "event_01", "event": "connection.activated", "data": {}}'
Post = Callable[[dict[str, str]], tuple[int, bytes]]


def python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    return done.stdout + done.stderr


def test_importing_hookseal_imports_no_framework() -> None:
    told = python("import sys, hookseal, hookseal.asgi; print(*sys.modules)").split()
    assert "hookseal.asgi" in told
    assert not {*FRAMEWORKS, "starlette", "werkzeug"} & set(told)


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_a_framework_that_is_not_installed(framework: str) -> None:
    told = python(f"import sys; sys.modules['{framework}'] = None; import hookseal.{framework}")
    assert f"pip install 'hookseal[{framework}]'" in told.splitlines()[-1]
    assert framework in importlib.metadata.metadata("hookseal").get_all("Provides-Extra", [])


def test_wrong_arguments_are_told_at_once() -> None:
    async def handler(event: Event, body: bytes) -> None: ...

    secret: Any = "whsec_example"
    limit: Any = "1 MiB"
    with pytest.raises(TypeError, match="made once"):
        webhook(secret, handler)
    with pytest.raises(TypeError, match="bytes"):
        webhook(Verifier(secret), handler, limit=limit)
    with pytest.raises(ValueError, match="at least 1"):
        webhook(Verifier(secret), handler, limit=0)


def docstring(module: str) -> dict[str, Any]:
    """What the example in a module's docstring defines."""
    namespace: dict[str, Any] = {"__name__": "example"}
    text = importlib.import_module(module).__doc__
    assert text
    for step in doctest.DocTestParser().get_examples(text):
        exec(step.source, namespace)
    return namespace


def post_asgi(app: Any) -> Post:
    def post(headers: dict[str, str]) -> tuple[int, bytes]:
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": BODY, "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        scope = {
            "type": "http",
            "method": "POST",
            "path": "/webhooks",
            "query_string": b"",
            "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        }
        asyncio.run(app(scope, receive, send))
        return sent[0]["status"], b"".join(message.get("body", b"") for message in sent)

    return post


def post_flask(app: Any) -> Post:
    def post(headers: dict[str, str]) -> tuple[int, bytes]:
        answer = app.test_client().post("/webhooks", data=BODY, headers=headers)
        return answer.status_code, answer.data

    return post


def post_django(view: Any) -> Post:
    if not settings.configured:
        settings.configure()
        django.setup()

    def post(headers: dict[str, str]) -> tuple[int, bytes]:
        request = RequestFactory().post("/webhooks", BODY, "application/json", headers=headers)
        answer = view(request)
        return answer.status_code, answer.content

    return post


@pytest.mark.parametrize(
    ("name", "connect"),
    [
        ("README.md", lambda: post_asgi(example(1)["app"])),
        ("hookseal.asgi", lambda: post_asgi(docstring("hookseal.asgi")["app"])),
        ("hookseal.fastapi", lambda: post_asgi(docstring("hookseal.fastapi")["app"])),
        ("hookseal.flask", lambda: post_flask(docstring("hookseal.flask")["app"])),
        ("hookseal.django", lambda: post_django(docstring("hookseal.django")["received"])),
    ],
)
def test_the_examples(name: str, connect: Callable[[], Post], capsys: pytest.CaptureFixture[str]) -> None:
    post = connect()
    status, _ = post({HEADER_NAME: sign("whsec_example", BODY)})
    assert status == 200
    assert "connection.activated event_01" in capsys.readouterr().out
    status, answer = post({})
    assert (status, json.loads(answer)) == (400, {"error": "missing_header"})
    assert capsys.readouterr().out == ""
