"""Decide when money that is owed becomes store credit, and when that becomes money again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from makegood.core.decision import Decision, Use, allow, needs_info, refuse, say
from makegood.core.money import Money
from makegood.core.statements import Figure
from makegood.domains.billing.policy.clauses import clause
from makegood.domains.billing.policy.refunding import (
    LegFacts,
    for_the_estate,
    is_stoppable,
    to_the_lender,
)


def may_convert(leg: LegFacts, *, agreed: bool | None, today: date) -> Decision:
    """Money becomes store credit only when the customer wants it so, and then it is more."""
    wanted, rule = clause("REF-6", today), clause("REF-12", today)
    if leg.state not in ("failed", "held"):
        told = say(clause("REF-11", today), "stop_first" if is_stoppable(leg) else "not_stoppable")
        return refuse("policy_denied", clause=wanted, says=[told])
    if leg.tender == "loan":
        return to_the_lender(today)
    if leg.has_died:
        return for_the_estate(today)
    if agreed is None:
        return needs_info("customer_agreed", says=[say(wanted), say(rule)])
    if not agreed:
        return refuse("policy_denied", clause=wanted, says=[say(wanted)])
    bonus = leg.amount.percent(rule.decimal("bonus_percent"))
    return allow(
        says=[say(wanted), say(rule, "converted", amount=leg.amount, bonus=bonus)],
        figures=[Figure(name="refund", amount=leg.amount), Figure(name="bonus", amount=bonus)],
        uses=Use(kind="refund", amount=leg.amount + bonus, mechanical=True),
    )


@dataclass(frozen=True, slots=True)
class CreditedLeg:
    """A part of a refund that went on store credit, what came on top, and what is left on it all.

    `later` is what was put on the same store credit after it: what was there first is spent first.
    `is_disputed` says that a bank is taking back what was paid for the order; `is_stored` that it
    was paid by a gift card or store credit; `is_rest` that it stands for what was spent of
    another part, of which the rest was paid out.
    """

    leg: LegFacts
    account: str
    bonus: Money
    left: Money
    is_disputed: bool
    later: Money
    is_stored: bool = False
    is_rest: bool = False

    @property
    def unused(self) -> Money:
        """What of this part, with what came on top, was not spent."""
        mine = min(self.left - self.later, self.leg.amount + self.bonus)
        return max(mine, Money.zero(mine.currency))

    @property
    def money(self) -> Money:
        """What of it goes back as money: its share without what came on top."""
        whole = self.leg.amount + self.bonus
        return self.leg.amount.share(self.unused.cents, whole.cents)


def may_pay_out(facts: CreditedLeg, today: date) -> Decision:
    """What is left of store credit taken instead of money may become money again (REF-16)."""
    rule, leg = clause("REF-16", today), facts.leg
    if leg.tender != "store_credit" or leg.state != "settled":
        return refuse("policy_denied", clause=rule, says=[say(rule, "no_credit")])
    if facts.is_stored:
        return refuse("policy_denied", clause=rule, says=[say(rule, "never_money")])
    if leg.has_died:
        return for_the_estate(today)
    if facts.is_disputed:
        waits = clause("REF-5", today)
        return refuse("policy_denied", clause=waits, says=[say(waits)])
    if facts.is_rest or not facts.money:
        return refuse("policy_denied", clause=rule, says=[say(rule, "spent")])
    off = facts.unused - facts.money
    return allow(
        clauses=[rule],
        says=[say(rule, "paid_out", left=facts.unused, money=facts.money, bonus=off)],
        figures=[Figure(name="refund", amount=facts.money), Figure(name="bonus", amount=off)],
        uses=Use(kind="refund", amount=facts.money, mechanical=True),
    )
