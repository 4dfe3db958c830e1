"""The router, alone and as the handler of the adapters that take one."""

import asyncio
import subprocess
import sys
from collections.abc import Callable
from typing import Any, cast

import pytest
from endpoints import BODY, SECRET, call_asgi, signed
from fastapi import Depends, FastAPI
from fastapi.testclient import TestClient
from flask import Flask
from test_functions import function_url

import hookseal.fastapi
import hookseal.flask
from hookseal import Event, Router, Verifier, asgi, aws_lambda, azure_functions
from hookseal.types import OtherName

VERIFIER = Verifier(SECRET)


def event(name: str) -> Event:
    return Event("event_01", name, {})


def recording(*patterns: str) -> tuple[Router, list[str]]:
    """A router that writes down which handlers it calls."""
    router, called = Router(), list[str]()
    of_any_name: Any = router
    for pattern in patterns:
        of_any_name.on(*pattern.split())(recorder(called, pattern))
    return router, called


def recorder(called: list[str], what: str) -> Callable[..., None]:
    return lambda *_: called.append(what)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("dsync.user.created", ["dsync.*", "dsync.user.created", "user.created dsync.user.*", "any"]),
        ("user.created", ["user.created dsync.user.*", "any"]),
        ("dsync.of.later", ["dsync.*", "any"]),
        ("dsyncs.deleted", ["any"]),
        ("of.later", ["any", "of.later"]),
    ],
)
def test_handlers_are_called_by_the_name_of_the_event_in_order(name: str, expected: list[str]) -> None:
    router, called = recording("dsync.*", "dsync.user.created", "user.created dsync.user.*", "dsync.group.*")

    router.on_any(recorder(called, "any"))
    router.on(cast(OtherName, "of.later"))(recorder(called, "of.later"))
    router.handle(event(name))
    assert called == expected
    called.clear()
    asyncio.run(router.handle_async(event(name)))
    assert called == expected


def test_handlers_get_what_the_router_was_called_with_and_are_left_as_they_are() -> None:
    router, log = Router(), list[Any]()

    def created(*everything: Any) -> None:
        log.append(everything)

    async def slow(*everything: Any) -> None:
        await asyncio.sleep(0.01)
        log.append("slow")

    assert router.on("user.created")(created) is created
    given = event("user.created")
    router.handle(given, b"body", 2)
    assert log == [(given, b"body", 2)]
    assert router.on("user.*")(slow) is slow
    router.on("user.created")(created)
    asyncio.run(router.handle_async(given))
    assert log[1:] == [(given,), "slow", (given,)]


def test_an_async_handler_must_be_awaited() -> None:
    router, called = recording("user.*", "user.created")

    @router.on("user.created")
    async def slow(_event: Event) -> None:
        called.append("slow")

    with pytest.raises(TypeError, match=r"slow is async: call router\.handle_async"):
        router.handle(event("user.created"))
    assert called == ["user.*", "user.created"]


def test_a_handler_that_fails_keeps_no_other_from_running() -> None:
    router, called = recording("user.created")
    first, second = ValueError("first"), KeyError("second")

    @router.on("user.created")
    def failing(_event: Event) -> None:
        raise first

    router.on("user.*")(lambda _: called.append("later"))
    with pytest.raises(ValueError, match="first") as single:
        router.handle(event("user.created"))
    assert single.value is first
    assert called == ["user.created", "later"]

    @router.on_any
    async def failing_too(_event: Event) -> None:
        raise second

    with pytest.raises(ExceptionGroup, match="2 handlers") as group:
        asyncio.run(router.handle_async(event("user.created")))
    assert group.value.exceptions == (first, second)
    with pytest.raises(KeyError):
        asyncio.run(router.handle_async(event("role.created")))


def test_an_interrupt_is_not_an_error_of_a_handler() -> None:
    router, called = Router(), []

    @router.on("user.created")
    def interrupted(_event: Event) -> None:
        raise KeyboardInterrupt

    router.on_any(lambda _: called.append("any"))
    with pytest.raises(KeyboardInterrupt):
        router.handle(event("user.created"))
    assert called == []


@pytest.mark.parametrize("pattern", ["", "dsync*", "*.created", "dsync.*.created", "**"])
def test_a_pattern_that_no_event_could_match_is_refused_at_once(pattern: Any) -> None:
    with pytest.raises(ValueError, match=r"`dsync\.\*`"):
        Router().on("user.created", pattern)


def test_wrong_arguments_are_type_errors() -> None:
    router: Any = Router()
    for names in ((), (5,), (["user.created"],), (router.handle,)):
        with pytest.raises(TypeError, match="name"):
            router.on(*names)
    for wrong in (None, "user.created", Event):
        with pytest.raises(TypeError, match="handler must not be"):
            router.on("user.created")(wrong)
        with pytest.raises(TypeError, match="handler must not be"):
            router.on_any(wrong)


def by_asgi(router: Router) -> int:
    app = asgi.webhook(VERIFIER, router.handle_async)
    return call_asgi(app, "POST", BODY, signed().items()).status


def by_lambda(router: Router) -> int:
    answer = aws_lambda.webhook(VERIFIER, router.handle)(function_url(signed(), BODY.decode()), None)
    status: int = answer["statusCode"]
    return status


def by_flask(router: Router) -> int:
    app = Flask(__name__)

    @app.post("/")
    @hookseal.flask.webhook(VERIFIER)
    def received(event: Event) -> None:
        router.handle(event, BODY)

    return app.test_client().post("/", data=BODY, headers=signed()).status_code


def by_fastapi(router: Router) -> int:
    app = FastAPI()
    webhook = Depends(hookseal.fastapi.Webhook(VERIFIER))

    @app.post("/")
    async def received(event: Event = webhook) -> None:
        await router.handle_async(event, BODY)

    return (
        TestClient(app, raise_server_exceptions=False).post("/", content=BODY, headers=signed()).status_code
    )


@pytest.mark.parametrize("post", [by_asgi, by_lambda, by_flask, by_fastapi])
def test_an_adapter_answers_500_if_a_handler_fails_and_200_otherwise(post: Callable[[Router], int]) -> None:
    router, seen = Router(), list[Any]()

    @router.on("connection.activated")
    def activated(event: Event, body: bytes) -> None:
        seen.append((event.id, body))

    assert post(router) == 200
    assert seen == [("event_01", BODY)]

    @router.on("connection.*")
    def failing(_event: Event, _body: bytes) -> None:
        raise LookupError("the database is away")

    if post in (by_asgi, by_lambda):  # the server, or Lambda, answers 500 if the endpoint raises
        with pytest.raises(LookupError):
            post(router)
    else:
        assert post(router) == 500
    assert len(seen) == 2


def test_azure_takes_both_and_lambda_names_the_one_that_it_takes() -> None:
    router = Router()
    azure_functions.webhook(VERIFIER, router.handle)
    azure_functions.webhook(VERIFIER, router.handle_async)
    with pytest.raises(TypeError, match="must not be async"):
        aws_lambda.webhook(VERIFIER, router.handle_async)  # type: ignore[arg-type]


def test_importing_hookseal_does_not_import_the_router() -> None:
    script = "import sys, hookseal, hookseal.asgi; print([name for name in sys.modules if 'router' in name])"
    assert subprocess.check_output([sys.executable, "-c", script], text=True) == "[]\n"
    script = "import sys, hookseal; hookseal.Router; print('hookseal.types' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", script], text=True) == "False\n"
