"""Starts a server on a free port, and prints when it is ready."""

import asyncio
import socket
import sys
from typing import Any

import uvicorn
from common import ready
from gunicorn.app.base import BaseApplication
from waitress.server import create_server


def on_uvicorn(app: Any) -> None:
    class Server(uvicorn.Server):
        async def startup(self, sockets: Any = None) -> None:
            await super().startup(sockets)
            ready(self.servers[0].sockets[0].getsockname()[1])

    asyncio.run(Server(uvicorn.Config(app, port=0, log_level="warning")).serve())


def on_waitress(app: Any) -> None:
    listening = socket.create_server(("127.0.0.1", 0))
    server = create_server(app, sockets=[listening])
    ready(listening.getsockname()[1])
    server.run()


def on_gunicorn(app: Any) -> None:
    class Server(BaseApplication):
        def load_config(self) -> None:
            self.cfg.set("bind", "127.0.0.1:0")
            self.cfg.set("accesslog", None)
            self.cfg.set("control_socket_disable", True)  # it would be a file in the home folder
            self.cfg.set("when_ready", lambda server: ready(server.LISTENERS[0].getsockname()[1]))

        def load(self) -> Any:
            return app

    Server().run()


def serve(app: Any) -> None:
    """Serve a WSGI app with the server that the command line names."""
    {"waitress": on_waitress, "gunicorn": on_gunicorn}[sys.argv[1]](app)
