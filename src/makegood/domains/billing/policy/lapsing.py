"""Decide when store credit that was given ends, and who hears of it before (REF-17, LAW-XM-8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from makegood.core.decision import Decision, Use, allow, refuse, say
from makegood.core.money import Money
from makegood.core.statements import Figure
from makegood.domains.billing.policy.clauses import clause


class Ending(StrEnum):
    """What is to be done about given store credit whose last day comes near."""

    TELL = "tell"
    END = "end"


@dataclass(frozen=True, slots=True)
class GivenFacts:
    """Store credit that was given: on which account, what is left of it, and how far it is.

    `ended` is what of it lapsed, until that was taken back; `untold_on` when the holder could not
    be written to.
    """

    number: str
    account: str
    party: str
    left: Money
    ends_on: date
    told_on: date | None
    ended: Money | None
    has_died: bool
    untold_on: date | None = None


@dataclass(frozen=True, slots=True)
class EndingFound:
    """The given credits about which something is due, and what; and those that are spent."""

    due: tuple[tuple[str, Ending], ...]
    spent: tuple[str, ...] = ()


def ends_on(today: date) -> date:
    """The last day of store credit that is given today: no sooner than the law lets it end."""
    company, law = clause("REF-17", today), clause("LAW-XM-8", today)
    days = max(company.whole("lapse_days"), law.whole("least_days"))
    return today + timedelta(days=days)


def letter_days(today: date) -> int:
    """How long before its last day the holder hears of it."""
    company, law = clause("REF-17", today), clause("LAW-XM-8", today)
    return max(company.whole("letter_days"), law.whole("notice_days"))


def ending_of(facts: GivenFacts, today: date) -> Ending | None:
    """What is due; nothing ends before its holder had the whole time that the letter names.

    What whoever has died held is left for the family to speak of. Whoever could not be written to
    is tried again after as long as the letter gives, and loses nothing meanwhile.
    """
    if not facts.left or facts.has_died or facts.ended is not None:
        return None
    days = timedelta(days=letter_days(today))
    if facts.told_on is None:
        tried = facts.untold_on is not None and today < facts.untold_on + days
        return Ending.TELL if today >= facts.ends_on - days and not tried else None
    return Ending.END if today > last_day(facts, today) else None


def is_spent(facts: GivenFacts, today: date) -> bool:
    """Whether nothing is left of it past its last day, so that nobody needs to look again."""
    return not facts.left and facts.ended is None and today > facts.ends_on


def last_day(facts: GivenFacts, today: date) -> date:
    """The last day on which it can be spent: its own, or as long after its letter as is due."""
    days = timedelta(days=letter_days(today))
    return max(facts.ends_on, (facts.told_on or today) + days)


def may_tell_ending(facts: GivenFacts, today: date) -> Decision:
    """Whoever holds it is told once how much ends, and on which day."""
    rule = clause("REF-17", today)
    if ending_of(facts, today) is not Ending.TELL:
        return refuse("policy_denied", clause=rule, says=[say(rule, "not_due")])
    told = say(rule, "soon", amount=facts.left, last_day=last_day(facts, today))
    return allow(clauses=[clause("LAW-XM-8", today)], says=[told])


def may_lapse(facts: GivenFacts, today: date) -> Decision:
    """What was given and not spent ends, after its letter; what was paid for never does."""
    rule = clause("REF-17", today)
    if ending_of(facts, today) is not Ending.END:
        return refuse("policy_denied", clause=rule, says=[say(rule, "not_due")])
    return allow(
        clauses=[clause("LAW-XM-8", today)],
        says=[say(rule, "ended", amount=facts.left)],
        figures=[Figure(name="lapsed", amount=facts.left)],
    )


def may_restore(facts: GivenFacts, today: date) -> Decision:
    """What lapsed wrongly is given back, with a whole new time to spend it."""
    rule = clause("REF-17", today)
    if facts.ended is None:
        return refuse("policy_denied", clause=rule, says=[say(rule, "not_ended")])
    return allow(
        says=[say(rule, "restored", amount=facts.ended, last_day=ends_on(today))],
        figures=[Figure(name="restored", amount=facts.ended)],
        uses=Use(kind="adjustment", amount=facts.ended, subject=f"given_credit:{facts.number}"),
    )
