"""How many messages were left lately for the holder behind a number, be there one or not. C04."""

from __future__ import annotations

from datetime import datetime

from makegood.core import journal
from makegood.core.outcome import Status

_LONGEST = 90


def messages_left(reference: str, since: datetime) -> int:
    """How many messages were taken for a number since a moment, in any conversation."""
    taken = "conversations.leave_message"
    return journal.ended_so(messages_for(reference), taken, Status.DONE, since)


def messages_for(reference: str) -> str:
    """By which the journal finds again what was left for a number."""
    return f"messages-for-{reference.casefold()}"[:_LONGEST]
