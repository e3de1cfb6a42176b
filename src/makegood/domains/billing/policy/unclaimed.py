"""Decide what is due about money that nobody claims (REF-11, REF-13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from makegood.core.decision import Decision, allow, refuse, say
from makegood.domains.billing.policy.clauses import clause
from makegood.domains.billing.policy.refunding import LegFacts


class Due(StrEnum):
    """What is to be done about a part of a refund that nobody claims."""

    STOP = "stop"
    WARN = "warn"
    TURN_OVER = "turn_over"


@dataclass(frozen=True, slots=True)
class Ages:
    """After how many days a cheque is stale, money is the state's, and how long a letter waits."""

    stale_days: int
    kept_days: int
    letter_days: int


@dataclass(frozen=True, slots=True)
class UnclaimedFound:
    """Each part of a refund about which something is due, and what."""

    due: tuple[tuple[str, Due], ...]


@dataclass(frozen=True, slots=True)
class UnclaimedLeg:
    """One part of a refund, locked, and what is due about it now."""

    leg: LegFacts
    due: Due | None


def ages(today: date) -> Ages:
    """The days that the clauses in force name."""
    cheques, money = clause("REF-11", today), clause("REF-13", today)
    return Ages(cheques.whole("stale_days"), money.whole("claim_days"), money.whole("letter_days"))


def may_warn(facts: UnclaimedLeg, today: date) -> Decision:
    """Whoever does not claim money is written to once more, well before it is lost."""
    rule = clause("REF-13", today)
    last_day = today + timedelta(days=rule.whole("letter_days"))
    if facts.due is not Due.WARN:
        return refuse("policy_denied", clause=rule, says=[say(rule, "not_due")])
    return allow(says=[say(rule, "soon", amount=facts.leg.amount, last_day=last_day)])


def may_escheat(facts: UnclaimedLeg, today: date) -> Decision:
    """Money goes to the state only when its letter is old enough and nobody answered."""
    rule = clause("REF-13", today)
    if facts.due is not Due.TURN_OVER:
        return refuse("policy_denied", clause=rule, says=[say(rule, "not_due")])
    return allow(says=[say(rule, "turned_over", amount=facts.leg.amount)])
