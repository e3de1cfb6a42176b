"""Find dates in a message, said relative to the company's today, in the customer's order."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import dateparser

from makegood.representative.understand.reading import Span
from makegood.representative.understand.text import fold

DATE_ORDER = {"en": "MDY", "es": "DMY", "fr": "DMY"}
MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
    "|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre"
    "|diciembre|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre"
    "|decembre"
)
WEEKDAYS = {
    word: number
    for number, words in enumerate(
        (
            "monday lunes lundi", "tuesday martes mardi", "wednesday miercoles mercredi",
            "thursday jueves jeudi", "friday viernes vendredi", "saturday sabado samedi",
            "sunday domingo dimanche",
        )
    )
    for word in words.split()
}  # fmt: skip
NEAR_DAYS = {
    "today": 0, "tomorrow": 1, "yesterday": -1, "day after tomorrow": 2, "day before yesterday": -2,
    "hoy": 0, "manana": 1, "ayer": -1, "pasado manana": 2, "anteayer": -2,
    "aujourd'hui": 0, "demain": 1, "hier": -1, "apres-demain": 2, "avant-hier": -2,
}  # fmt: skip
UNITS = {"day": 1, "dia": 1, "jour": 1, "week": 7, "semana": 7, "semaine": 7}
COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "un": 1, "una": 1, "une": 1, "dos": 2, "deux": 2}
NAMED = rf"(?:(?:{'|'.join(WEEKDAYS)}),? (?:the |el |le )?)?"
"""A weekday that stands before a date, which alone counts: "on Thursday, July 2"."""
ALTERNATIVES = (
    ("iso", r"(?P<iso>\d{4}-\d{2}-\d{2})"),
    ("written", rf"(?:le |el |the |on |du |del )?{NAMED}"
     rf"(?P<written>(?:{MONTHS})\.? \d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,? \d{{4}})?"
     rf"|\d{{1,2}}(?:st|nd|rd|th|er|o)?(?: of| de)? (?:{MONTHS})(?!\w)"
     r"(?:,?(?: de| del)? \d{4})?)"),
    ("numeric", r"(?P<numeric>\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{1,2}/\d{1,2})(?![\d/])"),
    ("near", rf"(?<!la )(?P<near>{'|'.join(sorted(NEAR_DAYS, key=len, reverse=True))})"),
    ("ahead", r"(?:in|en|dans) (?P<ahead>\d{1,2}|[a-z]+) "
     r"(?P<unit_ahead>day|week|dia|semana|jour|semaine)s?"),
    ("ago", r"(?P<ago>\d{1,2}|[a-z]+) (?P<unit_ago>day|week)s? ago"
     r"|(?:hace|il y a) (?P<ago2>\d{1,2}|[a-z]+) "
     r"(?P<unit_ago2>dia|semana|jour|semaine)s?"),
    ("weekday", r"(?:(?P<before>next|this|last|on|proximo|este|pasado|el|le|ce) )?"
     rf"(?P<weekday>{'|'.join(WEEKDAYS)})s?"
     r"(?: (?P<after>prochain|dernier|pasado|proximo|que viene))?"),
    ("day", r"(?:the |on the |el |le |al |du |del )(?P<day>\d{1,2})(?!\d|[/.-]\d)"
     r"(?P<suffix>st|nd|rd|th|er)?"),
)  # fmt: skip
DATE = re.compile("|".join(rf"(?<![\w/-])(?:{pattern})(?!\w)" for _, pattern in ALTERNATIVES))
LAST = {"last", "pasado", "dernier"}
NEXT = {"next", "proximo", "prochain"}


def date_places(text: str) -> Iterator[re.Match[str]]:
    """Yield where a date stands, without reading it."""
    return DATE.finditer(fold(text))


def dates(text: str, language: str, today: date, prefer: str = "future") -> Iterator[Span]:
    """Yield each date as ISO text; `prefer` "future" or "past" decides a day without its year."""
    for found in date_places(text):
        meant = _read(found, language, today, prefer)
        if meant is not None:
            words = text[found.start() : found.end()]
            yield Span("date", found.start(), found.end(), words, meant.isoformat())


def _read(found: re.Match[str], language: str, today: date, prefer: str) -> date | None:
    if found["near"]:
        return today + timedelta(days=NEAR_DAYS[found["near"]])
    if found["weekday"]:
        said = {found["before"], found["after"]}
        return _weekday(WEEKDAYS[found["weekday"]], said, today, prefer)
    if found["day"]:
        english_without_suffix = language == "en" and not found["suffix"]
        return None if english_without_suffix else _day(int(found["day"]), today, prefer)
    for count, sign in (("ahead", 1), ("ago", -1), ("ago2", -1)):
        if said_count := found[count]:
            times = int(said_count) if said_count.isdigit() else COUNTS.get(said_count)
            days = UNITS[found[f"unit_{count}"]]
            return today + timedelta(days=sign * times * days) if times else None
    return _calendar_day(found["written"] or found.group(), language, today, prefer)


def _weekday(number: int, said: set[str | None], today: date, prefer: str) -> date:
    """ "next Friday" is that of next week; a bare one is the nearest on the preferred side."""
    monday = today - timedelta(days=today.weekday())
    if said & NEXT:
        return monday + timedelta(days=7 + number)
    if said & LAST or prefer == "past":
        return today - timedelta(days=(today.weekday() - number - 1) % 7 + 1)
    return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)


def _day(number: int, today: date, prefer: str) -> date | None:
    """The nearest month, on the preferred side, that has this day; None for no day of a month."""
    step = 1 if prefer == "future" else -1
    year, month = today.year, today.month
    for _ in range(3):
        if 1 <= number <= monthrange(year, month)[1]:
            day = date(year, month, number)
            if (day - today).days * step >= 0:
                return day
        month += step
        year, month = year + (month > 12) - (month < 1), (month - 1) % 12 + 1
    return None


@lru_cache(maxsize=512)
def _calendar_day(words: str, language: str, today: date, prefer: str) -> date | None:
    found = dateparser.parse(
        words,
        languages=list(dict.fromkeys((language, *DATE_ORDER))),
        settings={
            "RELATIVE_BASE": datetime.combine(today, time.min),
            "PREFER_DATES_FROM": prefer,
            "DATE_ORDER": DATE_ORDER.get(language, "DMY"),
        },
    )
    return found.date() if found else None
