"""Find what an order costs and when it comes with the fastest service, and change it so. C11."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from makegood.core.calendars import company_calendar
from makegood.domains.ordering import pricing
from makegood.domains.ordering.baskets import Basket, Wanted
from makegood.domains.ordering.models.adding import add_lines
from makegood.domains.ordering.models.facts import lock_order
from makegood.domains.ordering.models.planning import WAREHOUSE, margin_on, pace_of
from makegood.domains.ordering.models.rows import OrderLine, SalesOrder
from makegood.domains.ordering.models.supply import Allocation, LinePromise
from makegood.domains.ordering.policy import ExpediteFacts, Sooner
from makegood.domains.ordering.ports import Rate
from makegood.domains.ordering.supplying import Part, expected
from makegood.domains.parties.queries import rights_on
from makegood.handbook import NotInHandbook, book

FASTER, FASTER_BY_TWO = "EXPRESS", "EXPRESS-TWO"
"""The articles of faster delivery: of a parcel, and of an appliance that two people bring."""


def expedite_facts(number: str, rates: Sequence[Rate], today: date) -> ExpediteFacts:
    """An order, locked, as it would go with the fastest of these services. NotFound."""
    order = lock_order(number)
    row = SalesOrder.objects.get(pk=order.pk)
    goods = [line for line in order.lines if line.is_goods]
    large = any(book().catalogue.product(one.sku).large_appliance for one in goods)
    article = FASTER_BY_TWO if large else FASTER
    basket = row.asked
    is_fast = any(line.sku in (FASTER, FASTER_BY_TWO) for line in order.lines)
    faster = basket and replace(basket, wanted=(*basket.wanted, Wanted(article, 1)))
    days = min((rate.days for rate in rates), default=None)
    return ExpediteFacts(
        rights=rights_on(order.account), order=order, article=article, is_fast=is_fast,
        basket=faster, priced=_priced(faster, row.priced_on or today),
        lines=tuple(_sooner(one.number, days, today) for one in goods), credit=None,
    )  # fmt: skip


def keep_expedited(facts: ExpediteFacts) -> None:
    """Put faster delivery on an order, at the price that was told."""
    row, priced = SalesOrder.objects.get(pk=facts.order.pk), facts.found
    known = {one.number: one for one in OrderLine.objects.filter(order=row, cancelled_at=None)}
    for line in priced.lines:
        if line.line in known:
            known[line.line].tax_cents = line.tax.cents
            known[line.line].save(update_fields=["tax_cents"])
    add_lines(row, priced.lines)
    row.tax_cents, row.total_cents = priced.tax.cents, priced.total.cents
    row.deposit_cents = priced.deposit.cents
    if facts.basket is not None:
        row.keep_basket(facts.basket)
    row.save()


def _priced(basket: Basket | None, on: date) -> pricing.Priced | None:
    try:
        return pricing.price(basket, on) if basket is not None else None
    except NotInHandbook:  # a company that offers no faster delivery
        return None


def _sooner(number: str, days: int | None, today: date) -> Sooner:
    line = OrderLine.objects.get(number=number)
    said = LinePromise.last_of(line)
    parts = [_not_before(part, today) for part in Allocation.open_parts(line)]
    when = None
    if days is not None:
        pace = replace(pace_of(line.sku, today, margin_on(today)), transit=days)
        when = expected(parts, pace, company_calendar(WAREHOUSE))
    return Sooner(number, line.sku, said.promised_on if said else None, when)


def _not_before(part: Part, today: date) -> Part:
    return replace(part, ready_on=max(part.ready_on, today)) if part.ready_on else part
