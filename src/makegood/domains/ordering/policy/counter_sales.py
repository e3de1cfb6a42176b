"""Decide whether goods are sold over the counter: here, paid for at once, and taken along. C11."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from makegood.core.decision import Decision, Statement, allow, refuse, say
from makegood.core.standing import Rights
from makegood.core.statements import Article
from makegood.domains.ordering.policy.quotes import clause, figures_of, lines_told
from makegood.domains.ordering.policy.taking import OrderFacts, may_order
from makegood.domains.ordering.supplying import Way
from makegood.handbook import book


@dataclass(frozen=True, slots=True)
class CounterFacts:
    """A sale as an order that is placed, and the drawer for its cash; empty for none.

    `unnamed` are the articles of which not each piece has its serial number named.
    """

    order: OrderFacts
    drawer: str
    unnamed: tuple[str, ...]

    @property
    def rights(self) -> Rights:
        """Who may act on the account."""
        return self.order.rights


def may_sell_here(facts: CounterFacts, *, tender: str, today: date) -> Decision:
    """Whether it is sold now: all of it goods that are here, and cash has a drawer to lie in."""
    may = may_order(facts.order, po_number="", again=True, wanted_on=None, today=today)
    if may.code is not None:
        return may
    unfit = next(_not_here(facts, tender, today), None)
    if unfit is not None:
        return refuse("policy_denied", says=[unfit])
    _, priced = facts.order.offer.found
    rule = clause("ORD-15", today)
    told = [*lines_told(priced.lines, today), say(rule, "sum", total=priced.total)]
    return allow(
        clauses=[clause("PRC-1", today), clause("TAX-1", today), rule],
        says=[*told, say(rule, "taken")], figures=figures_of(priced),
    )  # fmt: skip


def _not_here(facts: CounterFacts, tender: str, today: date) -> Iterator[Statement]:
    rule, (basket, _) = clause("ORD-15", today), facts.order.offer.found
    for one in basket.wanted:
        if not book().catalogue.is_goods(one.sku):
            yield say(rule, "no_goods", goods=Article(one.sku))
    for plan in facts.order.plans:
        if any(part.way is not Way.STOCK or part.ready_on != today for part in plan.parts):
            yield say(rule, "not_here", goods=Article(plan.sku))
    for sku in facts.unnamed:
        yield say(rule, "serials", goods=Article(sku))
    if tender == "cash" and not facts.drawer:
        yield say(rule, "no_drawer")
