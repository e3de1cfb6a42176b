"""Tell the time: the one place where the company looks at a clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from typing import Protocol
from zoneinfo import ZoneInfo

from makegood.handbook import book


class TimeSource(Protocol):
    """Something that knows the present moment."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""


class RealTime:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)


class StandingTime:
    """A moment that stands still until it is moved."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """The moment at which time stands."""
        return self.at


_source: TimeSource = RealTime()


def use(source: TimeSource) -> TimeSource:
    """Take the time from this source from now on; answer with the one used until now."""
    global _source
    before, _source = _source, source
    return before


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _source.now()


def today() -> date:
    """The present day where the company is."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """The same moment in the company's time zone."""
    return moment.astimezone(zone())


def at_local(day: date, clock_time: time) -> datetime:
    """The moment of a day at a local time of the company, in UTC."""
    return datetime.combine(day, clock_time, tzinfo=zone()).astimezone(UTC)


def zone() -> ZoneInfo:
    """The company's time zone."""
    return ZoneInfo(book().company.time_zone)


@contextmanager
def standing_at(at: datetime | str) -> Iterator[StandingTime]:
    """Let time stand at a moment; "2026-04-09" is that day at noon where the company is."""
    moment = _moment(at) if isinstance(at, str) else at
    standing = StandingTime(moment.astimezone(UTC))
    before = use(standing)
    try:
        yield standing
    finally:
        use(before)


def _moment(text: str) -> datetime:
    if len(text) == len("2026-04-09"):
        return at_local(date.fromisoformat(text), time(12))
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone())
