"""Look again whether what was done really happened, at the source of truth (C33)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models.functions import Coalesce

from makegood.core import clock, journal
from makegood.core.actor import Actor
from makegood.core.models import Check, Job
from makegood.core.reading import asked_often
from makegood.core.transactions import write

_NEXT_LOOK = timedelta(hours=12)
_MOST_ACTS = 400
_AT = Coalesce("passed_at", "failed_at", "due_at")
_OF_RECORDS = asked_often(
    lambda subjects: Check.objects.filter(subject__in=subjects).order_by("due_at", "pk")
)
_AFTER_ACTS = asked_often(
    lambda ref: Check.objects.filter(act__in=journal.acts_about(ref, _MOST_ACTS)).order_by(
        _AT.desc(), "-pk"
    )
)


class Finding(StrEnum):
    """What a look at the source of truth shows; not known is not the same as no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


Look = Callable[[str], tuple[Finding, str]]
_looks: dict[str, Look] = {}


def check(name: str) -> Callable[[Look], Look]:
    """Make a look known by its name; it is given the subject, such as "refund:RF-1"."""

    def known(look: Look) -> Look:
        _looks[name] = look
        return look

    return known


@dataclass(frozen=True, slots=True)
class Looked:
    """A later look at what was done: what for, at which record, when, and what it showed.

    `state` is waits, passed or failed; `at` is when it is due, or when it passed or failed.
    """

    name: str
    subject: str
    at: datetime
    state: str
    finding: str


def looks_at(subjects: Collection[str]) -> tuple[Looked, ...]:
    """The looks at these records, done and to come, the first due first."""
    return _looked(_OF_RECORDS(subjects))


def looks_after(ref: str, limit: int) -> tuple[Looked, ...]:
    """The looks that the newest acts with a record asked for, the latest first."""
    return _looked(_AFTER_ACTS.at_most(limit, ref))


def _looked(rows: Iterable[Check]) -> tuple[Looked, ...]:
    found = []
    for row in rows:
        state = "passed" if row.passed_at else "failed" if row.failed_at else "waits"
        at = row.passed_at or row.failed_at or row.due_at
        found.append(Looked(row.name, row.subject, at, state, row.finding))
    return tuple(found)


def next_due() -> datetime | None:
    """When the next look falls due."""
    waiting = Check.objects.filter(passed_at=None, failed_at=None)
    first = waiting.order_by("next_look_at").first()
    return first.next_look_at if first else None


def look_at_one() -> bool:
    """Take the next due look; False when none is due.

    The look itself may ask the outside world, so it happens before the transaction.
    """
    now = clock.now()
    waiting = Check.objects.filter(passed_at=None, failed_at=None, next_look_at__lte=now)
    row = waiting.order_by("next_look_at", "pk").first()
    if row is None:
        return False
    finding, detail = _look(row)
    if finding is Finding.UNKNOWN and now >= row.deadline_at:
        finding, detail = Finding.NO, f"still not known at the deadline: {detail}"
    with write():
        same = Check.objects.filter(pk=row.pk, looks=row.looks, passed_at=None, failed_at=None)
        changed = {"looks": row.looks + 1, "finding": detail[:400]}
        if finding is Finding.YES:
            same.update(passed_at=now, **changed)
        elif finding is Finding.UNKNOWN:
            same.update(next_look_at=min(now + _NEXT_LOOK, row.deadline_at), **changed)
        elif same.update(failed_at=now, **changed) and row.on_fail:
            _mend(row, detail, now)
    return True


def _look(row: Check) -> tuple[Finding, str]:
    look = _looks.get(row.name)
    if look is None:
        return Finding.UNKNOWN, f"nobody knows how to look at {row.name}"
    try:
        return look(row.subject)
    except Exception as failure:  # a source that cannot be asked is never green
        return Finding.UNKNOWN, f"the source could not be asked: {failure}"


def _mend(row: Check, detail: str, now: datetime) -> None:
    Job.objects.get_or_create(
        key=f"check:{row.pk}",
        defaults={
            "operation": row.on_fail,
            "ask": {"subject": row.subject, "finding": detail[:400]},
            "actor": Actor.system(f"system:{row.name}").model_dump(mode="json"),
            "run_at": now,
        },
    )
