"""Know when the company works: its business days, its holidays and its opening hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from makegood.handbook import CalendarHours, book
from makegood.handbook.company import WEEKDAYS

_DAY = timedelta(days=1)
_MIDNIGHT = time(0)
MONDAY_TO_FRIDAY = frozenset(range(5))


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """A stretch of one weekday (Monday is 0) at which the company is open.

    Local times; a closing time of 00:00 is the midnight that ends the day.
    """

    weekday: int
    opens: time
    closes: time

    def __post_init__(self) -> None:
        """Refuse a stretch that ends before it starts or runs into the next day."""
        if not 0 <= self.weekday <= 6:
            raise ValueError(f"weekday {self.weekday}: write 0 (Monday) to 6 (Sunday)")
        if self.closes != _MIDNIGHT and self.closes <= self.opens:
            raise ValueError(f"closes {self.closes} is not after opens {self.opens}")


@dataclass(frozen=True, slots=True)
class BusinessCalendar:
    """The days and hours that count for one purpose, in one time zone. Source: C42, D1.

    Opening hours and business days are two things: a shop may open on a Saturday that no
    deadline counts, and a law may count a Saturday on which nobody is in. So each clock
    names its own calendar (AC42.3).
    """

    zone: ZoneInfo
    hours: tuple[OpeningHours, ...] = ()
    holidays: frozenset[date] = frozenset()
    business_weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    opens_on_holidays: bool = False
    name: str = "office"

    def __post_init__(self) -> None:
        """Refuse a calendar on which a count of days would never end."""
        if not self.business_weekdays or not self.business_weekdays <= frozenset(range(7)):
            raise ValueError("business weekdays: one or more of 0 (Monday) to 6 (Sunday)")

    def is_business_day(self, day: date) -> bool:
        """Whether deadlines count this day."""
        return day.weekday() in self.business_weekdays and day not in self.holidays

    def local_day(self, moment: datetime) -> date:
        """The date on the company's wall at this moment."""
        return _aware(moment).astimezone(self.zone).date()

    def start_of(self, day: date) -> datetime:
        """The first moment (UTC) of a local day."""
        return datetime.combine(day, _MIDNIGHT, self.zone).astimezone(UTC)

    def is_open(self, moment: datetime) -> bool:
        """Whether somebody is there at this moment; opening counts, closing does not."""
        stretches = self._stretches(self.local_day(moment))
        return any(opens <= moment < closes for opens, closes in stretches)

    def next_opening(self, moment: datetime) -> datetime:
        """The first moment (UTC) from this one on at which somebody is there: it, when open.

        ValueError when the calendar has no opening hours.
        """
        if not self.hours:
            raise ValueError(f"the calendar {self.name} never opens: give it opening hours")
        day = self.local_day(moment)
        while True:
            for opens, closes in self._stretches(day):
                if moment < closes:
                    return max(opens, moment.astimezone(UTC))
            day += _DAY

    def on_or_after(self, day: date) -> date:
        """The day itself when it is a business day, else the next one."""
        while not self.is_business_day(day):
            day += _DAY
        return day

    def on_or_before(self, day: date) -> date:
        """The day itself when it is a business day, else the last one before."""
        while not self.is_business_day(day):
            day -= _DAY
        return day

    def add_business_days(self, day: date, count: int) -> date:
        """The count-th business day after the day, which does not count itself.

        A negative count goes back; a count of 0 is the day itself or the next business day.
        """
        if count == 0:
            return self.on_or_after(day)
        step = _DAY if count > 0 else -_DAY
        left = abs(count)
        while left:
            day += step
            left -= self.is_business_day(day)
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """The count-th working day after the day: this calendar's business days.

        Laws say one or the other word; where a law means other days, its clock names a
        calendar with those days.
        """
        return self.add_business_days(day, count)

    def business_days_between(self, start: date, end: date) -> int:
        """How many business days a deadline has used from start (not counted) to end.

        The reverse of `add_business_days`: negative when the end is before the start.
        """
        if end < start:
            return -sum(map(self.is_business_day, _days(end, start)))
        return sum(map(self.is_business_day, _days(start + _DAY, end + _DAY)))

    def _stretches(self, day: date) -> list[tuple[datetime, datetime]]:
        # In UTC, so that a day of 23 or 25 hours and an hour that comes twice do no harm.
        if day in self.holidays and not self.opens_on_holidays:
            return []
        return sorted(
            (
                datetime.combine(day, each.opens, self.zone).astimezone(UTC),
                self.start_of(day + _DAY)
                if each.closes == _MIDNIGHT
                else datetime.combine(day, each.closes, self.zone).astimezone(UTC),
            )
            for each in self.hours
            if each.weekday == day.weekday()
        )


def company_calendar(name: str = "office") -> BusinessCalendar:
    """The calendar of this name in the company's handbook; NotInHandbook when it has none."""
    company = book().company
    written = company.calendar(name)
    return BusinessCalendar(
        zone=company.zone,
        hours=_opening_hours(written),
        holidays=frozenset(holiday.on for holiday in company.holidays),
        business_weekdays=frozenset(map(WEEKDAYS.index, written.business_days)),
        opens_on_holidays=written.always_open or not written.closed_on_holidays,
        name=name,
    )


def _opening_hours(written: CalendarHours) -> tuple[OpeningHours, ...]:
    if written.always_open:
        return tuple(OpeningHours(weekday, _MIDNIGHT, _MIDNIGHT) for weekday in range(7))
    return tuple(
        OpeningHours(WEEKDAYS.index(weekday), hours.opens, hours.closes)
        for weekday, hours in written.hours.items()
    )


def _days(start: date, end: date) -> list[date]:
    return [start + timedelta(days=count) for count in range((end - start).days)]


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"{moment} says no time zone: take moments from the clock")
    return moment
