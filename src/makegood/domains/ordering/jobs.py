"""Close quotes that ran out, watch promises and parcels; an order's number says whose it is."""

from __future__ import annotations

from django.db.models import F

from makegood.core.jobs import timer
from makegood.domains.knowledge.finders import product_finder
from makegood.domains.ordering import printing as printing  # papers learn of its records
from makegood.domains.ordering.models import OrderLine, Quote, SalesOrder
from makegood.domains.parties.finders import reference_finder
from makegood.handbook import book

_MOST_LINES = 100
EXPIRE_QUOTES = timer("ordering.expire_quotes")
MONITOR_PROMISES = timer("ordering.monitor_promises")
FOLLOW_PARCELS = timer("ordering.follow_parcels", every="hour")


@reference_finder
def accounts_by_order(text: str) -> tuple[str, ...]:
    """The account that an order of this number is on; none when it is no order of ours."""
    number = text.strip().upper()
    return tuple(SalesOrder.objects.filter(number=number).values_list("account", flat=True))


@reference_finder
def accounts_by_quote(text: str) -> tuple[str, ...]:
    """The account that a quote of this number is for; none when it is no quote of ours."""
    number = text.strip().upper()
    return tuple(Quote.objects.filter(number=number).values_list("account", flat=True))


@product_finder
def products_ordered(party: str) -> tuple[str, ...]:
    """The goods that a customer bought from us and has."""
    lines = OrderLine.objects.filter(order__party=party, delivered__gt=F("returned"))
    ordered = lines.order_by("-pk").values_list("sku", flat=True)[:_MOST_LINES]
    return tuple(sku for sku in dict.fromkeys(ordered) if book().catalogue.is_goods(sku))
