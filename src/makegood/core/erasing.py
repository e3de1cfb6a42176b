"""Erase what people said and wrote where it is kept beside the records: journal, effects, looks.

The journal's chain holds the hash of each payload, so that it proves itself as before. ADR 6.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from makegood.core.models import Effect, JournalRow, JournalSubject, Look

_SENT_WORDS = ("mail", "text", "letter")


def empty_rows(
    *, party: str, gone: Collection[str], own: Collection[str], but: Collection[str]
) -> int:
    """Empty what the journal says of a person's erased records; how many rows that were.

    `gone` are the numbers of those records, the person's own among them: a row that is about any
    other record stays as it is, unless its act belongs to the domains that are the person's
    `own` and it has nothing to do with the records that stay (`but`).
    """
    about = JournalSubject.objects.filter(ref__in=gone).values("row_id")
    theirs = Q(party=party) | Q(conversation__in=gone) | Q(seq__in=about)
    others = JournalSubject.objects.exclude(ref__in=gone).values("row_id")
    staying = JournalSubject.objects.filter(ref__in=set(but) - set(gone)).values("row_id")
    own_alone = _acts_of(own) & ~Q(conversation__in=but) & ~Q(seq__in=staying)
    return _emptied(JournalRow.objects.filter(theirs & (~Q(seq__in=others) | own_alone)))


def empty_talks(conversations: Collection[str], own: Collection[str]) -> int:
    """Empty what the journal says of acts of these domains in conversations; how many rows."""
    about = JournalSubject.objects.filter(ref__in=conversations).values("row_id")
    theirs = Q(conversation__in=conversations) | Q(seq__in=about)
    return _emptied(JournalRow.objects.filter(theirs & _acts_of(own)))


def empty_effects(*, party: str = "", keys: Collection[str] = (), beginnings: Collection[str] = ())\
        -> int:  # fmt: skip
    """Empty messages that were sent or given up: all to a party, of these keys, or begun so."""
    begun = [Q(key__startswith=one) for one in beginnings]
    whose = reduce(or_, begun, Q(key__in=keys))
    if party:
        whose |= Q(party=party)
    ended = Q(delivered_at__isnull=False) | Q(dead_at__isnull=False)
    return Effect.objects.filter(whose, ended, kind__in=_SENT_WORDS).update(payload={})


def drop_looks(before: datetime, most: int, *, but: Collection[str]) -> int:
    """Delete the oldest notes of who looked, from before a moment; not those at these parties."""
    old = Look.objects.filter(at__lt=before).exclude(party__in=but).order_by("pk")
    keys = list(old.values_list("pk", flat=True)[:most])
    Look.objects.filter(pk__in=keys).delete()
    return len(keys)


def _acts_of(domains: Collection[str]) -> Q:
    return reduce(or_, (Q(operation__startswith=f"{one}.") for one in domains), Q(pk__in=()))


def _emptied(rows: QuerySet[JournalRow]) -> int:
    return rows.exclude(payload=None).update(payload=None)
