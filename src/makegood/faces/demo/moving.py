"""Move the demo's clock forward, and tell what fell due on the way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from makegood.core import clock, demo_clock, journal

FARTHEST = timedelta(days=366)
_SPAN = re.compile(r"\s*(\d{1,4})\s*([dhm])")
_UNITS = {"d": "days", "h": "hours", "m": "minutes"}
_MOST_TOLD = 500


class NotThen(ValueError):
    """The clock cannot be moved like that; says what is accepted."""


@dataclass(frozen=True, slots=True)
class Ran:
    """One act that the company did by itself on the way."""

    at: datetime
    operation: str
    status: str
    about: str


@dataclass(frozen=True, slots=True)
class Moved:
    """Where the clock stands now, and what ran on the way, oldest first."""

    now: datetime
    ran: tuple[Ran, ...]


def move(*, advance: str | None = None, at: str | None = None) -> Moved:
    """Move the clock by a span such as 3d, 2h or 45m, or to a moment such as 2026-07-03T09:00.

    A moment without a zone is the company's local time. NotThen for anything else, also for a
    moment that has passed: the clock goes forward only.
    """
    if (advance is None) == (at is None):
        raise NotThen('Send either {"advance": "3d"} or {"at": "2026-07-03T09:00"}.')
    target = clock.now() + span(advance) if advance is not None else moment(str(at))
    if target - clock.now() > FARTHEST:
        raise NotThen(f"At most {FARTHEST.days} days at a time, please.")
    before = journal.place()
    try:
        for _ in demo_clock.advance_to(target):
            pass
    except ValueError:
        standing = clock.local(clock.now())
        raise NotThen(
            f"It is {standing:%Y-%m-%d %H:%M} already, and time goes forward only."
        ) from None
    return Moved(clock.now(), _ran_since(before))


def span(text: str) -> timedelta:
    """A span of time such as 3d, 2h, 45m or 1d12h. NotThen for anything else."""
    parts = _SPAN.findall(text)
    if not parts or _SPAN.sub("", text).strip():
        raise NotThen(f"{text!r} is no span of time; accepted are 3d, 2h, 45m or 1d12h.")
    return sum((timedelta(**{_UNITS[unit]: int(many)}) for many, unit in parts), timedelta())


def moment(text: str) -> datetime:
    """A moment such as 2026-07-03T09:00, local unless it names a zone. NotThen otherwise."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        raise NotThen(f"{text!r} is no moment; accepted is 2026-07-03T09:00.") from None
    local = found if found.tzinfo else found.replace(tzinfo=clock.zone())
    return local.astimezone(UTC)


def _ran_since(place: int) -> tuple[Ran, ...]:
    rows = [row for row in journal.history(limit=_MOST_TOLD) if row.seq > place and not row.parent]
    return tuple(Ran(row.at, row.operation, row.status, row.party) for row in reversed(rows))
