"""Decide what of a charge may be disputed, and by when it is confirmed and answered.

Source: C14 for what is disputed, C17 for the days of an error in a bill (12 CFR 1026.13).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from makegood.core.decision import Decision, Statement, allow, refuse, say
from makegood.core.money import Money
from makegood.domains.billing.policy.clauses import clause


@dataclass(frozen=True, slots=True)
class ChargeFacts:
    """What is owed for an order, since when, and what of it is disputed already."""

    about: str
    owed: Money
    disputed: Money
    billed_on: date


def may_dispute(
    facts: ChargeFacts, amount: Money, *, item: str, reason: str, today: date
) -> Decision:
    """No more than is owed is disputed; `reason` is what we found when nothing is any more.

    Whoever tells of it first, and in time, is promised a confirmation and an answer (PMT-14).
    """
    rule, none = clause("PMT-5", today), Money.zero(amount.currency)
    if not amount and not facts.disputed:
        told = say(facts.about, "billing.nothing_disputed")
        return refuse("policy_denied", clause=rule, says=[told])
    if not none <= amount <= facts.owed:
        told = say(facts.about, "billing.more_than_owed", owed=facts.owed)
        return refuse("policy_denied", clause=rule, says=[told])
    if not amount:
        found = say(clause("PMT-14", today), "found", item=item, found=reason)
        return allow(says=[say(rule, "ended", item=item), found])
    noted = [say(rule, "noted", amount=amount, item=item), say(rule)]
    if facts.disputed:
        return allow(says=noted)
    return allow(says=[*noted, *_by_when(facts, item, today)])


def _by_when(facts: ChargeFacts, item: str, today: date) -> tuple[Statement, ...]:
    """What is said of the days of a dispute that begins."""
    rule = clause("PMT-14", today)
    if is_in_time(facts, today):
        return say(rule, "answer_by", item=item, due=days_of(today)[1]), say(rule)
    last = facts.billed_on + timedelta(days=rule.whole("notice_days"))
    return (say(rule, "told_late", item=item, last_day=last),)


def is_in_time(facts: ChargeFacts, today: date) -> bool:
    """Whether a dispute that begins today was told early enough after the bill. Source: C17."""
    last = facts.billed_on + timedelta(days=clause("PMT-14", today).whole("notice_days"))
    return not facts.disputed and today <= last


def days_of(today: date) -> tuple[date, date]:
    """By when a dispute that begins today is confirmed, and by when it is answered."""
    rule = clause("PMT-14", today)
    names = ("acknowledge_days", "resolve_days")
    confirm, answer = (today + timedelta(days=rule.whole(name)) for name in names)
    return confirm, answer
