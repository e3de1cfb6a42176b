"""Lock goods whose price may have fallen since they were sold, and give them out as facts."""

from __future__ import annotations

from datetime import date

from makegood.core.clock import local
from makegood.core.money import Money
from makegood.domains.aftersales.models.facts import lock_line_to_return
from makegood.domains.aftersales.models.kept import matched_on, papers_used
from makegood.domains.aftersales.policy.price_drops import DropFacts
from makegood.domains.aftersales.policy.price_matches import OfferFacts, shows
from makegood.domains.documents.operations import OURS
from makegood.domains.documents.queries import document, documents_of
from makegood.domains.ordering.baskets import Basket, Wanted
from makegood.domains.ordering.models import OrderLine
from makegood.domains.ordering.policy import share_of_pieces
from makegood.domains.ordering.pricing import price
from makegood.domains.ordering.queries import OrderCard, exemption_of, line_card, order_card
from makegood.handbook import NotInHandbook

_LATELY = 20


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
        item=back.item, pieces=pieces, before=share(sold.net),
        matched=matched_on(number, pieces, line.net.currency), tax=share(sold.tax),
        cost=Money(row.unit_cost_cents * pieces, line.net.currency),
        now=_now(order, line.sku, pieces, today) if pieces else None,
        delivered_on=line.delivered_on, has_died=back.has_died,
    )  # fmt: skip


def lock_line_matched(
    number: str, *, shop: str, each: Money, seen_on: date, in_stock: bool, looked_at: bool,
    language: str, today: date,
) -> OfferFacts:  # fmt: skip
    """An order line, locked, beside another shop's offer, and what the customer sent to prove it.

    What was filed on or after the day on which the offer was seen may prove it, once. NotFound.
    """
    sold = lock_line_cheaper(number, language=language, today=today)
    sku = line_card(number).sku
    sent = [
        one.number
        for one in documents_of(sold.party, _LATELY)
        if any(not filed.source.startswith(OURS) and local(filed.filed_at).date() >= seen_on
               for filed in one.filings)
    ]  # fmt: skip
    used = papers_used(sold.party)
    read = ((one, document(one).text or "") for one in sent if one not in used)
    proof = next((one for one, text in read if shows(text, sku, each, shop)), "")
    return OfferFacts(sold, shop, each, seen_on, in_stock, proof, bool(sent), looked_at)


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
