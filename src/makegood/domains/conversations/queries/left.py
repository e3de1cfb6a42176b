"""How many messages were left lately for the holder behind a number, be there one or not. C04."""

from __future__ import annotations

import unicodedata
from datetime import datetime

from makegood.core import journal
from makegood.core.outcome import Status
from makegood.domains.conversations.models import Notice
from makegood.domains.parties.spelling import any_contact_value

PASSED_ON = "message_for_holder"
_LONGEST = 90


def messages_left(reference: str, since: datetime) -> int:
    """How many messages were taken for a number since a moment, in any conversation."""
    taken = "conversations.leave_message"
    return journal.ended_so(messages_for(reference), taken, Status.DONE, since)


def messages_for(reference: str) -> str:
    """By which the journal finds again what was left for a number, however it was spelt.

    Whose number it is counts for nothing here: the answer would tell which numbers are one's.
    """
    plain = unicodedata.normalize("NFKC", reference).casefold()
    spelt = any_contact_value(plain) or "".join(one for one in plain if one.isalnum())
    return f"messages-for-{spelt}"[:_LONGEST]


def passed_on_to(party: str, since: datetime) -> int:
    """How many messages a holder got since a moment, by whichever numbers they were left."""
    return Notice.objects.filter(party=party, name=PASSED_ON, at__gte=since).count()
