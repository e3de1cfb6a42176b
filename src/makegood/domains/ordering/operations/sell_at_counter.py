"""Sell at the counter: goods that are here are priced, paid for, billed and handed over at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from pydantic import Field

from makegood.core.acting import Leaving
from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.billing import queries as billing
from makegood.domains.billing.models import Payment, Tender
from makegood.domains.billing.operations import Token
from makegood.domains.billing.operations.send_receipt import SendReceipt, SendReceiptAsk
from makegood.domains.billing.operations.take_payment import TakePayment, TakePaymentAsk
from makegood.domains.billing.putting import drawer_of
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering import operations as acts
from makegood.domains.ordering import queries
from makegood.domains.ordering.baskets import Basket
from makegood.domains.ordering.models import (
    OrderedGoods,
    OrderLine,
    PackedLine,
    SalesOrder,
    Shipment,
    ShipToAsk,
)
from makegood.domains.ordering.operations.record_delivery import RecordDelivery, RecordDeliveryAsk
from makegood.domains.ordering.operations.record_shipment import RecordShipment, RecordShipmentAsk
from makegood.domains.ordering.policy.counter_sales import CounterFacts, may_sell_here
from makegood.domains.parties.models import Account
from makegood.handbook import book

_SOLD = [{"sku": "WM900", "quantity": 1, "serials": ["SN-77120"]}]
_SHOP = {"line1": "12 Market Street", "locality": "Harlow", "region": "XM", "postal_code": "55501"}


class SellAtCounterAsk(Ask):
    """Who buys what, in which shop, and how it is paid."""

    account: Ref[Account] = Field(description="The buyer's account.", examples=["40006"])
    lines: tuple[OrderedGoods, ...] = Field(
        description="The goods.", examples=[_SOLD], min_length=1, max_length=100
    )
    codes: tuple[str, ...] = Field(
        (), description="Codes of promotions.", examples=[["SUMMER12"]], max_length=10
    )
    tender: Literal["cash", "gift", "store_credit"] = Field(
        description="The means of payment; we have the money at once.", examples=["cash"]
    )
    token: Token | None = Field(None, description="A gift card's code.", examples=["GC-1001"])
    shop: ShipToAsk | None = Field(
        None, description="Where it is sold, for its tax; at our seat when empty.", examples=[_SHOP]
    )


class SoldAtCounter(Result):
    """The order that it stands as, its payment, its bill, and what was paid."""

    order: str
    payment: str
    invoice: str
    total: Money


@register
class SellAtCounter(Operation[SellAtCounterAsk, CounterFacts, SoldAtCounter]):
    """Sell goods that are here over the counter: paid, billed and taken along."""

    name = "ordering.sell_at_counter"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "ledger_7y"
    secrets = frozenset({"token"})

    def gather(self, ask: SellAtCounterAsk) -> CounterFacts:
        offer = acts.offer_for(
            self, ask.account, self.actor.party, lines=ask.lines, codes=ask.codes, by_hand=None,
            ship_to=ask.shop or _seat(), is_delivered=False, on=None,
        )  # fmt: skip
        if offer.basket is not None:  # what is paid for at once is on no account
            offer = replace(offer, basket=replace(offer.basket, is_on_account=False))
        facts = acts.order_facts(self, offer, ask.lines, po_number="", wanted_on=None)
        return CounterFacts(facts, drawer_of(self), _unnamed(ask, offer.basket))

    def decide(self, ask: SellAtCounterAsk, facts: CounterFacts) -> Decision:
        return may_sell_here(facts, tender=ask.tender, today=self.today)

    def execute(
        self, ask: SellAtCounterAsk, facts: CounterFacts, decision: Decision
    ) -> SoldAtCounter:
        offer, (basket, priced) = facts.order.offer, facts.order.offer.found
        zero = Money.zero(priced.total.currency)
        order = acts.take_order(
            self, basket, self.today, account=offer.account, ship_to=offer.ship_to, po_number="",
            lines=priced.lines, deposit=zero,
        ).order  # fmt: skip
        paying = TakePaymentAsk(
            order=order, party=basket.customer, amount=priced.total, token=ask.token,
            tender=Tender(ask.tender),
        )  # fmt: skip
        paid = self.run(TakePayment, paying).payment
        shipment = _hand_over(self, order, ask, offer.ship_to["locality"])
        self.run(SendReceipt, SendReceiptAsk(payment=Ref[Payment](paid)))
        invoice = queries.invoice_of(shipment).number
        return SoldAtCounter(order=order, payment=paid, invoice=invoice, total=priced.total)

    def verify(self, ask: SellAtCounterAsk, facts: CounterFacts, result: SoldAtCounter) -> None:
        ensure(queries.order_card(result.order).state == "delivered", "all of it was handed over")
        due = ledger.balance_of("1100", about=f"order:{result.order}")
        ensure(not due, "what was billed is paid, to the cent")
        ensure(billing.captured(result.order) == result.total, "with the money that was taken")


def _seat() -> ShipToAsk:
    company = book().company
    seat = company.seat
    return ShipToAsk(
        line1=seat.street, locality=seat.locality, region=company.region,
        postal_code=seat.postal_code, country=seat.country,
    )  # fmt: skip


def _serials(lines: Sequence[OrderedGoods], sku: str) -> tuple[str, ...]:
    return tuple(serial for line in lines if line.sku == sku for serial in line.serials)


def _unnamed(ask: SellAtCounterAsk, basket: Basket | None) -> tuple[str, ...]:
    """The articles of which each piece has a serial number, and not each one is named."""
    products = book().catalogue.products
    return tuple(
        one.sku
        for one in (basket.wanted if basket else ())
        if products[one.sku].serial_controlled and len(_serials(ask.lines, one.sku)) != one.quantity
    )


def _hand_over(acting: Leaving, order: str, ask: SellAtCounterAsk, place: str) -> str:
    """Bill all of an order and have it taken along; answers the shipment that it stands as."""
    packed = tuple(
        PackedLine(
            line=Ref[OrderLine](line.number), quantity=line.quantity,
            serials=_serials(ask.lines, line.sku),
        )
        for line in queries.order_card(order).lines
    )  # fmt: skip
    left = RecordShipmentAsk(
        order=Ref[SalesOrder](order), number=next_number("SH"), carrier=book().company.name,
        tracking=order, promised_on=acting.today, lines=packed,
    )  # fmt: skip
    acting.run(RecordShipment, left)
    arrived = RecordDeliveryAsk(shipment=Ref[Shipment](left.number), place=place)
    acting.run(RecordDelivery, arrived)
    return left.number
