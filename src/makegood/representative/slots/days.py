"""Find which day is meant when something has happened: never one that lies ahead."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

_WEEK = timedelta(days=7)


def day_gone_by(said: str, today: date) -> str:
    """The last such day: of a weekday the one before, else the same day a year before.

    A day without its year is read as the next one; whoever tells since when something is broken
    means the last one. What is no day stays as it was said, and the ask refuses it.
    """
    try:
        day = date.fromisoformat(said)
    except ValueError:
        return said
    if day <= today:
        return said
    if day - today <= _WEEK:
        return (day - _WEEK).isoformat()
    last = monthrange(day.year - 1, day.month)[1]
    return day.replace(year=day.year - 1, day=min(day.day, last)).isoformat()
