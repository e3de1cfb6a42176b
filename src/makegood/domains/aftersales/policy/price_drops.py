"""Decide what is given back when our own price falls after the sale (C10, C17; PRC-5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from makegood.core.decision import Decision, Figure, Use, allow, refuse, say
from makegood.core.money import Money
from makegood.core.standing import Rights
from makegood.domains.billing.policy import way_of_money
from makegood.handbook import Clause, book


@dataclass(frozen=True, slots=True)
class DropFacts:
    """Goods that a customer has: what they paid for them, and what the same pieces cost today.

    `pieces` are those that did not come back; `before` is their price without tax less what was
    given back of it already, `tax` the tax on that as it was charged, `cost` what they cost us;
    `matched` is what of it was given back for another shop's price.
    """

    rights: Rights
    line: str
    order: str
    party: str
    account: str
    item: str
    pieces: int
    before: Money
    matched: Money
    tax: Money
    cost: Money
    now: Money | None
    delivered_on: date | None
    has_died: bool

    @property
    def credit(self) -> tuple[Money, Money]:
        """The difference without tax, and its share of the tax at the rate of the sale."""
        goods = self.before - (self.now or self.before)
        return goods, self.tax.share(goods.cents, self.before.cents)


def may_credit_drop(facts: DropFacts, *, today: date) -> Decision:
    """Whether a lower price of today is given to who bought before: for some days, never twice."""
    rule, item = clause_on(facts.delivered_on or today), facts.item
    if refused := not_compared(facts, rule, today):
        return refused
    if facts.now is None:
        return refuse("policy_denied", clause=rule, says=[say(rule, "no_price", item=item)])
    floor = book().clause("PRC-4", on=today)
    if facts.now < facts.cost.percent(floor.decimal("floor_percent")):  # a price gone wrong
        return refuse("policy_denied", clause=floor, says=[say(floor, "too_low", goods=item)])
    if facts.now >= facts.before:
        told = say(rule, "not_cheaper", item=item, before=facts.before, now=facts.now)
        return refuse("policy_denied", clause=rule, says=[told])
    return _given(facts, facts.now, rule, today)


def not_compared(facts: DropFacts, rule: Clause, today: date) -> Decision | None:
    """Why the price of these goods is compared with no other: none here, or not any more."""
    item, told = facts.item, []
    if not facts.pieces or not facts.before:
        told = [say(rule, "no_goods", item=item)]
    elif facts.delivered_on is None:
        told = [say(rule, "not_here", item=item)]
    else:
        last = facts.delivered_on + timedelta(days=rule.whole("after_delivery"))
        if today > last:
            told = [say(rule), say(rule, "too_late", item=item, last_day=last)]
    return refuse("policy_denied", clause=rule, says=told) if told else None


def clause_on(delivered_on: date) -> Clause:
    """The clause on falling prices as it held when the goods were delivered."""
    return book().clause("PRC-5", on=delivered_on)


def _given(facts: DropFacts, now: Money, rule: Clause, today: date) -> Decision:
    goods, tax = facts.credit
    total, usual = goods + tax, say(book().clause("REF-1", on=today))
    told = say(
        rule, "cheaper", item=facts.item, before=facts.before, now=now, goods=goods, tax=tax,
        total=total,
    )  # fmt: skip
    return allow(
        clauses=[rule],
        says=[told, way_of_money(usual, total, has_died=facts.has_died, today=today)],
        figures=[
            Figure(name="goods", amount=goods),
            Figure(name="tax", amount=tax),
            Figure(name="refund", amount=total),
        ],
        uses=Use("refund", total, mechanical=True, subject=f"order:{facts.order}"),
    )
