"""Measure the desk while many customers follow their conversations: open streams, eight people."""

from __future__ import annotations

import asyncio
import random
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import httpx
from pydantic import JsonValue

from makegood.config.measuring.inside import percentiles

STREAMS = 300
PEOPLE = 8
_THINKS_SECONDS = (0.5, 1.5)
"""A page a second each: far more than anybody reads, and not in step with the others."""
_LONGEST_SECONDS = 120.0
_PAGES = (
    "/desk/",
    "/desk/customers/C-6",
    "/desk/acts/aftersales.open_return?party=C-6",
    "/desk/records/O-1041",
    "/desk/search?q=Tom",
)
_TOKEN = re.compile(r'csrfmiddlewaretoken" value="([^"]+)')


def pages_beside_streams(
    address: str, password: str, seconds: float = 20.0
) -> dict[str, JsonValue]:
    """How long a page of the desk takes for eight people at work, beside 300 open streams."""
    took: list[float] = []
    with _open_streams(address) as customers:
        all_there = threading.Barrier(PEOPLE)
        people = [
            threading.Thread(target=_work, args=(address, password, seconds, took, all_there))
            for _ in range(PEOPLE)
        ]
        for one in people:
            one.start()
        for one in people:
            one.join()
        still_open = customers.count
    return {
        "pages": len(took),
        **percentiles(took),
        "people": PEOPLE,
        "streams": still_open,
        "bar": "300 streams, p99 <= 100 ms",
    }


def _work(
    address: str, password: str, seconds: float, took: list[float], all_there: threading.Barrier
) -> None:
    """Sign in, see each page once, and when all eight did, work for some seconds."""
    with httpx.Client(base_url=address, timeout=30) as person:
        token = _TOKEN.search(person.get("/desk/sign-in").text)
        form = {"username": "rae", "password": password}
        form["csrfmiddlewaretoken"] = token[1] if token else ""
        signed_in = person.post("/desk/sign-in", data=form, headers={"Referer": address})
        if "makegood_desk" not in signed_in.cookies:
            raise RuntimeError(f"nobody could sign in: {signed_in.status_code}")
        for path in _PAGES:
            person.get(path).raise_for_status()
        all_there.wait(_LONGEST_SECONDS)
        turn, ended = 0, time.perf_counter() + seconds
        while time.perf_counter() < ended:
            time.sleep(random.uniform(*_THINKS_SECONDS))  # noqa: S311 - a pause, no secret
            began = time.perf_counter()
            person.get(_PAGES[turn % len(_PAGES)]).raise_for_status()
            took.append((time.perf_counter() - began) * 1000)
            turn += 1


@contextmanager
def _open_streams(address: str) -> Iterator[Customers]:
    customers = Customers(address)
    thread = threading.Thread(target=customers.follow_all, daemon=True)
    thread.start()
    if not customers.are_there.wait(_LONGEST_SECONDS):
        raise RuntimeError(f"only {customers.count} streams were opened")
    try:
        yield customers
    finally:
        customers.leave()
        thread.join(_LONGEST_SECONDS)


class Customers:
    """Customers who each follow a conversation of their own; `count` are there now."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._loop = asyncio.new_event_loop()
        self._all: asyncio.Task[None] | None = None
        self.count = 0
        self.are_there = threading.Event()

    def follow_all(self) -> None:
        """Follow until they leave."""
        self._all = self._loop.create_task(self._follow_all())
        with suppress(asyncio.CancelledError):
            self._loop.run_until_complete(self._all)

    def leave(self) -> None:
        """End every stream."""
        if self._all is not None:
            self._loop.call_soon_threadsafe(self._all.cancel)

    async def _follow_all(self) -> None:
        limits = httpx.Limits(max_connections=STREAMS + 10)
        async with (
            httpx.AsyncClient(
                base_url=self._address, timeout=_LONGEST_SECONDS, limits=limits
            ) as client,
            asyncio.TaskGroup() as flows,
        ):
            for number in range(STREAMS):
                # Each at home: one place may not open so many conversations (LIM-1).
                home = {"X-Forwarded-For": f"192.0.2.{number % 250 + 1}"}
                ask = {"channel": "chat"}
                opened = await client.post("/api/v1/conversations", json=ask, headers=home)
                opened.raise_for_status()
                flows.create_task(self._follow(client, opened.json()))

    async def _follow(self, client: httpx.AsyncClient, opened: dict[str, str]) -> None:
        headers = {"Authorization": f"Bearer {opened['token']}"}
        path = f"/api/v1/conversations/{opened['id']}/events"
        async with client.stream("GET", path, headers=headers) as stream:
            self.count += 1
            if self.count == STREAMS:
                self.are_there.set()
            async for _ in stream.aiter_raw():
                pass
        self.count -= 1
