"""Take the company's own calendars from its handbook."""

from __future__ import annotations

from makegood.core.calendars import BusinessCalendar, OpeningHours
from makegood.handbook import book

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def company_calendar(name: str = "office") -> BusinessCalendar:
    """A calendar of the company by its name in company.toml; NotInHandbook for another name."""
    company = book().company
    found = company.calendar(name)
    kept = company.holidays if found.closed_on_holidays else ()
    return BusinessCalendar(
        zone=company.zone,
        hours=tuple(
            OpeningHours(_WEEKDAYS.index(day), hours.opens, hours.closes)
            for day, hours in found.hours.items()
        ),
        holidays=frozenset(holiday.on for holiday in kept),
        business_weekdays=frozenset(_WEEKDAYS.index(day) for day in found.business_days),
        name=name,
    )
