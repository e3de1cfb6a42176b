"""Decide whether the share of a price that a warranty credits is paid (C21; WAR-4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from makegood.core.decision import Decision, Figure, Use, allow, refuse
from makegood.core.money import Money
from makegood.domains.aftersales.policy.warranties import war
from makegood.domains.aftersales.warranty import Ended
from makegood.domains.billing.policy import way_of_money


@dataclass(frozen=True, slots=True)
class ShareFacts:
    """A repair whose part is paid by share: how it ended, what is credited, what was paid."""

    number: str
    party: str
    order: str
    ended: str
    credit: Money | None
    is_paid: bool
    refundable: Money
    has_died: bool = False


def may_pay_share(facts: ShareFacts, *, today: date) -> Decision:
    """Whether a share is paid: a fault was found, it is paid once, and no more than was paid."""
    if facts.is_paid:
        return refuse("policy_denied", says=[war(4, "paid_already", today, repair=facts.number)])
    if not facts.credit or not facts.order:
        return refuse("policy_denied", says=[war(4, "no_share", today, repair=facts.number)])
    if facts.ended in ("", Ended.NOTHING_FOUND):
        return refuse("policy_denied", says=[war(4, "no_fault", today, repair=facts.number)])
    if facts.credit > facts.refundable:
        told = war(4, "not_so_much", today, credit=facts.credit, left=facts.refundable)
        return refuse("policy_denied", says=[told])
    usual, dead = war(4, "paid", today, credit=facts.credit), facts.has_died
    return allow(
        says=[way_of_money(usual, facts.credit, has_died=dead, today=today)],
        figures=[Figure(name="warranty_credit", amount=facts.credit)],
        uses=Use("refund", facts.credit, mechanical=True, subject=f"repair:{facts.number}"),
    )
