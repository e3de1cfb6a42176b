"""Do what falls due: one table of acts to come, each done exactly once, with its next timer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal

from makegood.core import clock
from makegood.core.actor import Actor
from makegood.core.models import Job
from makegood.core.outcome import BrokenPromise, InvalidAsk, NotFound
from makegood.core.runner import run
from makegood.core.transactions import write

MOST_ATTEMPTS = 5
_FIRST_WAIT = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Timer:
    """An act that comes round: which, how often, and at which local time of day."""

    operation: str
    every: Literal["day", "hour"]
    at: time


_timers: dict[str, Timer] = {}


def timer(operation: str, *, every: Literal["day", "hour"] = "day", at: time = time(6)) -> Timer:
    """Have an act with an empty ask done each day at a local time, or each hour."""
    _timers[operation] = Timer(operation, every, at)
    return _timers[operation]


def wind_up() -> None:
    """See to it that each timer has its next run in the table."""
    for one in _timers.values():
        with write():
            _wind(one, clock.now())


def next_due() -> datetime | None:
    """When the next job falls due."""
    first = Job.objects.filter(done_at=None, dead_at=None).order_by("run_at").first()
    return first.run_at if first else None


def run_one() -> bool:
    """Do the next due job, its effects and its next timer in one transaction; False when none."""
    now, job = clock.now(), None
    try:
        with write():
            waiting = Job.objects.filter(done_at=None, dead_at=None, run_at__lte=now)
            job = waiting.select_for_update(skip_locked=True).order_by("run_at", "pk").first()
            if job is None:
                return False
            _do(job, now)
    except Exception as fault:  # not even its attempt could be kept: others may not wait for it
        if job is None:
            raise
        with write():
            job = Job.objects.select_for_update().get(pk=job.pk)
            job.attempts += 1
            _put_off(job, fault, now)
    return True


def _do(job: Job, now: datetime) -> None:
    actor = Actor.model_validate(job.actor)
    job.attempts += 1
    try:
        outcome = run(job.operation, job.ask, actor=actor, key=f"job:{job.key}")
    except (BrokenPromise, InvalidAsk, NotFound) as fault:
        _put_off(job, fault, now)
        return
    job.done_at, job.ended_as = now, outcome.status
    _save(job, now)


def _put_off(job: Job, fault: Exception, now: datetime) -> None:
    job.last_error = str(fault)[:400]
    job.run_at = now + _FIRST_WAIT * 4 ** (job.attempts - 1)
    if job.attempts >= MOST_ATTEMPTS:
        job.dead_at = now
    _save(job, now)


def _save(job: Job, now: datetime) -> None:
    """Keep how the job stands, and with its first attempt the next round of its timer."""
    job.save()
    one = _timers.get(job.operation)
    if one is not None and job.key.startswith("timer:") and job.attempts == 1:
        _wind(one, now)


def _wind(one: Timer, after: datetime) -> None:
    run_at = _next_round(one, after)
    Job.objects.get_or_create(
        key=f"timer:{one.operation}:{run_at.isoformat()}",
        defaults={
            "operation": one.operation,
            "ask": {},
            "actor": Actor.system(f"system:{one.operation}").model_dump(mode="json"),
            "run_at": run_at,
        },
    )


def _next_round(one: Timer, after: datetime) -> datetime:
    if one.every == "hour":
        return after.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    today = clock.local(after).date()
    first = clock.at_local(today, one.at)
    return first if first > after else clock.at_local(today + timedelta(days=1), one.at)
