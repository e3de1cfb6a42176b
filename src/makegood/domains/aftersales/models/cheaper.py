"""Lock goods whose price may have fallen since they were sold, and give them out as facts."""

from __future__ import annotations

from datetime import date

from makegood.core.money import Money
from makegood.domains.aftersales.models.facts import lock_line_to_return
from makegood.domains.aftersales.policy.price_drops import DropFacts
from makegood.domains.ordering.baskets import Basket, Wanted
from makegood.domains.ordering.models import OrderLine
from makegood.domains.ordering.policy import share_of_pieces
from makegood.domains.ordering.pricing import price
from makegood.domains.ordering.queries import OrderCard, exemption_of, line_card, order_card
from makegood.handbook import NotInHandbook


def lock_line_cheaper(number: str, *, language: str, today: date) -> DropFacts:
    """An order line, locked, with what its pieces cost then and cost today. NotFound."""
    back = lock_line_to_return(
        number, quantity=1, reason="changed_mind", opened=False, language=language, today=today
    )
    line, sold = line_card(number), back.sold
    pieces = max(0, min(sold.quantity, line.delivered) - back.taken) if line.is_goods else 0
    row, order = OrderLine.objects.get(number=number), order_card(back.order)

    def share(whole: Money) -> Money:
        if not pieces:
            return Money.zero(whole.currency)
        return share_of_pieces(whole, sold.quantity, before=back.taken, count=pieces)

    return DropFacts(
        rights=back.rights, line=number, order=back.order, party=back.party, account=back.account,
        item=back.item, pieces=pieces, before=share(sold.net), tax=share(sold.tax),
        cost=Money(row.unit_cost_cents * pieces, line.net.currency),
        now=_now(order, line.sku, pieces, today) if pieces else None,
        delivered_on=line.delivered_on, has_died=back.has_died,
    )  # fmt: skip


def _now(order: OrderCard, sku: str, pieces: int, today: date) -> Money | None:
    """What so many pieces cost this customer today, without tax; None for what has no price."""
    place = order.ship_to
    basket = Basket(
        customer=order.party, wanted=(Wanted(sku, pieces),), region=place.region,
        locality=place.locality, exemption=exemption_of(order.party, place.region),
        is_delivered=False,
    )  # fmt: skip
    try:
        (line,) = price(basket, today).lines
    except NotInHandbook:
        return None
    return line.net
