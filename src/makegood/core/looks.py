"""Note which of our people looked at which customer's records, when and by which way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from makegood.core import clock
from makegood.core.actor import Actor
from makegood.core.models import Look
from makegood.core.transactions import write

_MOST_REMEMBERED = 50_000
_noted: set[tuple[str, str, str, datetime]] = set()
"""What this process noted already: the same look again within the hour costs nothing."""


@dataclass(frozen=True, slots=True)
class LookCard:
    """One look: who, in which role, at whose records and which first, when, on which channel."""

    actor: str
    role: str
    channel: str
    party: str
    ref: str
    at: datetime


def note_look(actor: Actor, party: str, ref: str) -> None:
    """Note, before it is shown, that somebody of ours looks at a customer's records.

    Once for each person, customer, channel and hour: it is saved for good before anything is
    shown, and looking on within the hour writes nothing. Source: ADR 11, PRV-6.
    """
    now = clock.now()
    hour = now.replace(minute=0, second=0, microsecond=0)
    key = (actor.name, party, str(actor.channel), hour)
    if key in _noted:
        return
    found = Look(actor=actor.name, role=actor.role, channel=str(actor.channel), party=party,
                 ref=ref, at=now, hour=hour)  # fmt: skip
    with write():
        Look.objects.bulk_create([found], ignore_conflicts=True)
    if len(_noted) >= _MOST_REMEMBERED:
        _noted.clear()
    _noted.add(key)


def forget() -> None:
    """Know nothing of what was noted, as a test begins; the database still keeps each look once."""
    _noted.clear()


def looks_at(party: str, limit: int = 50) -> tuple[LookCard, ...]:
    """Who looked at a customer's records, newest first: for team leads, and for the customer."""
    rows = Look.objects.filter(party=party).order_by("-at", "-pk")[:limit]
    return tuple(
        LookCard(row.actor, row.role, row.channel, row.party, row.ref, row.at) for row in rows
    )
