"""Say at which time of a day the company reminds, and until when a day that was promised lasts."""

from __future__ import annotations

from datetime import date, datetime, time

from makegood.core.clock import at_local
from makegood.handbook import book

_FIRST_MINUTE = time(0, 1)


def first_minute(day: date) -> datetime:
    """The first minute of a day: what the day before was still possible is so no more."""
    return at_local(day, _FIRST_MINUTE)


def morning_of(day: date) -> datetime:
    """When people are there to hear of something on a day."""
    return at_local(day, book().company.times.reminders)


def evening_of(day: date) -> datetime:
    """The moment until which something promised for a day is in time."""
    return at_local(day, book().company.times.promises_end)


def end_of_office(day: date) -> datetime:
    """The moment until which what departments owe on a day is in time."""
    return at_local(day, book().company.times.office_ends)


def when_sent(day: date) -> datetime:
    """When what waited for a day is sent."""
    return at_local(day, book().company.times.sending)
