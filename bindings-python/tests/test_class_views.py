"""Every kind of view in Django, its companions and Flask: accepting, refusing, and returning None."""

import asyncio
import inspect
from typing import Any, ClassVar

import django_project
import pytest
from django.core.checks import run_checks
from django.test import AsyncClient, Client
from django.test.utils import override_settings
from django.urls import include, path
from django.utils.decorators import method_decorator
from django.views import View
from django_project import NINJA, VIEWS
from endpoints import BODY, SECRET, signed
from flask import Flask
from flask.views import MethodView
from flask.views import View as FlaskView
from ninja import NinjaAPI

from hookseal import Event, Verifier
from hookseal.flask import webhook


def post_wsgi(path: str, headers: dict[str, str]) -> Any:
    return Client(enforce_csrf_checks=True).post(path, BODY, "application/json", headers=headers)


def post_asgi(path: str, headers: dict[str, str]) -> Any:
    client = AsyncClient(enforce_csrf_checks=True)
    return asyncio.run(client.post(path, BODY, "application/json", headers=headers))


@pytest.mark.parametrize("post", [post_wsgi, post_asgi])
@pytest.mark.parametrize("view", [*VIEWS, *NINJA])
def test_django(view: str, post: Any) -> None:
    answer = post(f"/{view}/json", signed())
    assert (answer.status_code, answer.json()["id"]) == (200, "event_01")
    answer = post(f"/{view}/json", signed(BODY + b" "))
    assert (answer.status_code, answer.json()) == (400, {"error": "signature_mismatch"})
    answer = post(f"/{view}/nothing", signed())
    assert (answer.status_code, answer.content) == (200, b"")


def test_a_body_that_rest_framework_has_read() -> None:
    assert post_wsgi("/rest_data_before", signed()).status_code == 200
    with pytest.raises(TypeError, match=r"use `request\.body`, which keeps it"):
        post_wsgi("/rest_stream_before", signed())


@pytest.mark.parametrize(
    ("view", "parameters"),
    [
        (django_project.function, ["request", "answer"]),
        (django_project.BareMethod.post, ["self", "request", "answer"]),
        (django_project.AsyncBareMethod.post, ["self", "request", "answer"]),
    ],
)
def test_the_signature_of_a_view_has_no_event(view: Any, parameters: list[str]) -> None:
    """Django Ninja reads the signature to know what to pass."""
    assert list(inspect.signature(view).parameters) == parameters


def test_a_system_check_reports_views_that_csrf_would_block() -> None:
    class Refused(View):
        @method_decorator(django_project.hook)
        def post(self, request: Any, event: Event) -> None: ...

    class Urls:
        urlpatterns: ClassVar = [path("inner/", include([path("refused", Refused.as_view())]))]

    assert run_checks() == []
    with override_settings(ROOT_URLCONF=Urls):
        assert post_wsgi("/inner/refused", signed()).status_code == 403
        (error,) = run_checks()
        assert error.id == "hookseal.E001"
        assert "Refused.post" in error.msg
        with override_settings(MIDDLEWARE=[]):
            assert run_checks() == []


def test_the_decorator_above_a_ninja_view_is_an_error() -> None:
    api: Any = NinjaAPI(urls_namespace="above")

    def received(request: Any, event) -> None: ...  # type: ignore[no-untyped-def]

    with pytest.raises(TypeError, match=r"put @webhook\(\.\.\.\) below @api\.post"):
        django_project.hook(api.post("/webhooks")(received))


def test_a_django_view_called_without_a_request() -> None:
    with pytest.raises(TypeError, match="name='dispatch'"):
        django_project.hook(lambda request, event: None)("no request")


hook = webhook(Verifier(SECRET))
flask_app = Flask(__name__)
flask_app.testing = True


def respond(event: Event, answer: str) -> dict[str, str] | None:
    return None if answer == "nothing" else {"id": event.id}


@flask_app.post("/function/<answer>")
@hook
def function(event: Event, answer: str) -> dict[str, str] | None:
    return respond(event, answer)


@flask_app.post("/async_function/<answer>")
@hook
async def async_function(event: Event, answer: str) -> dict[str, str] | None:
    return respond(event, answer)


def passthrough(view: Any) -> Any:
    def wrapper(**kwargs: Any) -> Any:
        return view(**kwargs)

    return wrapper


class Whole(MethodView):
    decorators: ClassVar = [hook]

    def post(self, event: Event, answer: str) -> Any:
        return respond(event, answer)


class WholeAsync(MethodView):
    decorators: ClassVar = [hook]

    async def post(self, delivered: Event, answer: str) -> Any:  # whatever it is called
        return respond(delivered, answer)


class WholeAmongOthers(MethodView):
    decorators: ClassVar = [passthrough, hook, passthrough]

    def post(self, event: Event, answer: str) -> Any:
        return respond(event, answer)


class WholeOnce(FlaskView):
    init_every_request = False
    methods: ClassVar = ["POST"]
    decorators: ClassVar = [hook]

    def dispatch_request(self, event: Event, answer: str) -> Any:  # type: ignore[override]
        return respond(event, answer)


class Method(MethodView):
    @hook
    def post(self, event: Event, answer: str) -> Any:
        return respond(event, answer)


class AsyncMethod(MethodView):
    @hook
    async def post(self, event: Event, answer: str) -> Any:
        return respond(event, answer)


class WithoutEvent(MethodView):
    decorators: ClassVar = [hook]

    def post(self) -> None: ...


CLASSES = [Whole, WholeAsync, WholeAmongOthers, WholeOnce, Method, AsyncMethod]
for view_class in CLASSES:
    name = view_class.__name__
    flask_app.add_url_rule(f"/{name}/<answer>", view_func=view_class.as_view(name))
flask_app.add_url_rule("/without", view_func=WithoutEvent.as_view("without"))


@pytest.mark.parametrize("view", ["function", "async_function", *(each.__name__ for each in CLASSES)])
def test_flask(view: str) -> None:
    client = flask_app.test_client()
    answer = client.post(f"/{view}/json", data=BODY, headers=signed())
    assert (answer.status_code, answer.json) == (200, {"id": "event_01"})
    answer = client.post(f"/{view}/json", data=BODY, headers=signed(BODY + b" "))
    assert (answer.status_code, answer.json) == (400, {"error": "signature_mismatch"})
    answer = client.post(f"/{view}/nothing", data=BODY, headers=signed())
    assert (answer.status_code, answer.data) == (200, b"")


def test_a_flask_method_that_takes_no_event() -> None:
    with pytest.raises(TypeError, match=r"WithoutEvent\.post must take the event"):
        flask_app.test_client().post("/without", data=BODY, headers=signed())
