"""Decide whether a dealer is flagged for audit, and when that ends. Source: C23, DLR-24."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from makegood.core.decision import Decision, allow, needs_info, refuse
from makegood.core.standing import Rights
from makegood.domains.dealers.telling import clause, dlr


@dataclass(frozen=True, slots=True)
class FlagFacts:
    """A dealer, and until when it is flagged for audit; None when it is not."""

    number: str
    party: str
    rights: Rights
    until: date | None


def last_day_of_flag(today: date) -> date:
    """Until when a flag that is set on a day may run."""
    return today + timedelta(days=clause("DLR-24", today).whole("flag_days"))


def may_flag(facts: FlagFacts, until: date | None, *, approves: bool, today: date) -> Decision:
    """Whether a dealer is flagged: once at a time, by who approves, and not for ever."""
    if not approves:
        return refuse("not_authorised", says=[dlr(3, "who", today)])
    if facts.until is not None:
        return refuse("policy_denied", says=[dlr(24, "already", today, until=facts.until)])
    last = last_day_of_flag(today)
    ends = last if until is None else until
    if not today <= ends <= last:
        return needs_info("until", says=[dlr(24, "too_long", today, last_day=last)])
    told = dlr(24, "flagged", today, dealer=facts.number, until=ends)
    return allow(clauses=[clause("DLR-24", today)], says=[dlr(24, "says", today), told])


def may_lift_flag(facts: FlagFacts, *, approves: bool, today: date) -> Decision:
    """Whether a flag ends before its day: while it stands, by who approves."""
    if not approves:
        return refuse("not_authorised", says=[dlr(3, "who", today)])
    if facts.until is None:
        return refuse("policy_denied", says=[dlr(24, "not_flagged", today)])
    return allow(
        clauses=[clause("DLR-24", today)], says=[dlr(24, "lifted", today, dealer=facts.number)]
    )
