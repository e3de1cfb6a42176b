"""Decide whether an order may still be changed: more of it, or another place. Source: C11."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from makegood.core.decision import Decision, Figure, Statement, allow, needs_info, refuse, say
from makegood.core.standing import Rights
from makegood.core.statements import Article
from makegood.domains.ordering.policy.orders import OrderMoney
from makegood.domains.ordering.policy.quotes import clause
from makegood.domains.ordering.policy.taking import Credit, Plan, held_for, promises_told
from makegood.domains.ordering.pricing import Priced


@dataclass(frozen=True, slots=True)
class AmendFacts:
    """An order, and what it comes to as it is wanted now, at the prices of its own day.

    `now` is the pieces of `line` as they stand, `wanted` as they shall be. `priced` is empty
    where the order was taken elsewhere or the place is not one that we sell to. `together` says
    whether all of it shall leave at once, where that changes; `not_sold` why no more is sold.
    """

    rights: Rights
    order: OrderMoney
    line: str
    sku: str
    now: int
    wanted: int
    place: str
    is_post_box: bool
    is_taken_here: bool
    priced: Priced | None
    plans: tuple[Plan, ...]
    credit: Credit | None
    together: bool | None = None
    not_sold: Statement | None = None

    @property
    def is_rest(self) -> bool:
        """Whether a part has left, and only the place is changed to which the rest goes."""
        has_left = any(line.shipped for line in self.order.lines)
        return has_left and bool(self.place) and not self.sku and self.together is None

    @property
    def found(self) -> Priced:
        """The new price; TypeError where none could be found."""
        if self.priced is None:
            raise TypeError("what has no price is refused before")
        return self.priced


def may_amend(facts: AmendFacts, *, today: date) -> Decision:
    """Whether an order may be changed: before it is packed, upwards, to a place that we serve."""
    unfit = _too_late(facts, today) or _not_so(facts, today)
    if unfit:
        return unfit
    priced = facts.found
    if facts.is_rest:
        told = say(clause("ORD-6", today), "rest_goes", order=facts.order.number, place=facts.place)
        return allow(clauses=[clause("ORD-6", today)], says=[told])
    figures = [Figure(name="total", amount=priced.total), Figure(name="tax", amount=priced.tax)]
    figures += [Figure(name="deposit", amount=priced.deposit)] if priced.deposit else []
    return allow(
        clauses=[clause("ORD-6", today)], says=list(_told(facts, priced, today)), figures=figures
    )


def _too_late(facts: AmendFacts, today: date) -> Decision | None:
    order, rule = facts.order, clause("ORD-6", today)
    if order.is_cancelled:
        told = say(order.ref, "ordering.is_cancelled", number=order.number)
        return refuse("policy_denied", says=[told])
    waits = any(line.quantity > line.shipped for line in order.lines if line.is_goods)
    if not (facts.is_rest and waits) and (
        order.is_picked or any(line.shipped for line in order.lines)
    ):
        return refuse("policy_denied", says=[say(rule, "packed", order=order.number)])
    if not facts.is_taken_here:
        return refuse("policy_denied", says=[say(rule, "elsewhere", order=order.number)])
    return None


def _not_so(facts: AmendFacts, today: date) -> Decision | None:
    rule = clause("ORD-6", today)
    if not facts.place and not facts.sku and facts.together is None:
        return needs_info("line", says=[say(rule, "what")])
    if facts.sku and facts.wanted <= facts.now:
        fewer = say(rule, "fewer", now=facts.now)
        return refuse("policy_denied", says=[fewer])
    if facts.sku and facts.not_sold:
        return refuse("policy_denied", says=[facts.not_sold])
    if facts.is_post_box:
        return refuse("policy_denied", says=[say(clause("ORD-2", today), "street_needed")])
    if facts.priced is None:
        told = say(clause("TAX-1", today), "unknown_place", place=facts.place)
        return refuse("policy_denied", says=[told])
    if facts.is_rest and facts.priced.total != facts.order.total:
        told = say(rule, "rest_taxed_otherwise", place=facts.place)
        return refuse("policy_denied", says=[told])
    for plan in facts.plans:
        if plan.expected is None:
            told = say(clause("DLV-4", today), "short", goods=Article(plan.sku))
            return refuse("policy_denied", says=[told])
    return None


def _told(facts: AmendFacts, priced: Priced, today: date) -> Iterator[Statement]:
    rule, before = clause("ORD-6", today), facts.order.total
    if facts.sku:
        yield say(rule, "pieces", goods=Article(facts.sku), now=facts.now, wanted=facts.wanted)
    if facts.place:
        yield say(clause("QUO-2", today), "place", place=facts.place)
    if facts.together is not None:
        yield say(rule, "together" if facts.together else "apart", order=facts.order.number)
    yield say(rule, "comes_to", before=before, total=priced.total, tax=priced.tax)
    if priced.deposit:
        yield say(clause("ORD-1", today), "asked", deposit=priced.deposit)
    yield from promises_told(facts.plans, today) if facts.plans else ()
    held = held_for(facts.credit, priced.total, today) if facts.credit else None
    yield from [held] if held else []
