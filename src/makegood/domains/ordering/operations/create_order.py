"""Create an order: what a customer orders is priced, kept for them, and promised for a day."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from makegood.core.actor import V2
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.domains.billing.operations.take_payment import TakePayment
from makegood.domains.ordering import operations as acts
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import Allocation, OrderedGoods, PaidDownAsk, ShipToAsk
from makegood.domains.ordering.operations.hold_order import HoldKind, HoldOrder, HoldOrderAsk
from makegood.domains.ordering.operations.make_quote import PLACE
from makegood.domains.ordering.policy import OrderFacts
from makegood.domains.parties.models import Account

_LINES = [{"sku": "PT-BELT-24", "quantity": 2}]
_TAKEN = {"po_number", "wanted_on", "together"}
_PAID = {"tender": "card", "token": "tok_gallagher_4242", "last4": "4242"}


class CreateOrderAsk(Ask):
    """What is ordered, where it goes and until when, on which account, and how it is paid."""

    lines: tuple[OrderedGoods, ...] = Field(
        description="The articles.", examples=[_LINES], min_length=1, max_length=100
    )
    codes: tuple[str, ...] = Field(
        (), description="Codes of promotions.", examples=[["SUMMER12"]], max_length=10
    )
    delivered: bool = Field(True, description="No when it is fetched.", examples=[True])
    ship_to: ShipToAsk | None = Field(
        None, description="Where it goes; the account's own place when empty.", examples=[PLACE]
    )
    wanted_on: date | None = Field(
        None, description="Not before this day; soon when empty.", examples=["2026-07-06"]
    )
    po_number: str = Field(
        "", description="The buyer's own order number.", examples=["LPM-2217"], max_length=40
    )
    pay: PaidDownAsk | None = Field(
        None, description="How the deposit is paid now; later when empty.", examples=[_PAID]
    )
    again: bool | None = Field(
        None, description="Whether it is meant, where the same was ordered before.", examples=[True]
    )
    account: Ref[Account] | None = Field(
        None, description="The account, where there are several.", examples=["40006"]
    )
    together: bool = Field(False, description="Whether all of it leaves at once.", examples=[True])


class OrderCreated(Result):
    """The order, how far it is, what it comes to, and the day it is promised for."""

    order: str
    state: str
    total: Money
    deposit: Money
    promised_on: date | None


@register
class CreateOrder(Operation[CreateOrderAsk, OrderFacts, OrderCreated]):
    """Take an order, keep its goods, and confirm it with its price and its day."""

    name = "ordering.create_order"
    needs = Needs(level=V2, standing=holder("orders"), authority=None, automated=True)
    retention = "orders_7y"
    secrets = frozenset({"pay"})
    undone_by = "ordering.cancel_order"

    def gather(self, ask: CreateOrderAsk) -> OrderFacts:
        offer = acts.offer_for(
            self, ask.account, self.actor.party, lines=ask.lines, codes=ask.codes, by_hand=None,
            ship_to=ask.ship_to, is_delivered=ask.delivered, on=None,
        )  # fmt: skip
        return acts.order_facts(
            self, offer, ask.lines, po_number=ask.po_number, wanted_on=ask.wanted_on
        )

    def decide(self, ask: CreateOrderAsk, facts: OrderFacts) -> Decision:
        return policy.may_order(
            facts, po_number=ask.po_number, again=ask.again, wanted_on=ask.wanted_on,
            today=self.today,
        )  # fmt: skip

    def execute(self, ask: CreateOrderAsk, facts: OrderFacts, decision: Decision) -> OrderCreated:
        offer, (basket, priced) = facts.offer, facts.offer.found
        made = acts.take_order(
            self, basket, self.today, account=offer.account, ship_to=offer.ship_to,
            lines=priced.lines, deposit=priced.deposit, **ask.model_dump(include=_TAKEN),
        )  # fmt: skip
        Allocation.name_serials(made.order, [(one.sku, one.serials) for one in ask.lines])
        if ask.pay and priced.deposit:
            self.run(TakePayment, ask.pay.of(made.order, basket.customer, priced.deposit))
        held = policy.held_for(facts.credit, priced.total, self.today)
        if held is not None:
            hold = HoldOrderAsk(order=Ref(made.order), kind=HoldKind.CREDIT, reason=held.text("en"))
            self.run(HoldOrder, hold)
        acts.tell_what_is_ordered(self, made, priced.deposit)
        acts.tell_of_order(self, made.order, basket.customer, "order_confirmed", decision.says)
        return OrderCreated(
            order=made.order, state="on_hold" if held else "allocated", total=priced.total,
            deposit=priced.deposit, promised_on=made.promised_on,
        )  # fmt: skip

    def verify(self, ask: CreateOrderAsk, facts: OrderFacts, result: OrderCreated) -> None:
        card = queries.order_card(result.order)
        ensure((card.total, card.state) == (result.total, result.state), "it stands as was told")
        ensure(facts.promised_on == result.promised_on, "promised is the day that was told")
