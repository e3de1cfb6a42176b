"""Order anew what we cancelled for a delay: the same, at the price of the former order."""

from __future__ import annotations

from dataclasses import replace
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
from makegood.domains.ordering import operations as acts
from makegood.domains.ordering import policy, pricing, queries
from makegood.domains.ordering.models import (
    Former,
    OrderChange,
    SalesOrder,
    former_order,
    lock_order,
)
from makegood.domains.ordering.operations.hold_order import hold_for_credit
from makegood.domains.ordering.policy import AnewFacts, OrderFacts


class OrderAnewAsk(Ask):
    """Which cancelled order is wanted after all."""

    order: Ref[SalesOrder] = Field(description="The cancelled order.", examples=["O-5001"])


class OrderedAnew(Result):
    """The new order, what it comes to, its deposit, and the day it is promised for."""

    order: str
    former: str
    total: Money
    deposit: Money
    promised_on: date | None


@register
class OrderAnew(Operation[OrderAnewAsk, AnewFacts, OrderedAnew]):
    """Take an order once more that we cancelled for a delay, at its former price."""

    name = "ordering.order_anew"
    needs = Needs(level=V2, standing=holder("orders"), authority=None, automated=True)
    retention = "orders_7y"
    undone_by = "ordering.cancel_order"

    def gather(self, ask: OrderAnewAsk) -> AnewFacts:
        was = former_order(ask.order)
        return AnewFacts(
            rights=queries.rights_on_order(ask.order), order=was.order, po_number=was.po_number,
            together=was.order.ships_complete, cancelled_on=was.cancelled_on, anew=was.anew,
            again=self._again(was) if was.lines else None,
        )  # fmt: skip

    def decide(self, ask: OrderAnewAsk, facts: AnewFacts) -> Decision:
        return policy.may_order_anew(facts, today=self.today)

    def execute(self, ask: OrderAnewAsk, facts: AnewFacts, decision: Decision) -> OrderedAnew:
        offer = facts.found.offer
        basket, priced = offer.found
        made = acts.take_order(
            self, basket, priced.on, account=offer.account, ship_to=offer.ship_to,
            po_number=facts.po_number, lines=priced.lines, deposit=priced.deposit,
            together=facts.together,
        )  # fmt: skip
        OrderChange.objects.create(
            order_id=facts.order.pk, kind="anew", what={"order": made.order}, cause="customer",
            at=self.now, by=self.actor.name, total_before_cents=0, total_after_cents=0,
        )  # fmt: skip
        hold_for_credit(self, lock_order(made.order), facts.found.credit, priced.total)
        self.record(facts.order.ref)
        acts.tell_what_is_ordered(self, made, priced.deposit)
        acts.tell_of_order(self, made.order, basket.customer, "order_confirmed", decision.says)
        return OrderedAnew(
            order=made.order, former=ask.order, total=priced.total, deposit=priced.deposit,
            promised_on=made.promised_on,
        )  # fmt: skip

    def verify(self, ask: OrderAnewAsk, facts: AnewFacts, result: OrderedAnew) -> None:
        card = queries.order_card(result.order)
        ensure(card.total == result.total, "the new order comes to what was told")
        ensure(card.party == facts.order.party, "and is the same customer's")
        ensure(queries.changes_of(ask.order)[-1].kind == "anew", "it is taken once only")

    def _again(self, was: Former) -> OrderFacts:
        """The same basket on the day of the former order, with the goods that are here today."""
        order = was.order
        offer = acts.offer_for(
            self, order.account, order.party, lines=was.lines, codes=was.codes, by_hand=None,
            ship_to=was.ship_to, is_delivered=order.is_delivered, on=None,
        )  # fmt: skip
        if offer.basket is not None and offer.priced is not None:
            basket = replace(offer.basket, by_hand=was.by_hand)
            offer = replace(offer, basket=basket, priced=pricing.price(basket, was.priced_on))
        return acts.order_facts(self, offer, (), po_number="", wanted_on=None)
