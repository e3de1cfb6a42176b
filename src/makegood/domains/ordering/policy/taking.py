"""Decide whether an order may be taken: its price, its place, its supply, its credit. C11."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from makegood.core.decision import Decision, Statement, allow, needs_info, refuse, say
from makegood.core.money import Money
from makegood.core.standing import Rights
from makegood.core.statements import Article
from makegood.domains.ordering.baskets import kits_in
from makegood.domains.ordering.policy.orders import OrderMoney
from makegood.domains.ordering.policy.quotes import (
    Offer,
    clause,
    figures_of,
    lines_told,
    not_priced,
    sum_told,
)
from makegood.domains.ordering.pricing import Priced
from makegood.domains.ordering.supplying import Expected, Part, Way
from makegood.handbook import book


@dataclass(frozen=True, slots=True)
class Plan:
    """Where the pieces of an article come from, and when they are there as far as we know."""

    sku: str
    parts: tuple[Part, ...]
    expected: Expected | None

    @property
    def known(self) -> int:
        """How many pieces we know a source of."""
        return sum(part.pieces for part in self.parts if part.way is not Way.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Credit:
    """What an account that pays later may owe, owes, and owes for too long."""

    limit: Money
    owed: Money
    overdue: Money

    def over(self, total: Money) -> Money:
        """By how much an order passes the limit; zero when it does not."""
        return max(Money.zero(total.currency), self.owed + total - self.limit)


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """All that is known when an order is placed.

    `twin` is the same order placed minutes ago, `of_po` one with the buyer's same number.
    `few_serials` is an article of which not each piece has its serial number named.
    """

    offer: Offer
    plans: tuple[Plan, ...]
    credit: Credit | None
    is_post_box: bool
    is_po_needed: bool
    twin: str
    of_po: str
    few_serials: str

    @property
    def rights(self) -> Rights:
        """Who may act on the account."""
        return self.offer.rights

    @property
    def promised_on(self) -> date | None:
        """The day on which all of it is there; None while a day is unknown."""
        days = [plan.expected.promised_on if plan.expected else None for plan in self.plans]
        return max((day for day in days if day), default=None) if None not in days else None


def may_order(
    facts: OrderFacts, *, po_number: str, again: bool | None, wanted_on: date | None, today: date
) -> Decision:
    """Whether an order may be taken; what would exceed the credit is taken, and held."""
    unfit = not_priced(facts.offer, today=today)
    unfit = unfit or _incomplete(facts, po_number, wanted_on, today)
    unfit = unfit or _placed_before(facts, po_number, again, today)
    unfit = unfit or _not_deliverable(facts, today)
    if unfit:
        return unfit
    _basket, priced = facts.offer.found
    return allow(
        clauses=[clause("PRC-1", today), clause("TAX-1", today), clause("DLV-4", today)],
        says=list(_told(facts, priced, wanted_on, today)), figures=figures_of(priced),
    )  # fmt: skip


def held_for(credit: Credit | None, total: Money, today: date) -> Statement | None:
    """Why an order on account is held until the credit department looked; None when it is not."""
    if credit is None:
        return None
    rule = clause("CRD-1", today)
    if credit.overdue:
        return say(rule, "overdue", overdue=credit.overdue)
    over = credit.over(total)
    return say(rule, "over", owed=credit.owed, total=total, over=over) if over else None


def may_allocate(order: OrderMoney, plans: Sequence[Plan], *, today: date) -> Decision:
    """Whether goods may be kept for an order, and for when it is promised then."""
    if order.is_cancelled:
        told = say(order.ref, "ordering.is_cancelled", number=order.number)
        return refuse("policy_denied", says=[told])
    return allow(clauses=[clause("DLV-4", today)], says=promises_told(plans, today))


def pre_ordered_told(plans: Sequence[Plan], today: date) -> Iterator[Statement]:
    """What is not released yet: from which day on it leaves, and that until then it is free to go.

    Source: C12 (pre-orders).
    """
    rule = clause("ORD-13", today)
    for plan in plans:
        day = book().catalogue.released_after(plan.sku, today)
        if day:
            yield say(rule, "released", goods=Article(plan.sku), day=day)
            yield say(rule, "free_until", day=day)


def promises_told(plans: Sequence[Plan], today: date) -> Iterator[Statement]:
    """For which day goods are promised: one sentence where it is one day for all of them."""
    rule = clause("DLV-4", today)
    days = {plan.expected.promised_on if plan.expected else None for plan in plans}
    if len(days) == 1 and (day := days.pop()):
        yield say(rule, "promised", day=day)
        return
    for plan in plans:
        if plan.expected is None:
            yield say(rule, "unknown", goods=Article(plan.sku))
        else:
            day = plan.expected.promised_on
            yield say(rule, "promised_each", goods=Article(plan.sku), day=day)


def _told(
    facts: OrderFacts, priced: Priced, wanted_on: date | None, today: date
) -> Iterator[Statement]:
    yield from lines_told(priced.lines, today)
    yield from sum_told(priced, today)
    for kit in kits_in({line.sku for line in priced.lines}):
        yield say(clause("ORD-14", today), "together", kit=Article(kit))
    yield say(clause("QUO-2", today), "place", place=facts.offer.place)
    promised = facts.promised_on
    if wanted_on and promised and promised > wanted_on:
        yield say(clause("DLV-4", today), "not_earlier", wanted=wanted_on)
    yield from pre_ordered_told(facts.plans, today)
    yield from promises_told(facts.plans, today)
    if priced.deposit:
        yield say(clause("PAY-1", today))
    if facts.credit is not None:
        yield say(clause("ORD-1", today), "on_account")
        held = held_for(facts.credit, priced.total, today)
        yield from [held] if held else []
    yield say(clause("ORD-4", today))


def _incomplete(
    facts: OrderFacts, po_number: str, wanted_on: date | None, today: date
) -> Decision | None:
    if wanted_on is not None and wanted_on < today:
        told = say(clause("DLV-4", today), "past", wanted=wanted_on)
        return needs_info("wanted_on", says=[told])
    if facts.is_po_needed and not po_number:
        return needs_info("po_number", says=[say(clause("ORD-3", today), "po_needed")])
    if facts.few_serials:
        told = say(clause("ORD-2", today), "serials", goods=Article(facts.few_serials))
        return needs_info("lines", says=[told])
    return None


def _placed_before(
    facts: OrderFacts, po_number: str, again: bool | None, today: date
) -> Decision | None:
    """The same basket minutes ago, or the buyer's number on another order: asked, not refused."""
    rule, before = clause("ORD-3", today), facts.twin or facts.of_po
    if again or not before:
        return None
    if again is False:
        return refuse("policy_denied", says=[say(rule, "left", order=before)])
    told = say(rule, "po_used", po_number=po_number, order=before)
    told = say(rule, "again", order=before) if facts.twin else told
    return needs_info("again", says=[told], options=("true", "false"))


def _not_deliverable(facts: OrderFacts, today: date) -> Decision | None:
    if facts.is_post_box:
        return refuse("policy_denied", says=[say(clause("ORD-2", today), "street_needed")])
    for plan in facts.plans:
        if plan.expected is None:
            rule = clause("DLV-4", today)
            told = say(rule, "short", goods=Article(plan.sku))
            could = [say(rule, "could", left=plan.known)] if plan.known else []
            return refuse("policy_denied", says=[told], instead=could)
    return None
