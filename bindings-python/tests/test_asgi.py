"""The ASGI app: mounted, routed to, and run by a server."""

import asyncio
import http.client
import threading
import time
from collections.abc import Callable
from typing import Any, Literal

import pytest
import uvicorn
from endpoints import BODY, SECRET, call_asgi, signed
from fastapi import APIRouter, FastAPI
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route

from hookseal import Event, Verifier
from hookseal.asgi import webhook

App = Any


async def received(event: Event, body: bytes) -> None: ...


def app() -> App:
    return webhook(Verifier(SECRET), received)


async def plain(scope: Any, receive: Any, send: Any) -> None:
    await PlainTextResponse("plain")(scope, receive, send)


def middleware_around(inner: App) -> App:
    async def middleware(scope: Any, receive: Any, send: Any) -> None:
        await inner(scope, receive, send)

    return middleware


def in_starlette() -> App:
    return Starlette(routes=[Mount("/webhooks", app()), Mount("/plain", plain)])


def in_starlette_by_call() -> App:
    outer = Starlette()
    outer.mount("/webhooks", app())
    outer.mount("/plain", plain)
    return outer


def in_starlette_behind_middleware() -> App:
    mount = Mount("/webhooks", app(), middleware=[Middleware(middleware_around)])
    return Starlette(routes=[mount, Mount("/plain", plain)])


def in_starlette_inside_middleware() -> App:
    outer = Starlette()
    outer.mount("/webhooks", GZipMiddleware(CORSMiddleware(app())))
    outer.mount("/plain", GZipMiddleware(plain))
    return outer


def in_fastapi() -> App:
    outer = FastAPI()
    outer.mount("/webhooks", app())
    outer.mount("/plain", plain)
    return outer


def in_an_included_router() -> App:
    router = APIRouter()
    router.mount("/webhooks", app())
    outer = FastAPI()
    outer.include_router(router)
    return outer


def in_a_mounted_fastapi() -> App:
    inner = FastAPI()
    inner.mount("/webhooks", app())
    outer = FastAPI()
    outer.mount("", inner)
    return outer


MOUNTS = [
    in_starlette,
    in_starlette_by_call,
    in_starlette_behind_middleware,
    in_starlette_inside_middleware,
    in_fastapi,
    in_an_included_router,
    in_a_mounted_fastapi,
]


@pytest.mark.parametrize("outer", MOUNTS)
def test_a_mount_answers_at_its_own_path(outer: Callable[[], App]) -> None:
    for path in ("/webhooks", "/webhooks/"):
        assert call_asgi(outer(), "POST", BODY, signed().items(), path).status == 200
        assert call_asgi(outer(), "POST", BODY, [], path).json == {"error": "missing_header"}
        assert call_asgi(outer(), "GET", b"", [], path).headers["allow"] == "POST"
    assert call_asgi(outer(), "POST", BODY, signed().items(), "/webhook").status == 404


@pytest.mark.parametrize("outer", [in_starlette, in_fastapi])
def test_other_mounts_do_not_change(outer: Callable[[], App]) -> None:
    assert call_asgi(outer(), "POST", BODY, [], "/plain").status == 307
    assert call_asgi(outer(), "POST", BODY, [], "/plain/").status == 200


@pytest.mark.parametrize("outer", [Starlette, FastAPI])
def test_as_a_route(outer: Any) -> None:
    routed = outer(routes=[Route("/webhooks", app())])
    assert call_asgi(routed, "POST", BODY, signed().items()).status == 200
    answer = call_asgi(routed, "PUT", BODY, signed().items())
    assert (answer.status, answer.headers["allow"]) == (405, "POST")


def exchange(scope: dict[str, Any], messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return messages.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(app()(scope, receive, send))
    return sent


def test_lifespan() -> None:
    sent = exchange({"type": "lifespan"}, [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}])
    assert sent == [{"type": "lifespan.startup.complete"}, {"type": "lifespan.shutdown.complete"}]


def test_a_websocket_is_closed() -> None:
    assert exchange({"type": "websocket"}, [{"type": "websocket.connect"}]) == [{"type": "websocket.close"}]


@pytest.mark.parametrize("lifespan", ["on", "off"])
def test_on_uvicorn(lifespan: Literal["on", "off"]) -> None:
    server = uvicorn.Server(uvicorn.Config(app(), port=0, lifespan=lifespan, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        for _ in range(1_000):
            if server.started:
                break
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        for method, headers, status in [
            ("POST", signed(), 200),
            ("POST", {}, 400),
            ("GET", {}, 405),
            ("GET", WEBSOCKET_UPGRADE, 403),
        ]:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            connection.request(method, "/webhooks", BODY if method == "POST" else None, headers)
            assert connection.getresponse().status == status
            connection.close()
    finally:
        server.should_exit = True
        thread.join(20)
    assert not thread.is_alive()


WEBSOCKET_UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


def test_a_handler_that_is_not_async() -> None:
    events = []

    def plain_received(event: Event, body: bytes) -> None:
        events.append(event.id)

    endpoint = webhook(Verifier(SECRET), plain_received)
    assert call_asgi(endpoint, "POST", BODY, signed().items()).status == 200
    assert events == ["event_01"]


def test_a_handler_that_takes_too_few_arguments_fails_at_once() -> None:
    async def takes_only_the_event(event: Event) -> None: ...

    handler: Any = takes_only_the_event
    with pytest.raises(
        TypeError, match=r"handler must accept a call with 2 arguments: .*async def received\(event"
    ):
        webhook(Verifier(SECRET), handler)


def test_a_body_that_does_not_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hookseal._receive._BODY_DEADLINE", 0.01)
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        if sent:
            return {"type": "http.disconnect"}
        await asyncio.sleep(3600)
        raise AssertionError("the adapter waited past its deadline")

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": "/", "headers": []}
    asyncio.run(app()(scope, receive, send))
    assert sent[0]["status"] == 408
    assert (b"connection", b"close") in sent[0]["headers"]
    assert sent[1]["body"] == b'{"error": "request_timeout"}'
