"""From what was agreed in an exchange to the order and the payment that it asks for (C21)."""

from __future__ import annotations

from makegood.core.acting import Leaving
from makegood.core.actor import Actor
from makegood.core.money import Money
from makegood.core.refs import Ref
from makegood.domains.aftersales.models import Exchange
from makegood.domains.aftersales.policy import SwapFacts
from makegood.domains.aftersales.policy.exchanges import NewGoods
from makegood.domains.billing.models import Purpose, Tender
from makegood.domains.billing.operations.take_payment import TakePaymentAsk
from makegood.domains.ordering.models import OrderedLine, SalesOrder, ShipToAsk
from makegood.domains.ordering.operations.allocate_order import AllocateOrderAsk
from makegood.domains.ordering.operations.cancel_order import CancelOrder, CancelOrderAsk, Cause
from makegood.domains.ordering.operations.import_order import ImportOrderAsk
from makegood.domains.ordering.queries import order_card
from makegood.domains.parties.models import Account, Party


def order_of(facts: SwapFacts, channel: str) -> ImportOrderAsk:
    """The order of what comes instead, to the place where the other went."""
    new, place = _new(facts), order_card(facts.back.order).ship_to
    line = OrderedLine(
        sku=new.sku, quantity=1, unit_price=new.unit_price, discount=new.discount,
        discount_reason=new.rules, tax=new.tax,
    )  # fmt: skip
    return ImportOrderAsk(
        party=Ref[Party](facts.back.party), account=Ref[Account](facts.back.account),
        channel=channel, lines=(line,), tax=new.tax, total=new.total,
        ship_to=ShipToAsk(
            line1=place.line1, line2=place.line2, locality=place.locality, region=place.region,
            postal_code=place.postal_code, country=place.country,
        ),
    )  # fmt: skip


def kept_for(order: str) -> AllocateOrderAsk:
    """That the goods of that order are kept; when they come, the exchange itself tells."""
    return AllocateOrderAsk(order=Ref[SalesOrder](order), is_told=True)


def give_up_new(acting: Leaving, back: str) -> None:
    """Cancel the order of what was to come instead of a return that ends, if it has not left."""
    for row in Exchange.objects.filter(back__number=back).exclude(order=""):
        card = order_card(row.order)
        if card.state == "cancelled" or any(line.shipped for line in card.lines):
            continue
        cancelled = CancelOrderAsk(
            order=Ref[SalesOrder](row.order), cause=Cause.COMPANY, reason=row.number
        )
        acting.run(CancelOrder, cancelled, by=Actor.system("system:returns"))
        acting.release_promise("exchange", f"exchange:{row.number}")


def payment_of(facts: SwapFacts, order: str) -> TakePaymentAsk | None:
    """The payment of the difference by the card that paid; None when there is none to ask."""
    if facts.card is None or facts.difference <= Money.zero(facts.difference.currency):
        return None
    return TakePaymentAsk(
        order=order, party=facts.back.party, amount=facts.difference, tender=Tender.CARD,
        purpose=Purpose.ORDER, token=facts.card.token, last4=facts.card.last4,
    )  # fmt: skip


def money_of(facts: SwapFacts) -> dict[str, int | str]:
    """What comes instead, as an exchange keeps it."""
    new = _new(facts)
    return {
        "currency": new.net.currency, "goods_cents": new.net.cents, "tax_cents": new.tax.cents,
        "last4": facts.card.last4 if facts.card else "",
    }  # fmt: skip


def _new(facts: SwapFacts) -> NewGoods:
    if facts.new is None:
        raise ValueError("what has no price is not exchanged")
    return facts.new
