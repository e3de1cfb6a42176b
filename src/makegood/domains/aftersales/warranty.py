"""Work out what a warranty covers: its start, its end with the days in repair, its share (C21).

Pure: terms, days and repairs in, cover out. The last day of a term counts; a month begun is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from makegood.core.deadlines import months_after
from makegood.core.money import Money
from makegood.domains.catalog.queries import TermCard


class Component(StrEnum):
    """What of an appliance fails; a component with terms of its own is named in them."""

    MOTOR = "motor"
    TANK = "tank"
    CONTROL_BOARD = "control_board"
    PUMP = "pump"
    BELT = "belt"
    HEATING = "heating"
    DOOR = "door"
    OTHER = "other"


class Ended(StrEnum):
    """How a repair ended."""

    REPAIRED = "repaired"
    FAILED = "failed"
    NOTHING_FOUND = "nothing_found"
    NO_PART = "no_part"


class Cause(StrEnum):
    """Why it did not work: the appliance itself, how it was installed, or what came from outside.

    Who installed it wrongly answers for it. Source: WAR-8.
    """

    APPLIANCE = "appliance"
    INSTALLED_BY_US = "installed_by_us"
    INSTALLED_BY_DEALER = "installed_by_dealer"
    INSTALLED_BY_OTHERS = "installed_by_others"
    OUTSIDE = "outside"


class UsedFor(StrEnum):
    """Where an appliance is used."""

    HOME = "home"
    BUSINESS = "business"


@dataclass(frozen=True, slots=True)
class Fitted:
    """A part that a repair fitted, and until when it is covered by itself. Source: WAR-15."""

    part: str
    on: date
    parts_until: date
    labour_until: date


@dataclass(frozen=True, slots=True)
class Attempt:
    """One repair of one component: from when to when the customer was without the appliance.

    `again_of` is the repair in which its fault, which comes and goes, did not show.
    """

    number: str
    component: str
    came_in_on: date | None
    went_out_on: date | None
    ended: str
    fitted: Fitted | None = None
    failed_on: date | None = None
    comes_and_goes: bool = False
    again_of: str = ""

    @property
    def was_not_seen(self) -> bool:
        """Whether a fault that comes and goes did not show in it. Source: WAR-16."""
        return self.comes_and_goes and self.ended == Ended.NOTHING_FOUND

    def days_before(self, day: date) -> int:
        """How many days it was in repair, up to a day."""
        if self.came_in_on is None:
            return 0
        return max(0, (min(self.went_out_on or day, day) - self.came_in_on).days)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of when a warranty began, the strongest first: see `start_of`."""

    delivered_on: date | None = None
    bought_on: date | None = None
    registered_on: date | None = None
    dealer_shipped_on: date | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """The day on which a warranty began, and what shows it."""

    on: date
    by: str


@dataclass(frozen=True, slots=True)
class Cover:
    """Until when parts and labour of a component are covered, and what of it is full cover."""

    parts_until: date
    full_until: date
    labour_until: date
    parts_months: int
    tolled_days: int

    def pays_parts(self, on: date) -> bool:
        """Whether a part that fails on a day is paid, in full or by its share."""
        return on <= max(self.parts_until, self.full_until)

    def pays_labour(self, on: date) -> bool:
        """Whether the labour is paid for a failure on a day."""
        return on <= self.labour_until

    def is_shared(self, on: date) -> bool:
        """Whether only a share of the price is credited for a failure on a day."""
        return self.full_until < on <= self.parts_until

    def or_longer(self, fitted: Fitted, tolled_days: int) -> Cover:
        """The same cover, or that of a part which was fitted and runs longer by itself."""
        more = timedelta(days=tolled_days)
        return replace(
            self,
            parts_until=max(self.parts_until, fitted.parts_until + more),
            full_until=max(self.full_until, fitted.parts_until + more),
            labour_until=max(self.labour_until, fitted.labour_until + more),
        )

    def until(self, last_day: date) -> Cover:
        """The same cover, ending on a day at the latest."""
        return replace(
            self,
            parts_until=min(self.parts_until, last_day),
            full_until=min(self.full_until, last_day),
            labour_until=min(self.labour_until, last_day),
        )


def start_of(known: Evidence) -> Start | None:
    """When a warranty began: delivery or receipt, else registration, else shipped to a dealer.

    None while nobody knows. Source: C21 rules, WAR-2.
    """
    for on, by in (
        (known.delivered_on, "delivery"),
        (known.bought_on, "purchase"),
        (known.registered_on, "registration"),
        (known.dealer_shipped_on, "dealer"),
    ):
        if on is not None:
            return Start(on, by)
    return None


def cover_of(
    terms: Sequence[TermCard],
    component: str,
    start: date,
    attempts: Sequence[Attempt],
    on: date,
    *,
    at_least_until: date | None = None,
) -> Cover | None:
    """How long a component is covered; None when the product came without a warranty.

    Days in repair up to `on` are added (AC21.1); `at_least_until` is what a replaced piece left. A
    part that was fitted runs on by itself where that is longer (WAR-15).
    """
    found = [one for one in terms if one.component in ("", component)]
    if not found:
        return None
    tolled = sum(one.days_before(on) for one in attempts)
    fitted = part_fitted(attempts, component, on)

    def until(months: int) -> date:
        if not months:
            return start - timedelta(days=1)
        ends = months_after(start, months) + timedelta(days=tolled)
        return max(ends, at_least_until or ends)

    cover = Cover(
        parts_until=until(max(one.parts_months for one in found)),
        full_until=until(max(one.full_months for one in found)),
        labour_until=until(max(one.labour_months for one in found)),
        parts_months=max(one.parts_months for one in found),
        tolled_days=tolled,
    )
    if fitted is None:
        return cover
    later = sum(one.days_before(on) for one in attempts if _after(one, fitted.on))
    return cover.or_longer(fitted, later)


def _after(one: Attempt, day: date) -> bool:
    return one.came_in_on is not None and one.came_in_on >= day


def fitted_part(part: str, on: date, terms: Sequence[TermCard], *, at_least_days: int) -> Fitted:
    """Until when a part that was fitted on a day is covered by itself. Source: WAR-15."""
    least = on + timedelta(days=at_least_days)
    own = (months_after(on, one.full_months) for one in terms if not one.component)
    return Fitted(part, on, max((least, *own)), least)


def part_fitted(attempts: Sequence[Attempt], component: str, on: date) -> Fitted | None:
    """The part that was fitted last into a component before a failure on a day."""
    parts = [one.fitted for one in attempts if one.component == component and one.fitted]
    return max((one for one in parts if one.on <= on), key=lambda one: one.on, default=None)


def months_used(start: date, on: date) -> int:
    """How many months were used, the one begun counting whole. Source: AC21.2."""
    whole = (on.year - start.year) * 12 + on.month - start.month
    return whole + (months_after(start, whole) < on)


def credit_for(price: Money, used: int, months: int) -> Money:
    """The share of a price for the months still to run, half-up: 420.00 x 22/60 (AC21.2)."""
    return price.share(max(0, months - used), months)


def refund_after_use(price: Money, used: int, expected_months: int) -> Money:
    """A price less the share for the use, where a law takes it off: 809.10 x 14/120 (AC21.6)."""
    return price - price.share(min(used, expected_months), expected_months)


def repairs_of(attempts: Sequence[Attempt], component: str) -> int:
    """How many repairs of a component ended, each of which did not last if it is asked for again.

    Where no fault was found, or no part was to be had, nothing was repaired; but a fault that came
    back after it did not show was not repaired either.
    """
    back = {one.again_of for one in attempts if one.again_of}
    done = [one for one in attempts if one.component == component and one.went_out_on is not None]
    in_vain = (Ended.NOTHING_FOUND, Ended.NO_PART)
    return sum(1 for one in done if one.ended not in in_vain or one.number in back)


def days_out_of_service(attempts: Sequence[Attempt], on: date) -> int:
    """On how many days the customer was without the appliance, up to a day."""
    return sum(one.days_before(on) for one in attempts)


def end_of_replacement(left_until: date, replaced_on: date, at_least_days: int) -> date:
    """Until when a replacement is covered: what was left, or the least, whichever is longer."""
    return max(left_until, replaced_on + timedelta(days=at_least_days))
