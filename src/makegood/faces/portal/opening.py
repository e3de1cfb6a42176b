"""Say when somebody of the company is there: today's hours, and the next opening."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from babel.dates import format_date, format_time

from makegood.core import clock
from makegood.core.calendars import company_calendar
from makegood.handbook import OpenHours, book
from makegood.handbook.company import WEEKDAYS

_LOCALES = {"en": "en_US", "es": "es_US", "fr": "fr_FR"}
_DAYS = {"en": "EEEE, MMMM d", "es": "EEEE d 'de' MMMM", "fr": "EEEE d MMMM"}


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether somebody is there now, and what is said about it, in the visitor's language."""

    is_open: bool
    today: str
    now: str


def opening(language: str, calendar: str = "office") -> Opening:
    """Today's hours of a calendar, and until or from when somebody is there."""
    moment, local = clock.now(), clock.local(clock.now())
    hours = _hours_of(local, calendar)
    today = (
        _say(language, "today_hours", opens=hours.opens, closes=hours.closes)
        if hours
        else _say(language, "today_closed")
    )
    days = company_calendar(calendar)
    if hours and days.is_open(moment):
        return Opening(True, today, _say(language, "open_now", closes=hours.closes))
    opens = clock.local(days.next_opening(moment))
    if opens.date() == local.date():
        return Opening(False, today, _say(language, "opens_today", opens=opens.time()))
    day = format_date(opens.date(), _DAYS[language], locale=_LOCALES[language])
    return Opening(False, today, _say(language, "opens_on", day=day, opens=opens.time()))


def _hours_of(moment: datetime, calendar: str) -> OpenHours | None:
    company = book().company
    if company.is_holiday(moment.date()) and company.calendar(calendar).closed_on_holidays:
        return None
    return company.calendar(calendar).hours.get(WEEKDAYS[moment.weekday()])


def _say(language: str, sentence: str, **params: time | str) -> str:
    spelled = {
        name: format_time(value, "short", locale=_LOCALES[language])
        if isinstance(value, time)
        else value
        for name, value in params.items()
    }
    return book().voice(language).statement(f"portal.{sentence}").format_map(spelled)
