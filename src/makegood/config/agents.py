"""Open the door for agents with the first who comes: its library takes half a second to load."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from django.conf import settings
from starlette.types import Receive, Scope, Send

if TYPE_CHECKING:
    from makegood.faces.mcp.serving import OverHttp


class AgentsDoor:
    """The Model Context Protocol over HTTP, from the first request on until the house closes."""

    def __init__(self) -> None:
        self._wanted, self._closing = asyncio.Event(), asyncio.Event()
        self._opened: asyncio.Future[OverHttp] | None = None

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Be there for whoever comes."""
        self._opened = asyncio.get_running_loop().create_future()
        standing = asyncio.create_task(self._stand())
        try:
            yield
        finally:
            self._closing.set()
            self._wanted.set()
            await standing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        self._wanted.set()
        if self._opened is None:
            raise RuntimeError("the door is used before it is opened")
        door = await asyncio.shield(self._opened)
        await door(scope, receive, send)

    async def _stand(self) -> None:
        await self._wanted.wait()
        if self._closing.is_set() or self._opened is None:
            return
        try:
            door = await asyncio.to_thread(_made)
        except Exception as fault:  # whoever waits is told, and the house still closes
            self._opened.set_exception(fault)
            return
        async with door.open():
            self._opened.set_result(door)
            await self._closing.wait()


def _made() -> OverHttp:
    from makegood.faces.mcp.serving import OverHttp

    return OverHttp(settings.ALLOWED_HOSTS, [settings.PUBLIC_ADDRESS])
