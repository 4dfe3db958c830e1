"""The options, reports and errors of every adapter. `tests/adapters` tests the rest over a socket."""

import asyncio
import contextlib
import datetime
import io
import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import django_project  # noqa: F401 (it configures Django)
import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory
from endpoints import ADAPTERS, BODY, NOW, SECRET, Endpoint, signed
from flask import Flask
from flask import request as flask_request
from werkzeug.test import EnvironBuilder, run_wsgi_app

import hookseal.django
import hookseal.flask
from hookseal import Event, Verifier

Adapter = Callable[..., Endpoint]
VERIFIER = Verifier(SECRET)


@pytest.fixture(params=ADAPTERS)
def adapter(request: pytest.FixtureRequest) -> Adapter:
    return ADAPTERS[request.param]


def test_accepts_with_a_fixed_clock(adapter: Adapter) -> None:
    for now in (NOW, datetime.datetime.fromtimestamp(NOW / 1000, datetime.UTC)):
        endpoint = adapter(VERIFIER, now=lambda now=now: now)
        answer = endpoint.post(signed(timestamp=NOW))
        assert (answer.status, answer.body) == (200, b"")
        assert endpoint.post(signed()).json == {"error": "timestamp_in_future"}


REFUSALS = [
    ("missing_header", 400, {}),
    ("signature_mismatch", 400, signed(BODY + b" ")),
    ("timestamp_too_old", 400, signed(timestamp=NOW - 181_000)),
    ("timestamp_in_future", 400, signed(timestamp=NOW + 200_000)),
    ("unsupported_encoding", 415, {"Content-Encoding": "br"}),
]


@pytest.mark.parametrize(("code", "status", "headers"), REFUSALS, ids=[code for code, _, _ in REFUSALS])
def test_a_refusal_is_reported_and_logged(
    adapter: Adapter, code: str, status: int, headers: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    refusals: list[Any] = []
    endpoint = adapter(VERIFIER, on_refusal=refusals.append, now=lambda: NOW)
    answer = endpoint.post(headers)
    assert (answer.status, answer.json) == (status, {"error": code})
    assert answer.headers["content-type"].split(";")[0] == "application/json"
    (refused,) = refusals
    assert refused.code == code
    ages = {"timestamp_too_old": 181_000, "timestamp_in_future": -200_000}
    assert refused.age_ms == ages.get(code)
    (record,) = [record for record in caplog.records if record.name == "hookseal"]
    assert record.levelno == logging.WARNING
    assert record.getMessage() == f"refused a delivery: {code}: {refused.message}"
    for hidden in (SECRET, "event_01", "v1="):
        assert hidden not in str(refused) + caplog.text


def test_a_flood_does_not_fill_the_log(
    adapter: Adapter, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = 1.0
    monkeypatch.setattr("hookseal._refusal_log.LINES_PER_SECOND", 2)
    monkeypatch.setattr("hookseal._refusal_log.time", SimpleNamespace(monotonic=lambda: second))
    refusals: list[Any] = []
    endpoint = adapter(VERIFIER, on_refusal=refusals.append)
    for _ in range(5):
        assert endpoint.post(signed(BODY + b" ")).status == 400
    second = 2.0
    assert endpoint.post({}).status == 400
    lines = [record.getMessage().split(": ")[:2] for record in caplog.records if record.name == "hookseal"]
    mismatch = ["refused a delivery", "signature_mismatch"]
    assert lines[:2] == [mismatch, mismatch]
    assert lines[2:] == [
        ["refused 3 more deliveries, too many to log"],
        ["refused a delivery", "missing_header"],
    ]
    assert len(refusals) == 6


def test_a_method_other_than_post(adapter: Adapter) -> None:
    refusals: list[Any] = []
    answer = adapter(VERIFIER, on_refusal=refusals.append).request("GET", b"", signed(b""))
    assert (answer.status, answer.json) == (405, {"error": "method_not_allowed"})
    assert answer.headers["allow"] == "POST"
    assert [refused.code for refused in refusals] == ["method_not_allowed"]


def test_a_body_over_the_limit(adapter: Adapter) -> None:
    refusals: list[Any] = []
    endpoint = adapter(VERIFIER, limit=len(BODY) - 1, on_refusal=refusals.append)
    assert endpoint.post(signed()).status == 413
    # The length is text from the client, and Python's int() refuses more than 4300 digits.
    answer = endpoint.post(signed() | {"Content-Length": "9" * 4_400})
    assert (answer.status, answer.json) == (413, {"error": "payload_too_large"})
    assert {refused.code for refused in refusals} == {"payload_too_large"}
    assert adapter(VERIFIER, limit=1 << 80).post(signed()).status == 200


def disconnect_asgi(endpoint: Endpoint, headers: dict[str, str]) -> None:
    """Disconnects after the first byte of the body."""
    messages = [
        {"type": "http.request", "body": BODY[:1], "more_body": True},
        {"type": "http.disconnect"},
    ]
    pairs = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "POST", "path": "/webhooks", "query_string": b"", "headers": pairs}

    async def receive() -> Any:
        return messages.pop(0)

    async def send(message: object) -> None: ...

    asyncio.run(endpoint.app(scope, receive, send))


def environ(headers: dict[str, str]) -> dict[str, Any]:
    builder = EnvironBuilder("/webhooks", method="POST", headers=list(headers.items()))
    return builder.get_environ() | {"wsgi.input": io.BytesIO(BODY[:1]), "CONTENT_LENGTH": "100"}


def disconnect_flask(endpoint: Endpoint, headers: dict[str, str]) -> None:
    list(endpoint.app(environ(headers), lambda status, headers: None))


def disconnect_django(endpoint: Endpoint, headers: dict[str, str]) -> None:
    endpoint.app(WSGIRequest(environ(headers)))


@pytest.mark.parametrize(
    ("name", "disconnect"),
    [
        ("asgi", disconnect_asgi),
        ("fastapi", disconnect_asgi),
        ("flask", disconnect_flask),
        ("django", disconnect_django),
    ],
)
def test_a_client_that_disconnects(name: str, disconnect: Callable[[Endpoint, dict[str, str]], None]) -> None:
    refusals: list[Any] = []
    disconnect(ADAPTERS[name](VERIFIER, on_refusal=refusals.append), signed())
    assert [refused.code for refused in refusals] == ["client_disconnected"]


def test_a_refusal_is_answered_though_on_refusal_raises(
    adapter: Adapter, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(refused: object) -> None:
        raise RuntimeError("no metrics")

    assert adapter(VERIFIER, on_refusal=fail).post({}).json == {"error": "missing_header"}
    assert "no metrics" in caplog.text


def test_a_lazy_verifier_is_made_at_the_first_request(adapter: Adapter) -> None:
    calls: list[int] = []

    def make() -> Verifier:
        calls.append(1)
        if len(calls) == 1:
            raise KeyError("WORKOS_WEBHOOK_SECRET")
        return VERIFIER

    endpoint = adapter(make)
    assert calls == []
    with pytest.raises(KeyError):  # a server answers 500
        endpoint.post(signed())
    assert endpoint.post(signed()).status == 200
    assert endpoint.post({}).status == 400
    assert len(calls) == 2


def test_threads_make_a_lazy_verifier_once(adapter: Adapter) -> None:
    calls: list[int] = []
    together = threading.Barrier(4)

    def make() -> Verifier:
        calls.append(1)
        with contextlib.suppress(threading.BrokenBarrierError):
            together.wait(0.2)  # all threads would meet here if the adapter let more than one in
        return VERIFIER

    endpoint = adapter(make)
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda _: endpoint.post(signed()), range(4)))
    assert [answer.status for answer in answers] == [200] * 4
    assert len(calls) == 1


def test_a_lazy_verifier_of_the_wrong_type(adapter: Adapter) -> None:
    with pytest.raises(TypeError, match=r"returned str: pass a hookseal\.Verifier"):
        adapter(lambda: SECRET).post(signed())


async def asynchronous(*_: object) -> None: ...


@pytest.mark.parametrize(
    ("verifier", "options", "message"),
    [
        (SECRET, {}, r"not be str: pass a hookseal\.Verifier"),
        (None, {}, r"not be NoneType: pass a hookseal\.Verifier"),
        (Verifier, {}, r"not be Verifier: pass a hookseal\.Verifier, made once"),
        # @webhook without ()
        (lambda request, event: None, {}, "verifier must accept a call with no arguments: pass"),
        (asynchronous, {}, "verifier is called and not awaited"),
        (VERIFIER, {"on_refusal": asynchronous}, "on_refusal is called and not awaited"),
        (VERIFIER, {"on_refusal": lambda: None}, "on_refusal must accept a call with 1 argument: pass"),
        (VERIFIER, {"now": NOW}, "now must not be int: pass a function, such as lambda"),
        (VERIFIER, {"limit": "1 MiB"}, "limit must be a number of bytes, not str"),
        (VERIFIER, {"limits": 1}, "limits"),
    ],
)
def test_wrong_arguments(adapter: Adapter, verifier: Any, options: dict[str, Any], message: str) -> None:
    with pytest.raises(TypeError, match=message):
        adapter(verifier, **options)


def chunked_environ() -> dict[str, Any]:
    """A chunked request as WSGI servers hand it over: without a length, with an end."""
    return {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/webhooks",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "CONTENT_TYPE": "application/json",
        "HTTP_TRANSFER_ENCODING": "chunked",
        "HTTP_WORKOS_SIGNATURE": signed()["WorkOS-Signature"],
        "wsgi.input": io.BytesIO(BODY),
        "wsgi.input_terminated": True,
        "wsgi.url_scheme": "http",
    }


def test_a_chunked_body_that_flask_has_consumed() -> None:
    app = Flask(__name__)
    app.testing = True

    @app.before_request
    def consume() -> None:
        flask_request.stream.read()

    @app.post("/webhooks")
    @hookseal.flask.webhook(Verifier(SECRET))
    def received(event: Event) -> None: ...

    with pytest.raises(TypeError, match=r"request\.get_data"):
        run_wsgi_app(app, chunked_environ())


def test_a_chunked_body_that_django_has_consumed() -> None:
    @hookseal.django.webhook(Verifier(SECRET))
    def received(request: Any, event: Event) -> None: ...

    environ = chunked_environ()
    request = WSGIRequest(environ)
    request.read()
    environ["wsgi.input"].read()
    with pytest.raises(TypeError, match=r"request\.body"):
        received(request)


def test_two_decorators_of_django_on_one_request() -> None:
    @hookseal.django.webhook(Verifier(SECRET))
    @hookseal.django.webhook(Verifier(SECRET))
    def received(request: Any, inner: Event, outer: Event) -> None:
        assert inner == outer
        assert (request.body, request.read()) == (BODY, BODY)

    request = RequestFactory().post("/", BODY, "application/json", headers=signed())
    assert received(request).status_code == 200
