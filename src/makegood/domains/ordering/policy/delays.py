"""Decide what a customer is told when a day cannot be kept, and what silence means. C12.

The Mail, Internet, or Telephone Order Rule, 16 CFR 435: the clauses LAW-MITO.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from makegood.core.deadlines import months_after
from makegood.core.decision import Decision, Statement, allow, refuse, say
from makegood.core.money import Money
from makegood.core.standing import Rights
from makegood.domains.billing.policy import way_of_money
from makegood.domains.ordering.policy.orders import OrderMoney
from makegood.domains.ordering.policy.quotes import clause
from makegood.domains.ordering.supplying import Days

CONSENT, CANCEL = "consent", "cancel"
FIRST, RENEWED = "first", "renewed"
NO_DAY = date.max
"""The day of a delay of which nobody knows how long it is."""


@dataclass(frozen=True, slots=True)
class OpenNotice:
    """A notice as it stands: from which day to which, what silence means, and what was chosen."""

    key: int
    kind: str
    was_on: date
    revised_on: date
    silence: str
    choice: str


@dataclass(frozen=True, slots=True)
class DelayFacts:
    """An order, the day on which we said that it leaves, if we did, and what was told since.

    `completed_on` is empty while its deposit is still to be paid; `has_bounced` that a bank took a
    payment of it back, so that all days run anew from the one that stands; `asked_credit` that it
    is on account and waited for our credit department, with nothing paid. `back` is what a
    cancellation gives back, and `back_by` the last day for it, where it is asked.
    """

    rights: Rights
    order: OrderMoney
    stated_on: date | None
    completed_on: date | None
    notices: tuple[OpenNotice, ...]
    placed_on: date | None = None
    has_bounced: bool = False
    asked_credit: bool = False
    back: Money | None = None
    back_by: date | None = None

    @property
    def open(self) -> OpenNotice | None:
        """The notice that waits for an answer."""
        last = self.notices[-1] if self.notices else None
        return last if last and not last.choice else None

    @property
    def is_our_credit(self) -> bool:
        """Whether it is on account, and nothing was paid for it that could go back."""
        return bool(self.order.terms) and not self.back

    @property
    def has_to_leave(self) -> bool:
        """Whether something of it has not left."""
        return any(one.quantity > one.shipped for one in self.order.lines if one.is_goods)


def first_ship_by(facts: DelayFacts, today: date) -> date:
    """The day by which it has to leave: agreed since, else stated, else thirty days from complete.

    An order is complete with its payment; one that a bank takes back begins the days anew. Where
    credit with us was asked for to pay it, there are fifty.
    Source: AC12.1 (completed March 2, so by April 1), 16 CFR 435.1(d), 435.2(a)(1).
    """
    agreed = [one for one in facts.notices if one.choice == CONSENT]
    if agreed:
        last = agreed[-1]
        return last.was_on if last.revised_on == NO_DAY else last.revised_on
    began = facts.completed_on or today
    if facts.stated_on is None:
        days = "credit_ship_days" if facts.asked_credit else "ship_days"
        return began + timedelta(days=clause("LAW-MITO-1", today).whole(days))
    if facts.has_bounced and facts.placed_on is not None:
        return facts.stated_on + (began - facts.placed_on)
    return facts.stated_on


def answer_by(facts: DelayFacts, today: date) -> date:
    """The last day for an answer: the day that cannot be kept, or some days where it is past."""
    was_on = first_ship_by(facts, today)
    if was_on > today:
        return was_on
    return today + timedelta(days=clause("LAW-MITO-2", today).whole("late_answer_days"))


def silence_means(facts: DelayFacts, revised_on: date, today: date) -> tuple[str, str]:
    """Which notice it is, and what silence to it means. Source: AC12.1, AC12.2, AC12.3."""
    agreed = [one for one in facts.notices if one.choice == CONSENT]
    if agreed:  # who agreed to wait for a day that nobody knew agreed to whichever it is
        return RENEWED, CONSENT if agreed[-1].revised_on == NO_DAY != revised_on else CANCEL
    most = clause("LAW-MITO-2", today).whole("most_days")
    later = (revised_on - first_ship_by(facts, today)).days
    return FIRST, CONSENT if later <= most else CANCEL


def may_tell_delay(facts: DelayFacts, revised_on: date, *, today: date) -> Decision:
    """Whether a delay may be told: of what has not left, to a day that is later than was said."""
    order = facts.order
    if order.is_cancelled or not facts.has_to_leave:
        told = say(order.ref, "ordering.nothing_to_hold", number=order.number)
        return refuse("policy_denied", says=[told])
    was_on = first_ship_by(facts, today)
    waiting = facts.open
    told_day = waiting.revised_on if waiting else None
    is_open = told_day == NO_DAY and revised_on != NO_DAY  # a day that is known by now is news
    if revised_on <= was_on or (told_day and revised_on <= told_day and not is_open):
        told = say(clause("LAW-MITO-2", today), "not_later", day=was_on)
        return refuse("policy_denied", says=[told])
    return allow(
        clauses=[clause("LAW-MITO-1", today)], says=list(notice_told(facts, revised_on, today))
    )


def notice_told(facts: DelayFacts, revised_on: date, today: date) -> Iterator[Statement]:
    """What the notice says: the new day, the right to cancel, and what silence means."""
    rule, was_on = clause("LAW-MITO-2", today), first_ship_by(facts, today)
    _kind, silence = silence_means(facts, revised_on, today)
    if revised_on == NO_DAY:
        yield say(rule, "later_open", order=facts.order.number, was_on=was_on)
    else:
        yield say(rule, "later", order=facts.order.number, was_on=was_on, day=revised_on)
    yield say(rule, "may_cancel")
    sentence = "consents" if silence == CONSENT else "cancels"
    yield say(rule, sentence, was_on=answer_by(facts, today))


def may_choose(facts: DelayFacts, choice: str, *, today: date) -> Decision:
    """Whether an answer to a notice still counts; after silence cancelled it, it is too late."""
    order, rule = facts.order, clause("LAW-MITO-2", today)
    if order.is_cancelled:
        told = say(order.ref, "ordering.is_cancelled", number=order.number)
        return refuse("policy_denied", says=[told], instead=[say(rule, "order_anew")])
    waiting = facts.open
    if waiting is None:
        told = say(rule, "none_open", order=order.number)
        return refuse("policy_denied", says=[told])
    if choice == CANCEL:
        return allow(clauses=[rule], says=list(_cancelled(facts, today)))
    if waiting.revised_on == NO_DAY:
        return allow(clauses=[rule], says=[say(rule, "chose_open", order=order.number)])
    agreed = say(rule, "chose_consent", order=order.number, day=waiting.revised_on)
    return allow(clauses=[rule], says=[agreed])


def _cancelled(facts: DelayFacts, today: date) -> Iterator[Statement]:
    yield say(clause("LAW-MITO-2", today), "chose_cancel", order=facts.order.number)
    if facts.is_our_credit and facts.back_by:
        yield say(clause("LAW-MITO-3", today), "off_account", day=facts.back_by)
    elif facts.back and facts.back_by:
        rule, has_died = clause("LAW-MITO-3", today), facts.order.has_died
        usual = say(rule, "back_by", back=facts.back, day=facts.back_by)
        yield way_of_money(usual, facts.back, has_died=has_died, today=today)


def refund_by(facts: DelayFacts, cancelled_on: date, days: Days, today: date) -> date:
    """The last day for the money: so many working days from the cancellation (AC12.2).

    What was only owed to us is off the account within one billing cycle. Source: 16 CFR 435.1(b).
    """
    rule = clause("LAW-MITO-3", today)
    if facts.is_our_credit:
        return months_after(cancelled_on, rule.whole("cycle_months"))
    return days.add_business_days(cancelled_on, rule.whole("refund_days"))
