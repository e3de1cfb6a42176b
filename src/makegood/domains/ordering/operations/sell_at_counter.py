"""Sell at the counter: goods that are here are priced, paid for, billed and handed over at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.billing import queries as billing
from makegood.domains.billing.models import Payment, Tender, TenderAccount
from makegood.domains.billing.operations import Token
from makegood.domains.billing.operations.send_receipt import SendReceipt, SendReceiptAsk
from makegood.domains.billing.operations.take_payment import TakePayment, TakePaymentAsk
from makegood.domains.billing.putting import drawer_of
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering import operations as acts
from makegood.domains.ordering import queries
from makegood.domains.ordering.handing_over import hand_over, seat_of_house, unnamed_in
from makegood.domains.ordering.models import OrderedGoods, ShipToAsk
from makegood.domains.ordering.policy.counter_sales import CounterFacts, may_sell_here
from makegood.domains.parties.models import Account

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
    token: Token | None = Field(
        None,
        description="A gift card's code; store credit is the buyer's own.",
        examples=["GC-1001"],
    )
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
            ship_to=ask.shop or seat_of_house(), is_delivered=False, on=None,
        )  # fmt: skip
        if offer.basket is not None:  # what is paid for at once is on no account
            offer = replace(offer, basket=replace(offer.basket, is_on_account=False))
        facts = acts.order_facts(self, offer, ask.lines, po_number="", wanted_on=None)
        drawer = drawer_of(self) if ask.tender == "cash" else ""
        return CounterFacts(facts, drawer, unnamed_in(ask.lines, offer.basket))

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
            order=order, party=basket.customer, amount=priced.total, tender=Tender(ask.tender),
            token=ask.token or self._own_credit(ask, basket.customer),
        )  # fmt: skip
        paid = self.run(TakePayment, paying).payment
        shipment = hand_over(self, order, ask.lines, offer.ship_to["locality"])
        self.run(SendReceipt, SendReceiptAsk(payment=Ref[Payment](paid)))
        invoice = queries.invoice_of(shipment).number
        return SoldAtCounter(order=order, payment=paid, invoice=invoice, total=priced.total)

    def _own_credit(self, ask: SellAtCounterAsk, buyer: str) -> str | None:
        return TenderAccount.store_credit_of(buyer) if ask.tender == "store_credit" else None

    def verify(self, ask: SellAtCounterAsk, facts: CounterFacts, result: SoldAtCounter) -> None:
        ensure(queries.order_card(result.order).state == "delivered", "all of it was handed over")
        due = ledger.balance_of("1100", about=f"order:{result.order}")
        ensure(not due, "what was billed is paid, to the cent")
        ensure(billing.captured(result.order) == result.total, "with the money that was taken")
