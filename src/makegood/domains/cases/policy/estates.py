"""Decide about what follows when a customer's death was told. Source: C03, AC03.5, ACC-12."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from makegood.core.decision import Decision, allow, refuse, say
from makegood.domains.cases.policy.cases import clause

ESTATE_ANSWER = "estate_answer"
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True, slots=True)
class EstateFacts:
    """A case about a death: whose, who told it, and whether they still wait for our answer.

    `has_place` is whether a letter can go to where the customer's post went.
    """

    case: str
    party: str
    told_by: str
    waits: bool
    has_place: bool


@dataclass(frozen=True, slots=True)
class DeathFacts:
    """A customer who is said to have died, the case about it, and the orders held for it."""

    party: str
    is_told: bool
    case: str
    orders: tuple[str, ...]


def mail_in(told_by: str) -> str:
    """The e-mail address in what somebody said of themselves; empty without one."""
    found = _MAIL.search(told_by)
    return found.group() if found else ""


def may_answer_estate(facts: EstateFacts, *, is_spoken: bool, day: date) -> Decision:
    """Whoever told of a death is written to once, or called where nothing can be written to."""
    rule = clause("ACC-12", day)
    if not facts.waits:
        told = say(rule, "nothing_to_answer", case=facts.case)
        return refuse("policy_denied", clause=rule, says=[told])
    if is_spoken:
        return allow(clauses=[rule])
    if not (mail_in(facts.told_by) or facts.has_place):
        told = say(rule, "no_way", told_by=facts.told_by)
        return refuse("policy_denied", clause=rule, says=[told])
    return allow(clauses=[rule], says=[say(rule, "written_to", told_by=facts.told_by)])


def may_take_back_death(facts: DeathFacts, day: date) -> Decision:
    """A report of a death that was false is taken back by a person, and all is as before."""
    rule = clause("ACC-12", day)
    if not facts.is_told:
        return refuse("policy_denied", clause=rule, says=[say(rule, "never_told")])
    return allow(clauses=[rule], says=[say(rule, "lives")])
