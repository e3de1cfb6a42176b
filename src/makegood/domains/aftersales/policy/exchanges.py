"""Decide about exchanges: other goods, a replacement under warranty, one ahead (C21; EXC-1..3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from makegood.core.decision import Decision, Figure, Statement, allow, needs_info, refuse, say
from makegood.core.money import Money
from makegood.core.standing import Rights
from makegood.core.statements import Article, Sayable
from makegood.domains.aftersales.policy.authorising import ReturnFacts, unfit_to_return
from makegood.domains.aftersales.policy.warranties import UnitFacts, is_remedy_due, told_cover, war
from makegood.domains.aftersales.terms import rule_for
from makegood.domains.aftersales.warranty import Component, repairs_of
from makegood.handbook import Clause, book

REASON = "exchange"


@dataclass(frozen=True, slots=True)
class NewGoods:
    """What would come instead: its price today without tax, what was taken off it, its tax."""

    sku: str
    unit_price: Money
    discount: Money
    rules: str
    tax: Money

    @property
    def net(self) -> Money:
        """What it costs without tax."""
        return self.unit_price - self.discount

    @property
    def total(self) -> Money:
        """What it costs."""
        return self.net + self.tax


@dataclass(frozen=True, slots=True)
class Card:
    """The card by which an order was paid: the provider's token, and its last four digits."""

    token: str
    last4: str


@dataclass(frozen=True, slots=True)
class SwapFacts:
    """What goes back, what would come instead, and the card on which a difference can be asked.

    `not_sold` says why the customer is sold nothing, if so.
    """

    back: ReturnFacts
    sku: str
    new: NewGoods | None
    card: Card | None
    not_sold: Statement | None

    @property
    def rights(self) -> Rights:
        """Who may act on the account."""
        return self.back.rights

    @property
    def credit(self) -> Money:
        """What is credited for what goes back, with its tax."""
        return self.back.terms.gross if self.back.terms else Money.zero()

    @property
    def difference(self) -> Money:
        """What is to be paid, below zero when the customer gets it back."""
        return self.new.total - self.credit if self.new else Money.zero()


def exc(number: int, sentence: str, today: date, **params: Sayable) -> Statement:
    """One sentence of a clause on exchanges, as it holds on a day."""
    return say(clause_of(number, today), sentence, **params)


def may_exchange(facts: SwapFacts, *, sku: str, today: date) -> Decision:
    """Whether goods may be exchanged for others, with the difference and its tax told (AC21.4)."""
    back = facts.back
    unfit = unfit_to_return(back, 1, rule_for(REASON, today), today)
    if unfit is not None:
        return unfit
    if facts.not_sold:
        return refuse("policy_denied", says=[facts.not_sold])
    if sku == facts.sku:
        told = exc(1, "same", today, item=Article(sku))
        return refuse("policy_denied", says=[told], instead=[exc(1, "instead_fault", today)])
    if facts.new is None or back.terms is None:
        return needs_info("sku", says=[exc(1, "no_price", today, item=Article(sku))])
    return allow(
        clauses=[clause_of(1, today)],
        says=list(_offer(facts, facts.new, today)),
        figures=list(_figures(facts, facts.new)),
    )


def _offer(facts: SwapFacts, new: NewGoods, today: date) -> Iterator[Statement]:
    back = facts.back.terms
    if back is None:
        return
    yield exc(
        1, "offer", today, old=facts.back.item, credit=back.goods, new=Article(new.sku),
        price=new.net,
    )  # fmt: skip
    zero = Money.zero(new.net.currency)
    if facts.difference > zero:
        yield exc(
            1, "to_pay", today, difference=new.net - back.goods, tax=new.tax - back.tax,
            total=facts.difference,
        )  # fmt: skip
        if facts.card is not None:
            yield exc(1, "by_card", today, total=facts.difference, last4=facts.card.last4)
        else:
            yield exc(1, "by_call", today)
    elif facts.difference < zero:
        yield exc(
            1, "back_to_you", today, difference=back.goods - new.net, tax=back.tax - new.tax,
            total=-facts.difference,
        )  # fmt: skip
    yield exc(1, "says", today)


def _figures(facts: SwapFacts, new: NewGoods) -> Iterator[Figure]:
    yield Figure(name="credited", amount=facts.credit)
    yield Figure(name="new_total", amount=new.total)
    if facts.difference > Money.zero(new.net.currency):
        yield Figure(name="to_pay", amount=facts.difference)
    elif facts.difference:
        yield Figure(name="refund", amount=-facts.difference)


@dataclass(frozen=True, slots=True)
class ReplaceFacts:
    """A piece that shall be replaced: itself, its price in the list with tax, the card, others."""

    unit: UnitFacts
    price: NewGoods | None
    card: Card | None
    running: str

    @property
    def rights(self) -> Rights:
        """Who may act on the account."""
        return self.unit.rights


def may_replace(
    facts: ReplaceFacts, *, component: str, ahead: bool | None, today: date
) -> Decision:
    """Whether a piece is replaced under warranty: a part when it fails, an appliance in the end.

    An appliance is repaired first, and replaced when that failed too often. Ahead of what comes
    back a part goes with a hold on the card that paid. Source: AC21.5, AC21.6.
    """
    unit = facts.unit
    if facts.running:
        return refuse("policy_denied", says=[exc(2, "open", today, exchange=facts.running)])
    cover = unit.cover(component, today)
    if unit.start is None or cover is None or not unit.line:
        return refuse("policy_denied", says=[exc(2, "not_ours", today)])
    if not cover.pays_parts(today) or cover.is_shared(today):
        paid = told_cover(unit, component, today, today)
        return refuse("policy_denied", says=[paid[0], war(6, "says", today)], instead=paid[1:])
    if unit.is_large and not is_remedy_due(unit, _what_fails(unit, component), today, today):
        told = [exc(2, "repair_first", today), war(5, "says", today)]
        return refuse("policy_denied", says=told, instead=[war(7, "says", today)])
    if ahead is None and not unit.is_large:
        return needs_info("ahead", says=[exc(3, "ask", today)], options=("true", "false"))
    if ahead and not unit.is_large:
        return _ahead(facts, today)
    how = "swap" if unit.is_large else "send_first"
    address = book().company.contact["returns_address"]
    where: dict[str, Sayable] = {} if unit.is_large else {"address": address}
    says = [exc(2, "even", today, item=Article(unit.sku)), exc(2, how, today, **where)]
    return allow(clauses=[clause_of(2, today)], says=says)


def _what_fails(unit: UnitFacts, component: str) -> str:
    """What was said to fail; where nothing was, what was repaired most often."""
    repaired = {one.component for one in unit.attempts}
    if component != Component.OTHER or not repaired:
        return component
    return max(sorted(repaired), key=lambda one: repairs_of(unit.attempts, one))


def _ahead(facts: ReplaceFacts, today: date) -> Decision:
    if facts.card is None or facts.price is None:
        told = exc(3, "no_card", today)
        return refuse("policy_denied", says=[told], instead=[exc(2, "instead_first", today)])
    price = facts.price
    says = [
        exc(3, "hold", today, amount=price.total, last4=facts.card.last4),
        exc(3, "says", today),
        exc(3, "reversal", today),
    ]
    return allow(
        clauses=[clause_of(2, today), clause_of(3, today)],
        says=says,
        figures=[Figure(name="hold", amount=price.total)],
    )


def clause_of(number: int, today: date) -> Clause:
    """A clause on exchanges as it holds on a day."""
    return book().clause(f"EXC-{number}", on=today)
