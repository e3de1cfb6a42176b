"""Decide whether an order that is paid late costs a fee, and how much. Source: C14, PMT-13."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from makegood.core.decision import Decision, allow, refuse, say
from makegood.core.money import Money, sum_of
from makegood.core.statements import Figure
from makegood.domains.billing.allocating import OpenItem, OpenPart
from makegood.domains.billing.policy.clauses import clause


@dataclass(frozen=True, slots=True)
class LateFacts:
    """An order's charge, what of its payer's waits on the account, and what bars a fee.

    `is_charged` says that the order had its fee; `died_on` is when we were told of a death, and
    `settled_on` when a dispute of it or a wrong petition last ended: nothing is late before that.
    """

    party: str
    order: str
    item: OpenItem
    waits: Money
    is_charged: bool
    died_on: date | None
    settled_on: date | None = None

    @property
    def parts(self) -> tuple[OpenPart, ...]:
        """What of it could be paid since when, at the earliest since a dispute of it ended."""
        floor = self.settled_on or date.min
        return tuple(OpenPart(max(one.day, floor), one.amount) for one in self.item.parts)

    @property
    def asked_for(self) -> Money:
        """What is open beyond dispute, and that no money of theirs with us could pay."""
        return max(self.item.payable - self.waits, Money.zero(self.item.owed.currency))

    def overdue(self, before: date) -> Money:
        """What of that is open since before a day; a dispute and money with us lessen it first."""
        none = Money.zero(self.item.owed.currency)
        old = sum_of([one.amount for one in self.parts if one.day < before], none.currency)
        return max(old - self.item.disputed - self.waits, none)


@dataclass(frozen=True, slots=True)
class LateFound:
    """The orders that may be charged a late fee now."""

    orders: tuple[LateFacts, ...]


def late_before(today: date) -> date:
    """What was charged before this day is late today. Source: PMT-13."""
    return today - timedelta(days=clause("PMT-13", today).whole("after_days"))


def may_charge_late(facts: LateFacts, today: date) -> Decision:
    """A fee is charged once, on what is overdue beyond dispute, and never on a fee (AC14.2)."""
    rule, order, before = clause("PMT-13", today), facts.order, late_before(today)
    overdue = facts.overdue(before)
    fresh = [one.day for one in facts.parts if one.day >= before]
    fee = overdue.percent(rule.decimal("late_percent"))
    death = clause("ACC-12", today)
    spared = timedelta(days=death.whole("no_late_fee_days"))
    if facts.died_on is not None and today <= facts.died_on + spared:
        return refuse("policy_denied", clause=death, says=[say(death)])
    if facts.item.is_stayed:
        stay = clause("PMT-15", today)
        return refuse("policy_denied", clause=stay, says=[say(stay, "stayed", item=order)])
    if facts.is_charged:
        told = say(rule, "once", order=order)
    elif fee:
        charged = say(rule, "charged", amount=fee, overdue=overdue, order=order)
        return allow(says=[charged, say(rule)], figures=[Figure(name="late_fee", amount=fee)])
    elif facts.asked_for and fresh:
        last = min(fresh) + timedelta(days=rule.whole("after_days"))
        told = say(rule, "not_late", order=order, last_day=last)
    else:
        told = say(rule, "nothing_late", order=order)
    return refuse("policy_denied", clause=rule, says=[told])
