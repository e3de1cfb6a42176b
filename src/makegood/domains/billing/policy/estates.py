"""Decide when what is owed to whoever has died is paid to the estate (ACC-12, REF-14)."""

from __future__ import annotations

from datetime import date

from makegood.core.decision import Decision, Statement, Use, allow, refuse, say
from makegood.core.money import Money
from makegood.core.statements import Figure
from makegood.domains.billing.policy.clauses import clause
from makegood.domains.billing.policy.refunding import LegFacts, to_the_lender


def way_of_money(usual: Statement, amount: Money, *, has_died: bool, today: date) -> Statement:
    """How money goes back: the `usual` way, but of whoever has died to the estate (REF-14)."""
    return say(clause("REF-14", today), "waits", amount=amount) if has_died else usual


def may_pay_estate(leg: LegFacts, *, has_papers: bool, payee: str, today: date) -> Decision:
    """What waits of a refund is paid to an estate once both papers were seen. Source: C17."""
    rule, death = clause("REF-14", today), clause("ACC-12", today)
    if not leg.has_died:
        return refuse("policy_denied", clause=rule, says=[say(rule, "not_told")])
    if leg.tender == "loan":
        return to_the_lender(today)
    if leg.state not in ("held", "failed"):
        return refuse("policy_denied", clause=rule, says=[say(rule, "not_waiting")])
    if not has_papers:
        says = [say(rule), say(death, "papers")]
        return refuse("policy_denied", clause=rule, says=says)
    return allow(
        says=[say(rule), say(rule, "paid", amount=leg.amount, payee=payee)],
        figures=[Figure(name="refund", amount=leg.amount)],
        uses=Use(kind="refund_to_new_tender", amount=leg.amount),
    )
