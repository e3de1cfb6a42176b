"""Count out a deadline: the last day on which something may still be done."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from makegood.core.calendars import BusinessCalendar


class DayUnit(StrEnum):
    """What a deadline counts. Eight weeks are 56 calendar days. Source: C42."""

    CALENDAR_DAYS = "calendar_days"
    BUSINESS_DAYS = "business_days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"
    HOURS = "hours"


class Roll(StrEnum):
    """Where a last day goes that is no business day. Source: C42."""

    NONE = "none"
    FORWARD = "forward"
    BACK = "back"


class Silence(StrEnum):
    """What it means when the deadline passes and nobody answered. Source: C12, C23, C33."""

    CONSENT = "consent"
    CANCEL = "cancel"
    APPROVAL = "approval"
    LAPSE = "lapse"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Deadline:
    """How a deadline runs, and what silence at its end means; it decides nothing itself.

    `length` counts `unit`s. The day of the event counts only with `counts_start_day`. What
    happens from the local time `cut_off` on counts as the next day's. Source: C42.
    """

    length: int
    unit: DayUnit
    counts_start_day: bool = False
    roll: Roll = Roll.NONE
    cut_off: time | None = None
    silence: Silence | None = None

    def due_on(self, start: date, calendar: BusinessCalendar) -> date:
        """The last day in time, for something that happened on the start day."""
        return due(
            start,
            self.length,
            self.unit,
            calendar,
            counts_start_day=self.counts_start_day,
            roll=self.roll,
        )

    def due_at(self, moment: datetime, calendar: BusinessCalendar) -> datetime:
        """The first moment (UTC) that is too late, for something that happened at a moment.

        Hours run by the clock, day and night; every other unit runs to the local midnight
        that ends the last day.
        """
        started = calendar.local_day(moment)
        if self.unit is DayUnit.HOURS:
            return moment.astimezone(UTC) + timedelta(hours=self.length)
        if self.cut_off is not None:
            local = moment.astimezone(calendar.zone)
            started += timedelta(days=local.time() >= self.cut_off)
        return calendar.start_of(self.due_on(started, calendar) + timedelta(days=1))


def due(
    start: date,
    length: int,
    unit: DayUnit,
    calendar: BusinessCalendar,
    *,
    counts_start_day: bool = False,
    roll: Roll = Roll.NONE,
) -> date:
    """The last day in time, `length` units after the start day, in the calendar named.

    Months end on the day of the same number, or on the month's last when it has none; so
    an extended deadline counts from the first start and never from a clamped day.
    ValueError for a negative length, and for hours, which run from a moment
    (`Deadline.due_at`). Source: C42, AC05.3.
    """
    if length < 0:
        raise ValueError(f"a deadline of {length} {unit}: write 0 or more")
    if unit is DayUnit.HOURS:
        raise ValueError("hours run from a moment, not from a day: use Deadline.due_at")
    if unit is DayUnit.MONTHS:
        last = _add_months(start, length, counts_start_day)
    elif unit is DayUnit.CALENDAR_DAYS:
        last = start + timedelta(days=length - (counts_start_day and length > 0))
    else:
        before = timedelta(days=counts_start_day and length > 0)
        last = calendar.add_business_days(start - before, length)
    return _rolled(last, roll, calendar)


def months_after(start: date, months: int) -> date:
    """The day of the same number so many months later, or the month's last when it has none."""
    return _in_month(start, months, start.day)


def _add_months(start: date, months: int, counts_start_day: bool) -> date:
    # With the start day counted the period ends a day earlier: 15 January to 14 February;
    # the number is lowered before the month's end is looked at: 31 January to 28 February.
    if counts_start_day and months > 0:
        if start.day == 1:
            return _add_months(start, months, False) - timedelta(days=1)
        return _in_month(start, months, start.day - 1)
    return months_after(start, months)


def _in_month(start: date, months: int, number: int) -> date:
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    return date(year, month + 1, min(number, monthrange(year, month + 1)[1]))


def _rolled(day: date, roll: Roll, calendar: BusinessCalendar) -> date:
    if roll is Roll.FORWARD:
        return calendar.on_or_after(day)
    if roll is Roll.BACK:
        return calendar.on_or_before(day)
    return day
