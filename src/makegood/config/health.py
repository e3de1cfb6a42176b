"""Say whether this server lives, and whether it can serve: for machines that watch over it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from django.db import connection
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from makegood.core.workload import steps_to_upgrade
from makegood.faces.shared.following import following
from makegood.handbook import book

log = logging.getLogger(__name__)
_LONGEST_SECONDS = 5.0


async def alive(_: Request) -> Response:
    """GET /healthz: the program answers; nothing else is asked of anybody."""
    return PlainTextResponse("ok\n", headers={"Cache-Control": "no-store"})


async def ready(_: Request) -> Response:
    """GET /readyz: 200 when customers can be served, else 503 with what is amiss."""
    found = {name: await _asked(name, look) for name, look in _LOOKS.items()}
    is_ready = set(found.values()) == {"ok"}
    return JSONResponse(
        {"ready": is_ready, "looked_at": found},
        200 if is_ready else 503,
        headers={"Cache-Control": "no-store"},
    )


async def _asked(name: str, look: Callable[[], str]) -> str:
    try:
        return await asyncio.wait_for(following.ask(look), _LONGEST_SECONDS)
    except Exception:  # whatever it is, this server cannot serve now; the log says what
        log.exception("not ready: %s", name)
        return "does not answer"


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def _upgraded() -> str:
    return "run `makegood migrate`" if steps_to_upgrade() else "ok"


def _handbook() -> str:
    book()
    return "ok"


_LOOKS = {"database": _database, "upgrade": _upgraded, "handbook": _handbook}
