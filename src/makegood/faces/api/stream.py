"""Stream what happens in a conversation to whoever may follow it, as it happens."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from functools import partial

from django.http import HttpResponse
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from makegood.core.actor import Channel
from makegood.core.outcome import NotFound
from makegood.domains.conversations import queries
from makegood.domains.conversations.queries import EventCard
from makegood.faces.api import problems
from makegood.faces.api.conversations import event_body
from makegood.faces.shared.following import following
from makegood.faces.shared.keys import NotKnown, caller_of, may_enter
from makegood.faces.shared.limiting import Asking, too_often

HEARTBEAT_SECONDS = 15.0
_RETRY_MILLISECONDS = 2000
_AT_ONCE = 200


async def events(request: Request) -> Response:
    """GET /api/v1/conversations/{number}/events: its events as server-sent events, from `after` on.

    Last-Event-ID or `?after=` is the sequence of the last event that is known already.
    """
    number, authorization = request.path_params["number"], request.headers.get("authorization", "")
    try:
        after = _place(request)
        address = request.client.host if request.client else ""
        asking = Asking("GET", request.url.path, address, authorization)
        if often := await following.ask(lambda: too_often(asking)):
            return _told(problems.too_often(often, "en"))
        await following.ask(lambda: _admit(authorization, number))
    except ValueError:
        return _told(problems.problem(422, "invalid", "after: the sequence of an event, 0 or more"))
    except NotKnown:
        told = "Send a known key as Authorization: Bearer."
        return _told(problems.problem(401, "not_known", told))
    except NotFound:
        told = "There is nothing of that name here for you."
        return _told(problems.problem(404, "not_found", told))
    return StreamingResponse(
        _flow(number, after, authorization),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _flow(number: str, after: int, authorization: str) -> AsyncIterator[str]:
    yield f"retry: {_RETRY_MILLISECONDS}\n\n"
    with following.bell_for(number) as bell:
        while not bell.has_ended:
            later = await following.ask(partial(queries.events, number, after, _AT_ONCE))
            for event in later:
                after = event.sequence
                yield _spelled(event)
            if len(later) == _AT_ONCE:
                continue
            while not await bell.rings_within(HEARTBEAT_SECONDS):
                yield ": still here\n\n"
                if not await _may_still(authorization, number):
                    return


async def _may_still(authorization: str, number: str) -> bool:
    """A key that was taken back ends the stream at the next heartbeat."""
    try:
        await following.ask(lambda: _admit(authorization, number))
    except (NotKnown, NotFound):
        return False
    return True


def _admit(authorization: str, number: str) -> None:
    may = may_enter(caller_of(authorization, Channel.API), number)
    if not (may and queries.is_known(number)):
        raise NotFound("conversation", number)


def _spelled(event: EventCard) -> str:
    body = json.dumps(event_body(event), ensure_ascii=False)
    return f"id: {event.sequence}\nevent: {event.kind}\ndata: {body}\n\n"


def _place(request: Request) -> int:
    text = request.headers.get("last-event-id") or request.query_params.get("after") or "0"
    if not text.isdecimal() or len(text) > 15:
        raise ValueError(text)
    return int(text)


def _told(problem: HttpResponse) -> Response:
    return Response(problem.content, problem.status_code, dict(problem.headers))
