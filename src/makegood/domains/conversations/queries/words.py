"""Answer in which conversations words are still kept. Source: C05, C08."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from makegood.domains.conversations.models import Conversation


def with_words(party: str) -> tuple[str, ...]:
    """The conversations whose words go with a party's records, oldest first.

    Those it was proven to have, and those ended in which somebody only said to be it.
    """
    claimed = Q(claimed_party=party, party="", closed_at__isnull=False)
    found = Conversation.objects.filter(Q(party=party) | claimed, erased_at=None).order_by("pk")
    return tuple(found.values_list("number", flat=True))


def with_old_words(before: datetime, most: int, *, but: Collection[str]) -> tuple[str, ...]:
    """The oldest conversations ended before a moment whose words are kept; none of these parties.

    Whom nobody proved to be anybody's is among them too.
    """
    old = Conversation.objects.filter(closed_at__lt=before, erased_at=None)
    oldest = old.exclude(party__in=but).exclude(claimed_party__in=but).order_by("pk")
    return tuple(oldest.values_list("number", flat=True)[:most])
