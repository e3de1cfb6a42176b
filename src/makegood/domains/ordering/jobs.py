"""Close quotes that ran out, watch promises, parcels, searches; an order's number tells whose."""

from __future__ import annotations

from django.db.models import F

from makegood.core import clock
from makegood.core.checks import Finding, check
from makegood.core.jobs import timer
from makegood.domains.knowledge.finders import product_finder
from makegood.domains.ordering import printing as printing  # papers learn of its records
from makegood.domains.ordering.models import OrderLine, Quote, SalesOrder
from makegood.domains.ordering.queries import (
    is_answered,
    search_card,
    shipment_card,
    subscription_card,
    subscriptions_of,
)
from makegood.domains.parties.finders import reference_finder
from makegood.handbook import book

_MOST_LINES = 100
EXPIRE_QUOTES = timer("ordering.expire_quotes")
MONITOR_PROMISES = timer("ordering.monitor_promises")
FOLLOW_PARCELS = timer("ordering.follow_parcels", every="hour")


@check("ordering.search_answered")
def search_answered(subject: str) -> tuple[Finding, str]:
    """Whether what became of a missed parcel ("parcel_search:PS-1001") is known by its day."""
    card = search_card(subject.removeprefix("parcel_search:"))
    if is_answered(card.number):
        return Finding.YES, f"it is known what became of {card.shipment}"
    return Finding.NO, f"nobody has said yet what became of {card.shipment} of {card.order}"


@check("ordering.turned_back_settled")
def turned_back_settled(subject: str) -> tuple[Finding, str]:
    """Whether a parcel that turned back ("shipment:SH-3001") was settled, or handed over yet."""
    card = shipment_card(subject.removeprefix("shipment:"))
    if card.undone_as or card.delivered_at:
        return Finding.YES, f"it is known what became of {card.number}"
    return (
        Finding.NO,
        f"{card.number} turned back and is not here: take it in, or settle it as lost",
    )


@check("ordering.subscription_replaced")
def subscription_replaced(subject: str) -> tuple[Finding, str]:
    """Whether who had a subscription ("subscription:SB-1001") that is sold no more began another.

    One that ran beside it before it ended is none in its place.
    """
    ended = subscription_card(subject.removeprefix("subscription:"))
    last_day = ended.stopped_on or clock.today()
    running = [one for one in subscriptions_of(ended.party) if one.stopped_on is None]
    since = [one.number for one in running if one.started_on >= last_day]
    if since:
        return Finding.YES, f"{ended.party} has {since[-1]} after {ended.number}"
    return (
        Finding.NO,
        f"{ended.sku} is sold no more and {ended.number} of {ended.party} ended: offer another",
    )


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
