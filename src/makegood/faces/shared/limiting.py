"""Let nobody ask so often that there is no room for the others: one list for every face.

The figures stand in the handbook (LIM-1). Guesses are counted where they are judged (IDV-4, IDV-9,
AUT-5), mails where they arrive (CNV-10).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from makegood.core import clock
from makegood.core.statements import Statement, say
from makegood.core.tallies import tallies
from makegood.domains.company.queries import staff_by_session
from makegood.faces.shared.callers import place_of
from makegood.handbook import book

_CONVERSATION = re.compile(r"/api/v1/conversations/([^/]+)/messages")
_PROOFS = frozenset({"/my/sign-in", "/my/code", "/order-status"})
_MINUTE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Asking:
    """A request as far as it is counted: `key` is what the caller shows at the address."""

    method: str
    path: str
    address: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class TooOften:
    """Something was asked too often: what may be asked, and when to try again."""

    kind: str
    most: int
    seconds: int

    def told(self) -> Statement:
        """How it is said."""
        rule = book().clause("LIM-1", on=clock.today())
        return say(rule, "too_often", most=self.most, seconds=self.seconds)


def too_often(asking: Asking) -> TooOften | None:
    """Count a request under each figure that it falls under; the first that is used up."""
    rule = book().clause("LIM-1", on=clock.today())
    span_seconds = rule.whole("within_minutes") * _MINUTE_SECONDS
    for kind, who in _counted(asking):
        most = rule.whole(kind)
        seconds = tallies.seconds_to_wait(kind, who, most, span_seconds)
        if seconds and kind == "requests" and _is_at_the_desk(asking):
            # colleagues behind one address do not use up each other's room
            seconds = tallies.seconds_to_wait(kind, asking.key, most, span_seconds)
        if seconds:
            return TooOften(kind, most, seconds)
    return None


def _is_at_the_desk(asking: Asking) -> bool:
    return asking.path.startswith("/desk/") and staff_by_session(asking.key) is not None


def _counted(asking: Asking) -> Iterator[tuple[str, str]]:
    path, place, is_post = asking.path, place_of(asking.address), asking.method == "POST"
    yield "requests", place
    if asking.key and path.startswith(("/api/", "/mcp")):
        yield "calls", asking.key
    if is_post and (path == "/api/v1/conversations" or path.startswith("/my/chat/")):
        yield "chats", place
    if is_post and (said_in := _CONVERSATION.fullmatch(path)):
        # by what the caller shows: who has no part in it uses up nobody's room
        yield "messages", f"{said_in[1]}/{asking.key}"
        yield "messages_from_one", place
    if is_post and path == "/desk/sign-in":
        yield "sign_ins", place
    if is_post and path in _PROOFS:
        yield "proofs", place
    if path == "/desk/search":
        yield "searches", asking.key or place
