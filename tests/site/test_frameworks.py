"""Asks each example of a framework in Python, and each check before and after a migration."""

import importlib.util
import json
import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from blocks import EXAMPLES, ROOT

import hookseal

SECRET = "whsec_example"
BODY = b'{"id":"event_01","event":"connection.activated","data":{}}'
ACCEPTED = "accepted connection.activated event_01\n"
PEERS = ROOT / "target/bench/venv/bin/python"
Send = Callable[[bytes, dict[str, str]], int]


@pytest.fixture(autouse=True)
def secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKOS_WEBHOOK_SECRET", SECRET)


def load(name: str) -> ModuleType:
    path = EXAMPLES / "python" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def flask_app() -> Send:
    client = load("flask_app").app.test_client()
    return lambda body, headers: int(client.post("/webhooks", data=body, headers=headers).status_code)


def asgi_app() -> Send:
    from starlette.testclient import TestClient

    client = TestClient(load("asgi_app").app)
    return lambda body, headers: client.post("/webhooks", content=body, headers=headers).status_code


def google_function() -> Send:
    from functions_framework import create_app

    client = create_app("received", str(EXAMPLES / "python/google_function.py")).test_client()  # type: ignore[no-untyped-call]
    return lambda body, headers: int(client.post("/", data=body, headers=headers).status_code)


def django(name: str) -> Send:
    import django
    from django.conf import settings

    if not settings.configured:
        settings.configure(
            ALLOWED_HOSTS=["*"],
            INSTALLED_APPS=["rest_framework"],
            MIDDLEWARE=["django.middleware.csrf.CsrfViewMiddleware"],
            REST_FRAMEWORK={"DEFAULT_AUTHENTICATION_CLASSES": [], "UNAUTHENTICATED_USER": None},
            SECRET_KEY="only for tests",
        )
        django.setup()
    from django.test import Client, override_settings

    views = load(name)
    client = Client(enforce_csrf_checks=True)

    def send(body: bytes, headers: dict[str, str]) -> int:
        with override_settings(ROOT_URLCONF=tuple(views.urlpatterns)):
            return client.post(
                "/webhooks", body, content_type="application/json", headers=headers
            ).status_code

    return send


FRAMEWORKS: dict[str, Callable[[], Send]] = {
    "flask_app": flask_app,
    "asgi_app": asgi_app,
    "google_function": google_function,
    "django_views": lambda: django("django_views"),
    "drf_views": lambda: django("drf_views"),
}


def test_each_example_is_asked() -> None:
    assert FRAMEWORKS.keys() == {path.stem for path in (EXAMPLES / "python").glob("*.py")}


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_a_framework_accepts_and_refuses(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    send = FRAMEWORKS[name]()
    headers = {hookseal.HEADER_NAME: hookseal.sign(SECRET, BODY)}
    assert send(BODY, headers) == 200
    assert capsys.readouterr().out == ACCEPTED
    assert send(BODY + b" ", headers) == 400
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("path", sorted((EXAMPLES / "migration").iterdir()), ids=lambda path: path.name)
def test_before_and_after_a_migration(path: Path) -> None:
    """Asked where the libraries of the others are installed."""
    catalogue = json.loads((ROOT / "cli/catalogue/connection.json").read_text("utf-8"))
    event = {"id": "event_01", "event": "connection.activated", "data": catalogue["connection.activated"]}
    event["created_at"] = "2026-03-01T10:30:00.291Z"
    body = json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()
    name, header = hookseal.HEADER_NAME, hookseal.sign(SECRET, body)
    if "stripe" in path.name:
        body = b'{"id":"event_01","object":"event","type":"connection.activated","data":{"object":{}}}'
        name = "Stripe-Signature"
        header = hookseal.sign("whsec_stripe", body, timestamp=int(time.time())).replace(
            " ", ""
        )  # in seconds
    if path.suffix == ".mjs":
        name = name.lower()
    deliveries = [
        [body.decode(), {name: header}],
        [body.decode().replace("01", "02"), {name: header}],
        ["{}", {}],
    ]
    program = {
        ".py": (PEERS, Path(__file__).parent / "migrated.py", path),
        ".mjs": ("node", Path(__file__).parent / "migrated.mjs", path, ROOT / "target/stage/node"),
    }[path.suffix]
    done = subprocess.run(
        program,
        input=json.dumps(deliveries),
        env=os.environ
        | {
            "WORKOS_API_KEY": "sk_test",
            "WORKOS_CLIENT_ID": "client_01",
            "STRIPE_WEBHOOK_SECRET": "whsec_stripe",
            "STRIPE_API_KEY": "sk_test",
        },
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == ACCEPTED + "[200, 400, 400]\n"


def test_the_comparison_with_the_sdks() -> None:
    """The answers in the table of docs/why.md are those that the SDKs give now."""
    done = subprocess.run([PEERS, ROOT / "tests/bench/behaviour/compare.py"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
