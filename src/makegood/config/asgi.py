"""Serve all faces from one server: event streams by Starlette, everything else by Django."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import cast

from a2wsgi.wsgi_typing import WSGIApp
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from starlette.applications import Starlette
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from makegood.config.agents import AgentsDoor
from makegood.config.callers import KnownCallers
from makegood.config.health import alive, ready
from makegood.config.mailroom import receiving
from makegood.config.measured import Measured, metrics
from makegood.config.pages import Pages
from makegood.config.statics import Statics
from makegood.config.wiring import learn
from makegood.core import demo_clock, waking, worker
from makegood.faces.api import stream
from makegood.faces.desk import watching

log = logging.getLogger(__name__)
THREADS = 8
_OPEN_TO_ALL_SITES = "/api/v1/conversations"
_STOP_SECONDS = 10.0
_FIRST_PAGE_SECONDS = 1.5
"""Learning takes a whole core: the first page goes before it."""


def application(*, works: bool = True) -> ASGIApp:
    """The whole server; `works` says whether it also does what falls due, in a thread."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        with _at_work(works), receiving():
            async with agents.open():
                yield
            await asyncio.to_thread(_pause)

    agents = AgentsDoor()
    routes = [
        Route("/healthz", alive, methods=["GET"]),
        Route("/readyz", ready, methods=["GET"]),
        Route("/metrics", metrics, methods=["GET"]),
        Route("/api/v1/conversations/{number}/events", stream.events, methods=["GET"]),
        Route("/desk/conversations/{number}/events", watching.events, methods=["GET"]),
        Route("/mcp", agents),
        Mount("/static", GZipMiddleware(Statics(faces())), name="static"),
        Mount("/", Pages(cast(WSGIApp, get_wsgi_application()), THREADS)),
    ]
    house = OpenToAllSites(Starlette(routes=routes, lifespan=lifespan))
    return Measured(KnownCallers(house, settings.TRUSTED_PROXIES))


def faces() -> list[Path]:
    """The folders in which faces keep what browsers load as it is."""
    return sorted((settings.ROOT / "src" / "makegood" / "faces").glob("*/static"))


class OpenToAllSites:
    """Let the chat run on a company's own site: conversations may be asked for from any origin.

    No cookie counts there, only the token that the chat was given, so any site may ask.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._open = CORSMiddleware(
            app,
            allow_origins=["*"],
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type", "Idempotency-Key", "Last-Event-ID"],
            max_age=86_400,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, with leave for other sites where there is one."""
        is_open = scope["type"] == "http" and scope["path"].startswith(_OPEN_TO_ALL_SITES)
        await (self._open if is_open else self._app)(scope, receive, send)


@contextmanager
def _at_work(works: bool) -> Iterator[None]:
    stop = threading.Event()
    learning = threading.Timer(_FIRST_PAGE_SECONDS, _learn)
    learning.daemon = True
    learning.start()
    working = threading.Thread(target=worker.work, args=(stop,), name="worker", daemon=True)
    if works:
        working.start()
    try:
        yield
    finally:
        learning.cancel()
        stop.set()
        waking.wake()
        if works:
            working.join(_STOP_SECONDS)


def _learn() -> None:
    try:
        learn()
    except Exception:  # the first message tries again, and says what is wrong
        log.exception("the representative could not read the handbook")


def _pause() -> None:
    """Leave the demo's clock at the moment where it is, to go on from there at the next start."""
    if settings.DEMO:
        demo_clock.set_to(demo_clock.demo_time.now())
