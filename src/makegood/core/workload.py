"""Say how much waits to be done, how late it is, and what nobody does by itself any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Min, Q

from makegood.core import clock, journal
from makegood.core.models import ApprovalRequest, Check, Effect, Job, Promise

_LATE_SECONDS = 300.0
"""What is due for longer, nobody is doing."""


@dataclass(frozen=True, slots=True)
class Workload:
    """Counts of rows, and in seconds how long the longest of what is due waits."""

    effects_waiting: int
    effects_given_up: int
    effects_late_seconds: float
    jobs_due: int
    jobs_given_up: int
    jobs_late_seconds: float
    checks_failed: int
    promises_open: int
    promises_late: int
    approvals_open: int
    journal_rows: int

    @property
    def late_seconds(self) -> float:
        """How long the longest of all that is due waits."""
        return max(self.effects_late_seconds, self.jobs_late_seconds)

    @property
    def is_late(self) -> bool:
        """Whether it waits for so long that there seems to be nobody who does it."""
        return self.late_seconds > _LATE_SECONDS


def workload() -> Workload:
    """How the work stands now."""
    now = clock.now()
    effects = Effect.objects.filter(delivered_at=None, dead_at=None)
    jobs = Job.objects.filter(done_at=None, dead_at=None, run_at__lte=now)
    promises = Promise.objects.filter(kept_at=None, released_at=None, renewed_at=None)
    free = effects.filter(Q(leased_until=None) | Q(leased_until__lt=now), next_try_at__lte=now)
    return Workload(
        effects_waiting=effects.count(),
        effects_given_up=Effect.objects.filter(dead_at__isnull=False).count(),
        effects_late_seconds=_late(free.aggregate(first=Min("next_try_at"))["first"], now),
        jobs_due=jobs.count(),
        jobs_given_up=Job.objects.exclude(dead_at=None).count(),
        jobs_late_seconds=_late(jobs.aggregate(first=Min("run_at"))["first"], now),
        checks_failed=Check.objects.exclude(failed_at=None).count(),
        promises_open=promises.count(),
        promises_late=promises.filter(due_at__lt=now).count(),
        approvals_open=ApprovalRequest.objects.filter(decided_at=None, expires_at__gt=now).count(),
        journal_rows=journal.place(),
    )


def steps_to_upgrade() -> int:
    """How many migrations the databases lack together; 0 when they are up to date."""
    taken = (MigrationRecorder(opened).applied_migrations() for opened in connections.all())
    return sum(len(_steps() - one.keys()) for one in taken)


@cache
def _steps() -> frozenset[tuple[str, str]]:
    """The migrations of this version, which do not change while it runs."""
    return frozenset(MigrationLoader(None).disk_migrations)


def _late(first: datetime | None, now: datetime) -> float:
    return max(0.0, (now - first).total_seconds()) if first else 0.0
