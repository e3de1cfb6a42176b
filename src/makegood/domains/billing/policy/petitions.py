"""Decide what follows when a customer is bankrupt. Source: C14, PMT-15."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from makegood.core.decision import Decision, allow, refuse, say
from makegood.core.money import Money
from makegood.core.statements import Figure
from makegood.domains.billing.policy.clauses import clause


@dataclass(frozen=True, slots=True)
class Parted:
    """A sum up to the day of a petition, and after it."""

    before: Money
    after: Money


@dataclass(frozen=True, slots=True)
class PetitionFacts:
    """The petition that is on record, if any, and what is owed and was paid around the new one."""

    known: str
    owed: Parted
    paid: Parted


def may_record_petition(
    facts: PetitionFacts, *, court_case: str, filed_on: date, today: date
) -> Decision:
    """A petition that was filed stays what was owed until then; it is recorded once."""
    rule, owed, paid = clause("PMT-15", today), facts.owed, facts.paid
    if facts.known:
        told = say(rule, "known", court_case=facts.known)
        return refuse("policy_denied", clause=rule, says=[told])
    if filed_on > today:
        return refuse("policy_denied", clause=rule, says=[say(rule, "to_come")])
    return allow(
        says=[
            say(rule, "noted", court_case=court_case, filed_on=filed_on),
            say(rule),
            say(rule, "owed", before=owed.before, after=owed.after),
            say(rule, "paid", before=paid.before, after=paid.after),
        ],
        figures=[Figure(name="owed", amount=owed.before)],
    )


def may_withdraw_petition(facts: PetitionFacts, today: date) -> Decision:
    """A petition that was recorded wrongly no longer counts; what it left alone is owed again."""
    rule, owed = clause("PMT-15", today), facts.owed.before
    if not facts.known:
        return refuse("policy_denied", clause=rule, says=[say(rule, "none_known")])
    withdrawn = say(rule, "withdrawn", court_case=facts.known)
    return allow(
        says=[withdrawn, say(rule, "again", amount=owed)] if owed else [withdrawn],
        figures=[Figure(name="owed", amount=owed)],
    )
