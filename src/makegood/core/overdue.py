"""Name what went wrong later and needs somebody: failed checks, and what gave up for good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from makegood.core.models import Check, Effect, Job


@dataclass(frozen=True, slots=True)
class Stuck:
    """Something that did not come true by itself: what, about which record, since when, why.

    An effect is tried again with `company.retry_effect`, asked by its key.
    """

    what: str
    subject: str
    since: datetime
    reason: str
    is_effect: bool = False


def failed_checks(limit: int = 200) -> tuple[Stuck, ...]:
    """The looks that found that what was done did not happen, the newest first."""
    rows = Check.objects.exclude(failed_at=None).order_by("-failed_at", "pk")
    return tuple(
        Stuck(one.name, one.subject, one.failed_at, one.finding)
        for one in rows[:limit]
        if one.failed_at
    )


def dead_letters(limit: int = 200) -> tuple[Stuck, ...]:
    """The effects and jobs that are tried no more, the newest first."""
    effects = Effect.objects.filter(dead_at__isnull=False).order_by("-dead_at")[:limit]
    jobs = Job.objects.exclude(dead_at=None).order_by("-dead_at")[:limit]
    found = [Stuck(e.kind, e.key, e.dead_at, e.last_error, True) for e in effects if e.dead_at]
    found += [Stuck(j.operation, j.key, j.dead_at, j.last_error) for j in jobs if j.dead_at]
    return tuple(sorted(found, key=lambda one: one.since, reverse=True)[:limit])
