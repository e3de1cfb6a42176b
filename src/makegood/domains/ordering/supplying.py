"""Find where ordered pieces come from, and the day on which they are with the customer.

Pure: what is free, the calendar and how late we were are given. Source: C11, C12.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from math import ceil
from typing import Protocol


class Way(StrEnum):
    """Where pieces come from. `UNKNOWN` is nowhere that we know of yet."""

    STOCK = "stock"
    INBOUND = "inbound"
    DROPSHIP = "dropship"
    PRODUCTION = "production"
    UNKNOWN = "unknown"


class Days(Protocol):
    """A calendar of business days."""

    def add_business_days(self, day: date, count: int) -> date:
        """The count-th business day after a day."""

    def on_or_after(self, day: date) -> date:
        """The day itself, or the next business day."""


@dataclass(frozen=True, slots=True)
class Source:
    """Pieces of an article that are free for an order: how many, and from which day on.

    `pieces` is None where there is no end to them, as with what is made to order.
    """

    way: Way
    ready_on: date
    pieces: int | None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Pieces of a line that come from one source; without a day where we know of none."""

    way: Way
    pieces: int
    ready_on: date | None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Pace:
    """How many business days goods take: to be handled, on their way, and for being late."""

    handling: int
    transit: int
    margin: int


@dataclass(frozen=True, slots=True)
class Expected:
    """When a line has to leave and when it is promised for, and what that was found from."""

    ready_on: date
    ship_by: date
    promised_on: date
    pace: Pace

    @property
    def basis(self) -> dict[str, str | int]:
        """What the day was found from, to be kept with it."""
        return {
            "ready_on": self.ready_on.isoformat(), "handling": self.pace.handling,
            "transit": self.pace.transit, "margin": self.pace.margin,
        }  # fmt: skip


def cover(wanted: int, sources: Sequence[Source]) -> tuple[Part, ...]:
    """Pieces from the source that is ready first, then the next; their sum is what is wanted."""
    parts, left = [], wanted
    for one in sorted(sources, key=lambda source: (source.ready_on, source.pieces is None)):
        taken = left if one.pieces is None else min(left, one.pieces)
        if taken > 0:
            parts.append(Part(one.way, taken, one.ready_on, one.source))
            left -= taken
    if left:
        parts.append(Part(Way.UNKNOWN, left, None))
    return tuple(parts)


def expected(
    parts: Sequence[Part], pace: Pace, days: Days, *, wanted_on: date | None = None
) -> Expected | None:
    """When the last of the parts is there, not before it is wanted; None while a day is unknown.

    The margin is in the day that is promised and not in the day of leaving: it leaves in time.
    """
    ready = [part.ready_on for part in parts]
    if not ready or None in ready:
        return None
    last = max(day for day in ready if day is not None)
    ship_by = days.add_business_days(last, pace.handling)
    promised = days.add_business_days(ship_by, pace.transit + pace.margin)
    if wanted_on is not None and wanted_on > promised:
        later = days.on_or_after(wanted_on)
        leaves = days.add_business_days(later, -(pace.transit + pace.margin))
        return Expected(last, max(ship_by, leaves), later, pace)
    return Expected(last, ship_by, promised, pace)


def lateness(history: Sequence[tuple[date, date]]) -> list[int]:
    """By how many days each delivery came after its promise, (promised, delivered); early is 0."""
    return [max(0, (came - promised) // timedelta(days=1)) for promised, came in history]


def margin_of(late_days: Sequence[int], *, percentile: Decimal, least: int, usual: int) -> int:
    """The days of lateness that so many per cent of deliveries did not pass, by nearest rank.

    The usual margin where fewer than `least` deliveries are known. Source: C12 (80th percentile).
    """
    if len(late_days) < max(1, least):
        return usual
    rank = ceil(len(late_days) * percentile / 100)
    return sorted(late_days)[max(rank, 1) - 1]


def shared(parts: Sequence[Part], pieces: int) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """The first so many pieces of some parts, and what is left of them."""
    first, rest, left = [], [], pieces
    for part in parts:
        taken = min(left, part.pieces)
        left -= taken
        first += [replace(part, pieces=taken)] if taken else []
        rest += [replace(part, pieces=part.pieces - taken)] if part.pieces > taken else []
    return tuple(first), tuple(rest)
