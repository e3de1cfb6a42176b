"""Decide what comes back of a protection plan that is cancelled before its end (PLN-1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from makegood.core.deadlines import months_after
from makegood.core.decision import Decision, Statement, Use, allow, refuse, say
from makegood.core.money import Money, allocate
from makegood.core.standing import Rights
from makegood.core.statements import Figure
from makegood.handbook import Clause, book


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A line of an order, and the plan on it if it is one; what is owed on the order."""

    rights: Rights
    line: str
    order: str
    party: str
    title: str
    paid: Money
    tax: Money
    began_on: date
    months: int | None
    has_claims: bool
    ended_on: date | None
    owed: Money


@dataclass(frozen=True, slots=True)
class PlanTerms:
    """How much of a plan is used, what is credited of it with its tax, and the fee that is kept."""

    used_days: int
    term_days: int
    credit: Money
    tax: Money
    fee: Money

    @property
    def refund(self) -> Money:
        """What the customer gets back."""
        return self.credit + self.tax - self.fee


def plan_terms(facts: PlanFacts, on: date) -> PlanTerms:
    """What a plan pays back on a day: whole while it is fresh, else by the day. Source: AC17.4."""
    rule, begun = _rule(on), facts.began_on
    term = (months_after(begun, facts.months or 0) - begun).days
    used = min(max((on - begun).days, 0), term)
    if used <= rule.whole("free_days") and not facts.has_claims:
        return PlanTerms(used, term, facts.paid, facts.tax, Money.zero(facts.paid.currency))
    credit, tax = _left(facts.paid, used, term), _left(facts.tax, used, term)
    most = Money.parse(f"{rule.decimal('fee_most'):.2f} {facts.paid.currency}")
    fee = min(facts.paid.percent(rule.decimal("fee_percent")), most, credit)
    return PlanTerms(used, term, credit, tax, fee)


def may_cancel_plan(facts: PlanFacts, on: date) -> Decision:
    """A plan that is running is cancelled once, at any time."""
    rule = _rule(on)
    if facts.ended_on:
        told = say(rule, "cancelled_before", ended_on=facts.ended_on)
        return refuse("policy_denied", clause=rule, says=[told])
    terms = plan_terms(facts, on) if facts.months else None
    if terms is None or terms.used_days >= terms.term_days:
        told = say(rule, "no_plan", line=facts.title)
        return refuse("policy_denied", clause=rule, says=[told])
    return allow(
        says=[_told(facts, terms, rule, on), say(rule)],
        figures=[Figure(name="refund", amount=terms.refund)],
        uses=Use(kind="refund", amount=terms.refund, mechanical=True),
    )


def _told(facts: PlanFacts, terms: PlanTerms, rule: Clause, on: date) -> Statement:
    if terms.credit == facts.paid:
        whole = terms.credit + terms.tax
        return say(rule, "whole", plan=facts.title, credit=whole, on=on)
    return say(
        rule, "used", plan=facts.title, used=terms.used_days, term=terms.term_days,
        credit=terms.credit + terms.tax, fee=terms.fee, refund=terms.refund, on=on,
    )  # fmt: skip


def _left(amount: Money, used: int, term: int) -> Money:
    return allocate(amount, [term - used, used])[0]


def _rule(on: date) -> Clause:
    return book().clause("PLN-1", on=on)
