"""Answer what was said with a party over all of their conversations, newest first. C01, C08."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from makegood.core.reading import asked_often
from makegood.domains.conversations.models import Event, EventKind
from makegood.domains.conversations.queries.talk import Line, line_of

_SPOKEN = (EventKind.MESSAGE_IN, EventKind.SAID)
_SAID_WITH = asked_often(
    lambda party: (
        Event.objects.filter(conversation__party=party, kind__in=_SPOKEN)
        .select_related("conversation")
        .order_by("-at", "-pk")
    )
)


@dataclass(frozen=True, slots=True)
class SaidCard:
    """One thing that was said, with the conversation in which it was."""

    conversation: str
    channel: str
    line: Line


def said_with(party: str, limit: int) -> tuple[SaidCard, ...]:
    """What was said in all conversations of a party, newest first."""
    return tuple(map(_card, _SAID_WITH.at_most(limit, party)))


def said_before(
    party: str, before: datetime | None, limit: int, *, within: Collection[str] | None = None
) -> tuple[SaidCard, ...]:
    """What was said with a party before a moment, newest first; `within` these conversations."""
    found = Event.objects.filter(conversation__party=party, kind__in=_SPOKEN)
    if before is not None:
        found = found.filter(at__lt=before)
    if within is not None:
        found = found.filter(conversation__number__in=within)
    newest = found.select_related("conversation").order_by("-at", "-pk")
    return tuple(map(_card, newest[:limit]))


def _card(row: Event) -> SaidCard:
    return SaidCard(row.conversation.number, row.conversation.channel, line_of(row))
