"""Answer what records lack: cases, papers, letters and mails, found each day. C08, AC08.1."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from makegood.core import clock
from makegood.domains.cases.models import Closing, RecordDefect
from makegood.domains.cases.policy import DefectFacts
from makegood.domains.cases.queries.cases import with_defects
from makegood.domains.conversations.queries import letters_blocked, mails_waiting
from makegood.domains.documents.queries import filed_for_nobody, kept_and_not_filed

_TIME_TO_SETTLE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DefectCard:
    """What a record lacks, and since when that is known."""

    kind: str
    ref: str
    found_at: datetime


def defects() -> tuple[DefectCard, ...]:
    """What records lack now, known the longest first; what is found only now is among them."""
    now = clock.now()
    known = {
        (row.kind, row.ref): row.found_at for row in RecordDefect.objects.filter(mended_at=None)
    }
    found = [DefectCard(kind, ref, known.get((kind, ref), now)) for kind, ref in lacking(now)]
    return tuple(sorted(found, key=lambda one: (one.found_at, one.kind, one.ref)))


def defects_known() -> int:
    """How many defects the daily look has found that nobody mended yet."""
    return RecordDefect.objects.filter(mended_at=None).count()


def defect_facts() -> DefectFacts:
    """What records lack now, and what is on the list of it."""
    known = RecordDefect.objects.filter(mended_at=None).values_list("kind", "ref")
    return DefectFacts(frozenset(lacking(clock.now())), frozenset(known))


def lacking(now: datetime) -> tuple[tuple[str, str], ...]:
    """What each record lacks that should have it by now: the kind of defect and the number."""
    return tuple(dict.fromkeys(_lacking(now)))


def _lacking(now: datetime) -> Iterator[tuple[str, str]]:
    for case in with_defects():
        for lacks in case.defects:
            yield f"case_lacks_{lacks}", case.number
    ended = Closing.objects.filter(reopened_at=None, basis="").exclude(case__summary="")
    for number in ended.values_list("case__number", flat=True):
        yield "closed_without_basis", number
    settled_by = now - _TIME_TO_SETTLE
    for mail in mails_waiting(settled_by):
        yield "mail_not_settled", mail
    for notice in letters_blocked():
        yield "letter_never_sent", notice
    for name in filed_for_nobody():
        yield "filed_for_nobody", name
    for sha256 in kept_and_not_filed(settled_by):
        yield "kept_and_not_filed", sha256
