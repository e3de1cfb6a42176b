"""Run the server: one program, its pages, its streams and its worker."""

from __future__ import annotations

import socket

import uvicorn

from makegood.config.asgi import application
from makegood.config.wiring import serving
from makegood.faces.shared.following import following

_CLOSING_SECONDS = 5


class Server(uvicorn.Server):
    """A server that tells its open streams to end when it is told to close."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams, let requests under way finish, and close."""
        following.close()
        await super().shutdown(sockets)


def serve(listening: socket.socket, *, works: bool) -> None:
    """Serve on a socket that listens already, until Ctrl-C or a signal to stop."""
    serving()
    config = uvicorn.Config(
        application(works=works),
        log_config=None,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=_CLOSING_SECONDS,
        server_header=False,
        proxy_headers=False,  # KnownCallers believes those that the settings name, and no other
        lifespan="on",
    )
    Server(config).run(sockets=[listening])
