"""Answer what a customer wants in a conversation, one by one, and how each of it went. C01."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from makegood.core.reading import asked_often
from makegood.domains.conversations.models import Interaction

_OF = asked_often(
    lambda number: Interaction.objects.filter(conversation__number=number).order_by("pk")
)


@dataclass(frozen=True, slots=True)
class InteractionCard:
    """One thing that is wanted: the operation it asks for; open while `ended_at` is empty."""

    topic: str
    message: int
    opened_at: datetime
    ended_at: datetime | None
    outcome: str


def interactions(conversation: str) -> tuple[InteractionCard, ...]:
    """All that was wanted in a conversation, in the order in which it was begun."""
    return tuple(
        InteractionCard(row.topic, row.message, row.opened_at, row.ended_at, row.outcome)
        for row in _OF(conversation)
    )
