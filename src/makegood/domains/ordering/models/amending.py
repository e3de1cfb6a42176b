"""Find what an order comes to when more is wanted or it goes elsewhere, and change it so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from makegood.domains.ordering import pricing
from makegood.domains.ordering.baskets import Basket, Exemption, with_pieces
from makegood.domains.ordering.models.adding import add_lines
from makegood.domains.ordering.models.asked import ShipToAsk
from makegood.domains.ordering.models.facts import lock_order
from makegood.domains.ordering.models.planning import plans_for
from makegood.domains.ordering.models.rows import OrderLine, SalesOrder
from makegood.domains.ordering.policy import AmendFacts
from makegood.domains.parties.queries import rights_on
from makegood.domains.parties.spelling import names_a_post_box
from makegood.handbook import book


def amend_facts(
    number: str, line: str, quantity: int | None, ship_to: ShipToAsk | None,
    exemption: Exemption | None, today: date,
) -> AmendFacts:  # fmt: skip
    """An order, locked, as it would be with more pieces of a line, or brought elsewhere."""
    order = lock_order(number, naming=[line] if line else ())
    row = SalesOrder.objects.get(pk=order.pk)
    stands = {one.number: one for one in order.lines}
    changed = stands.get(line)
    now = changed.quantity if changed else 0
    wanted = quantity if changed and quantity is not None else now
    basket = _changed(row, line, wanted, ship_to, exemption)
    is_taxed = ship_to is None or (
        ship_to.country == book().company.seat.country
        and book().prices.knows_taxes_of(ship_to.region, row.priced_on or today)
    )
    more = {changed.sku: wanted - now} if changed and wanted > now else {}
    place = ship_to or ShipToAsk(line1="-", locality="-", region="", postal_code="-")
    freight = any(book().catalogue.product(one.sku).large_appliance for one in order.lines)
    return AmendFacts(
        rights=rights_on(order.account), order=order, line=changed.number if changed else "",
        sku=changed.sku if changed else "", now=now, wanted=wanted, place=_one_line(ship_to),
        is_taken_here=basket is not None,
        is_post_box=freight and names_a_post_box(place.line1, place.line2),
        priced=pricing.price(basket, row.priced_on or today) if basket and is_taxed else None,
        plans=plans_for(more, today, is_delivered=order.is_delivered) if more else (),
        credit=None,
    )  # fmt: skip


def keep_amended(
    facts: AmendFacts, ship_to: ShipToAsk | None, exemption: Exemption | None, at: datetime
) -> None:
    """Change an order to what is wanted of it now, at the price that was found.

    What has left keeps the place that it went to.
    """
    row, priced = SalesOrder.objects.get(pk=facts.order.pk), facts.found
    basket = _changed(row, facts.line, facts.wanted, ship_to, exemption)
    if facts.is_rest and ship_to is not None:
        row.shipments.filter(goes_to__isnull=True).update(goes_to=_place(row))
        SalesOrder.objects.filter(pk=row.pk).update(**ship_to.model_dump())
        return
    known = {one.number: one for one in OrderLine.objects.filter(order=row, cancelled_at=None)}
    for line in priced.lines:
        kept = known.pop(line.line, None)
        if kept is not None:
            kept.quantity, kept.tax_cents = line.quantity, line.tax.cents
            kept.discount_cents = line.discount.cents
            kept.save(update_fields=["quantity", "tax_cents", "discount_cents"])
    OrderLine.objects.filter(number__in=known).update(cancelled_at=at)
    add_lines(row, priced.lines)
    for name, value in (ship_to.model_dump() if ship_to else {}).items():
        setattr(row, name, value)
    if facts.together is not None:
        row.ships_complete = facts.together
    row.tax_cents, row.total_cents = priced.tax.cents, priced.total.cents
    row.deposit_cents = priced.deposit.cents
    if basket is not None:
        row.keep_basket(basket)
    row.save()


def _changed(
    row: SalesOrder, line: str, wanted: int, ship_to: ShipToAsk | None, exemption: Exemption | None
) -> Basket | None:
    basket = row.asked
    if basket is None:
        return None
    basket = with_pieces(basket, line, wanted)
    if ship_to is None:
        return basket
    return replace(basket, region=ship_to.region, locality=ship_to.locality, exemption=exemption)


def _place(row: SalesOrder) -> dict[str, str]:
    return {name: getattr(row, name) for name in ShipToAsk.model_fields}


def _one_line(ship_to: ShipToAsk | None) -> str:
    if ship_to is None:
        return ""
    parts = (ship_to.line1, ship_to.line2, ship_to.locality, ship_to.region, ship_to.postal_code)
    return ", ".join(part for part in parts if part)
