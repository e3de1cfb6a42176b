"""Decide about gifts that come back: who was given them gets store credit (C17, C19; RET-17)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from makegood.core.decision import Decision, Statement, allow, needs_info, refuse, say
from makegood.core.money import Money
from makegood.core.statements import Sayable
from makegood.domains.aftersales import terms as money
from makegood.domains.aftersales.policy.authorising import (
    ReturnFacts,
    unfit_once_opened,
    unfit_to_return,
)
from makegood.domains.aftersales.policy.returns import ReturnRecord, may_refund
from makegood.domains.aftersales.telling import clauses, figures_of, ret
from makegood.handbook import book

REASON = "changed_mind"
"""Why a gift comes back; one that is faulty is repaired or replaced under its warranty."""


@dataclass(frozen=True, slots=True)
class GiftFacts:
    """A line whose goods were given to somebody, and what is still owed or disputed of it."""

    back: ReturnFacts
    recipient: str
    recipient_account: str
    owed: Money
    is_disputed: bool


def gift(sentence: str, today: date, **params: Sayable) -> Statement:
    """One sentence of the clause on gifts that come back, as it holds on a day."""
    return say(book().clause("RET-17", on=today), sentence, **params)


def may_return_gift(
    facts: GiftFacts, *, quantity: int, opened: bool | None, today: date
) -> Decision:
    """Whether a gift may come back: as any change of mind, paid for, from who was given it."""
    if facts.recipient == facts.back.party:
        return refuse("policy_denied", says=[gift("own", today)])
    rule = money.rule_for(REASON, today)
    unfit = unfit_to_return(facts.back, quantity, rule, today)
    if unfit is not None:
        return unfit
    if facts.owed or facts.is_disputed:
        return refuse("policy_denied", says=[gift("not_paid", today)])
    sealed = unfit_once_opened(facts.back.sold, rule, opened, today)
    if sealed is not None:
        return sealed
    if opened is None and money.fee_depends_on_opening(facts.back.sold, rule):
        return needs_info("opened", says=[ret(4, "ask_opened", today)], options=("true", "false"))
    if facts.back.terms is None:
        raise ValueError("the terms are known once the box is")
    terms = facts.back.terms
    says = [gift("credit", today, amount=terms.refund), gift("discreet", today)]
    if terms.fee:
        says.insert(0, ret(4, "fee", today, fee=terms.fee))
    return allow(clauses=clauses(today, "RET-17"), says=says, figures=figures_of(terms, ()))


def may_refund_buyer(record: ReturnRecord, amount: Money | None, *, today: date) -> Decision:
    """Whether the money goes back the way it was paid; never for what was given away."""
    if record.is_gift:
        return refuse("policy_denied", says=[gift("says", today)])
    return may_refund(record, amount, today=today)


def may_credit_gift(record: ReturnRecord, amount: Money | None, *, today: date) -> Decision:
    """Whether a gift that came back is credited to who was given it; only for a gift."""
    if not record.is_gift:
        return refuse("policy_denied", says=[gift("no_gift", today)])
    if record.is_unpaid:
        return refuse("policy_denied", says=[gift("not_paid", today)])
    return may_refund(record, amount, today=today)
