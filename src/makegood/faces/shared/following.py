"""Look once for all open streams whether anything happened, and wake those it concerns."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from django.db import close_old_connections

from makegood.core import journal

log = logging.getLogger(__name__)
LOOK_SECONDS = 0.25
_THREADS = 2
AnswerT = TypeVar("AnswerT")


class Bell:
    """Wakes one stream; `has_ended` once nothing more will come because the house closes."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()
        self.has_ended = False

    def ring(self) -> None:
        """Wake the stream now, or as soon as it waits."""
        self._rung.set()

    async def rings_within(self, seconds: float) -> bool:
        """Whether it rang within this time."""
        try:
            await asyncio.wait_for(self._rung.wait(), seconds)
        except TimeoutError:
            return False
        self._rung.clear()
        return True


class Following:
    """One look every quarter of a second for all streams of this server, however many there are.

    The journal's rows have places without gaps, each conversation's acts among them, so its
    newest place is all that has to be asked while nothing happens.
    """

    def __init__(self) -> None:
        self._bells: dict[str, set[Bell]] = {}
        self._looking: asyncio.Task[None] | None = None
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="streams")

    @contextmanager
    def bell_for(self, conversation: str) -> Iterator[Bell]:
        """A bell that rings when something happens in a conversation."""
        bell = Bell()
        self._bells.setdefault(conversation, set()).add(bell)
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        try:
            yield bell
        finally:
            self._bells[conversation].discard(bell)
            if not self._bells[conversation]:
                del self._bells[conversation]

    async def ask(self, question: Callable[[], AnswerT]) -> AnswerT:
        """Ask the database outside the event loop, in one of few threads."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, _ask, question)

    def close(self) -> None:
        """End every open stream, so that the server can close without waiting for customers."""
        for bell in [bell for bells in self._bells.values() for bell in bells]:
            bell.has_ended = True
            bell.ring()

    async def _look(self) -> None:
        place = -1
        while self._bells:
            try:
                place = await self._wake(place)
            except Exception:  # a database that is away for a moment must not end the streams
                log.exception("the streams could not look for what happened")
            await asyncio.sleep(LOOK_SECONDS)

    async def _wake(self, place: int) -> int:
        newest = await self.ask(journal.place)
        if newest == place:
            return place
        followed = tuple(self._bells)
        touched = await self.ask(lambda: journal.touched(followed, place))
        for conversation in touched if place >= 0 else followed:
            for bell in tuple(self._bells.get(conversation, ())):
                bell.ring()
        return newest


def _ask(question: Callable[[], AnswerT]) -> AnswerT:
    close_old_connections()
    return question()


following = Following()
