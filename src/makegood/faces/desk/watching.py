"""Tell whoever looks at a conversation when something happens in it, and who else looks."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from functools import partial

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from makegood.core.actor import Actor
from makegood.core.outcome import NotFound
from makegood.domains.conversations.queries import card
from makegood.faces.desk.people import person
from makegood.faces.desk.signing import COOKIE, actor_by_cookie
from makegood.faces.shared.following import Bell, following
from makegood.faces.shared.records import card_of

HEARTBEAT_SECONDS = 15.0
_RETRY_MILLISECONDS = 2000


class Present:
    """Who looks at which conversation on this server; one person in two windows is one."""

    def __init__(self) -> None:
        self._people: dict[str, Counter[str]] = {}
        self._bells: dict[str, set[Bell]] = {}

    @contextmanager
    def looking(self, conversation: str, name: str, bell: Bell) -> Iterator[None]:
        """Somebody looks at a conversation; the others there hear of it, and of the end of it."""
        people = self._people.setdefault(conversation, Counter())
        bells = self._bells.setdefault(conversation, set())
        people[name] += 1
        bells.add(bell)
        self._ring(conversation)
        try:
            yield
        finally:
            people[name] -= 1
            bells.discard(bell)
            if not bells:
                del self._people[conversation], self._bells[conversation]
            self._ring(conversation)

    def beside(self, conversation: str, name: str) -> tuple[str, ...]:
        """Who else looks at it, by name."""
        people = self._people.get(conversation, Counter())
        return tuple(sorted(one for one, times in people.items() if times > 0 and one != name))

    def _ring(self, conversation: str) -> None:
        for bell in tuple(self._bells.get(conversation, ())):
            bell.ring()


present = Present()


async def events(request: Request) -> Response:
    """GET /desk/conversations/{number}/events: `changed` and `present`, as they happen."""
    number, cookie = request.path_params["number"], request.cookies.get(COOKIE, "")
    actor = await following.ask(lambda: _admitted(cookie, number))
    if actor is None:
        return PlainTextResponse("There is nothing of that name here for you.", 404)
    return StreamingResponse(
        _flow(number, actor, cookie),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _flow(number: str, actor: Actor, cookie: str) -> AsyncIterator[str]:
    yield f"retry: {_RETRY_MILLISECONDS}\n\n"
    seen: tuple[str, ...] | None = None
    place = -1
    with following.bell_for(number) as bell, present.looking(number, actor.name, bell):
        while not bell.has_ended:
            beside = present.beside(number, actor.name)
            if beside != seen:
                seen = beside
                named = await following.ask(partial(_named, beside))
                yield _spelled("present", named)
            newest = (await following.ask(lambda: card(number))).last_sequence
            if newest != place:
                place = newest
                yield _spelled("changed", place)
            if not await bell.rings_within(HEARTBEAT_SECONDS):
                yield ": still here\n\n"
                if await following.ask(lambda: _admitted(cookie, number)) is None:
                    return


def _named(people: tuple[str, ...]) -> list[str]:
    return [person(one) for one in people]


def _admitted(cookie: str, number: str) -> Actor | None:
    """Who looks, if they may: whoever left the company stops seeing at the next heartbeat."""
    actor = actor_by_cookie(cookie)
    if actor is None or not number.startswith("CV-"):
        return None
    try:
        card_of(number, actor)
    except NotFound:
        return None
    return actor


def _spelled(event: str, body: object) -> str:
    return f"event: {event}\ndata: {json.dumps(body)}\n\n"
