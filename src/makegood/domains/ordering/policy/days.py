"""Decide on which day and at which time of it an order comes, as its customer likes. C12, C29."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from makegood.core.decision import Decision, Figure, Statement, allow, needs_info, refuse, say
from makegood.core.money import Money
from makegood.core.standing import Rights
from makegood.core.statements import Article
from makegood.domains.ordering.policy.orders import OrderMoney
from makegood.domains.ordering.policy.quotes import clause
from makegood.domains.ordering.supplying import Expected


class Window(StrEnum):
    """The half of a day in which two people bring an appliance."""

    MORNING = "morning"
    AFTERNOON = "afternoon"


def hours_of(window: str, today: date) -> tuple[time, time]:
    """From when until when a window lasts. Source: DLV-10."""
    rule = clause("DLV-10", today)
    first, last = ("morning_from", "morning_until")
    if window == Window.AFTERNOON:
        first, last = ("morning_until", "afternoon_until")
    return time(rule.whole(first)), time(rule.whole(last))


def window_told(window: str, today: date) -> tuple[Statement, ...]:
    """Between which hours an appliance comes, and that they ring before; nothing without one."""
    rule = clause("DLV-10", today)
    return (say(rule, str(window)), say(rule, "rings")) if window else ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line that has not left: the day promised for it, and how it would come on another."""

    line: str
    sku: str
    promised_on: date | None
    soonest: Expected | None
    when: Expected | None


@dataclass(frozen=True, slots=True)
class DayFacts:
    """An order and what of it waits, for the day that its customer would like.

    `around` are the days of delivery just before and after that day where it is none itself;
    `is_large` says that two people bring it, at a time that can be chosen, `window` at which one
    it is promised; `notices` are those of a delay that wait for an answer.
    """

    rights: Rights
    order: OrderMoney
    lines: tuple[Waiting, ...]
    around: tuple[date, ...]
    is_large: bool
    is_fast: bool
    window: str
    notices: tuple[int, ...]

    @property
    def promised_on(self) -> date | None:
        """The day that is promised for all of it now; None while one is unknown."""
        days = [one.promised_on for one in self.lines]
        return max((day for day in days if day), default=None) if None not in days else None

    @property
    def soonest(self) -> date | None:
        """The first day on which all of it can be there."""
        days = [one.soonest.promised_on if one.soonest else None for one in self.lines]
        return max((day for day in days if day), default=None) if None not in days else None


def may_change_day(facts: DayFacts, *, day: date | None, window: str, today: date) -> Decision:
    """Whether it comes on another day: one of delivery, not too soon, while it has not left."""
    unfit = _not_to_move(facts, today)
    if unfit is not None:
        return refuse("policy_denied", says=[unfit])
    rule, soonest = clause("DLV-10", today), facts.soonest or today
    if window and not facts.is_large and day is None:
        return refuse("policy_denied", says=[say(rule, "parcel")])
    if day is None and (not window or facts.promised_on is None or facts.promised_on < soonest):
        return needs_info("day", says=[say(rule, "which_day", day=soonest)])
    if day is not None:
        other = _not_that_day(facts, day, soonest, today)
        if other is not None:
            return other
    same_time = not window or not facts.is_large or window == facts.window
    if day in (None, facts.promised_on) and same_time:
        return refuse("policy_denied", says=list(_stays(facts, today)))
    return allow(clauses=[rule], says=list(_told(facts, day, window, today)))


def _not_to_move(facts: DayFacts, today: date) -> Statement | None:
    order, rule = facts.order, clause("DLV-10", today)
    if order.is_cancelled:
        return say(order.ref, "ordering.is_cancelled", number=order.number)
    if not facts.lines:
        return say(rule, "has_left", order=order.number)
    if not order.is_delivered:
        return say(rule, "is_fetched", order=order.number)
    unknown = next((one.sku for one in facts.lines if one.soonest is None), "")
    return say(clause("DLV-4", today), "unknown", goods=Article(unknown)) if unknown else None


def _not_that_day(facts: DayFacts, day: date, soonest: date, today: date) -> Decision | None:
    rule = clause("DLV-10", today)
    if day < today:
        return needs_info("day", says=[say(clause("DLV-4", today), "past", wanted=day)])
    last = today + timedelta(days=rule.whole("latest_days"))
    if day > last:
        return needs_info("day", says=[say(rule, "too_far", day=last)])
    if day < soonest:
        told = [say(clause("DLV-4", today), "not_earlier", wanted=day)]
        told.append(say(rule, "soonest", day=soonest))
        told += [] if facts.is_fast else [say(rule, "or_faster")]
        return needs_info("day", says=told)
    if facts.around:
        days = tuple(one for one in facts.around if soonest <= one <= last)
        told = [
            say(rule, "no_delivery", day=day),
            *(say(rule, "possible", day=one) for one in days),
        ]
        return needs_info("day", says=told, options=tuple(one.isoformat() for one in days))
    return None


def _stays(facts: DayFacts, today: date) -> Iterator[Statement]:
    if facts.promised_on:
        yield say(clause("DLV-10", today), "already", day=facts.promised_on)
    yield from window_told(facts.window, today)


def _told(facts: DayFacts, day: date | None, window: str, today: date) -> Iterator[Statement]:
    rule, order, before = clause("DLV-10", today), facts.order.number, facts.promised_on
    now = day or before
    if now and before and now != before:
        yield say(rule, "moved", order=order, day=now, before=before)
    elif now:
        yield say(rule, "comes", order=order, day=now)
    kept = window or facts.window
    if facts.is_large:
        yield from window_told(kept, today)
    elif window:
        yield say(rule, "parcel")
    yield say(rule, "free")


@dataclass(frozen=True, slots=True)
class WindowFacts:
    """A delivery with a window: its day, and when somebody was at the door; never, when empty.

    `shipment` is empty where what was promised for then did not leave in time.
    """

    shipment: str
    order: str
    party: str
    day: date
    window: str
    came_at: datetime | None
    is_credited: bool

    @property
    def ref(self) -> str:
        """What is credited: the shipment; the order, of which none left for that day."""
        return f"shipment:{self.shipment}" if self.shipment else f"order:{self.order}"

    @property
    def source(self) -> str:
        """Where the books say that it was credited."""
        return f"{self.ref}:window" if self.shipment else f"{self.ref}:window:{self.day}"

    def is_missed(self, today: date) -> bool:
        """Whether nobody was at the door until its window was over."""
        end = datetime.combine(self.day, hours_of(self.window, today)[1])
        return self.came_at is None or self.came_at.replace(tzinfo=None) > end


def window_credit(facts: WindowFacts, today: date) -> Money:
    """What is credited for a window that was missed. Source: AC29.3."""
    amount = Money.parse(str(clause("DLV-10", today).decimal("missed_credit")))
    return amount if facts.is_missed(today) else Money.zero(amount.currency)


def may_credit_window(facts: WindowFacts, today: date) -> Decision:
    """Whether a missed window is credited: of a delivery that had one, once, when it is over."""
    rule = clause("DLV-10", today)
    if not facts.window or facts.is_credited or today <= facts.day:
        return refuse("policy_denied", says=[_no_credit(facts, today)])
    credit = window_credit(facts, today)
    if not credit:
        return allow(clauses=[rule])
    told = [say(rule, "missed", order=facts.order, day=facts.day)]
    told += [say(rule, f"missed_{facts.window}"), say(rule, "credited")]
    return allow(clauses=[rule], says=told, figures=[Figure(name="credit", amount=credit)])


def _no_credit(facts: WindowFacts, today: date) -> Statement:
    rule = clause("DLV-10", today)
    if facts.shipment:
        sentence = "window_settled" if facts.is_credited else "no_window"
        return say(rule, sentence, shipment=facts.shipment)
    sentence = "day_settled" if facts.is_credited else "no_day"
    return say(rule, sentence, order=facts.order, day=facts.day)
