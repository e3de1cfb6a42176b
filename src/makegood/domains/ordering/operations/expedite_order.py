"""Expedite an order: it goes with the fastest service, at a price that was agreed to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from pydantic import Field

from makegood.core.actor import V2
from makegood.core.decision import Decision
from makegood.core.money import Money, sum_of
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.core.times_of_day import morning_of
from makegood.domains.ordering import operations as acts
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import (
    OrderChange,
    OrderLine,
    SalesOrder,
    expedite_facts,
    keep_expedited,
    promise_line,
)
from makegood.domains.ordering.operations.hold_order import hold_for_credit
from makegood.domains.ordering.operations.void_carriage import give_up
from makegood.domains.ordering.policy import ExpediteFacts
from makegood.domains.ordering.ports import Parcel, Rate, rates_of


class ExpediteOrderAsk(Ask):
    """Which order shall come faster, and whether the customer agrees to the price."""

    order: Ref[SalesOrder] = Field(description="The order.", examples=["O-5001"])
    consent: bool | None = Field(
        None, description="The customer's own yes, once day and price were told.", examples=[True]
    )


class OrderExpedited(Result):
    """The order, what faster delivery costs without tax, what all comes to, and its day."""

    order: str
    price: Money
    total: Money
    promised_on: date


@register
class ExpediteOrder(Operation[ExpediteOrderAsk, ExpediteFacts, OrderExpedited]):
    """Send an order faster than was promised, for the price of faster delivery."""

    name = "ordering.expedite_order"
    needs = Needs(level=V2, standing=holder("orders"), authority=None, automated=True)
    retention = "orders_7y"

    @classmethod
    def prepare(cls, ask: ExpediteOrderAsk) -> tuple[Parcel, tuple[Rate, ...]] | None:
        if not SalesOrder.objects.filter(number=ask.order).exists():
            return None
        parcel = queries.parcel_of(queries.order_card(ask.order), {})
        return (parcel, rates_of(parcel)[0]) if parcel.grams else None

    def gather(self, ask: ExpediteOrderAsk) -> ExpediteFacts:
        asked = self.prepared if isinstance(self.prepared, tuple) else None
        rates = [one for one in asked[1] if policy.may_carry(asked[0], one)] if asked else []
        facts = expedite_facts(ask.order, rates, self.today)
        order = facts.order
        if not order.terms:
            return facts
        return replace(facts, credit=queries.credit_of(order.party, self.today, but=order.number))

    def decide(self, ask: ExpediteOrderAsk, facts: ExpediteFacts) -> Decision:
        return policy.may_expedite(facts, consent=ask.consent, today=self.today)

    def execute(
        self, ask: ExpediteOrderAsk, facts: ExpediteFacts, decision: Decision
    ) -> OrderExpedited:
        order, priced = facts.order, facts.found
        keep_expedited(facts)
        OrderChange.objects.create(
            order_id=order.pk, kind="expedite", what={"price": str(facts.price.amount)},
            cause="customer", at=self.now, by=self.actor.name,
            total_before_cents=order.total.cents, total_after_cents=priced.total.cents,
        )  # fmt: skip
        for one in facts.lines:
            if one.when is not None:
                line = OrderLine.objects.get(number=one.line)
                promise_line(self, order.party, line, one.when, "expedited")
        if facts.arrives_on:
            at = morning_of(facts.arrives_on + timedelta(days=1))
            key = f"express:{order.number}:{facts.arrives_on}"
            self.later("ordering.settle_express", {"order": order.number}, at=at, key=key)
        give_up(self, order.number, {one.line for one in facts.lines})
        hold_for_credit(self, order, facts.credit, priced.total)
        self.record(order.ref)
        acts.tell_of_order(self, order.number, order.party, "order_cancelled", decision.says)
        return OrderExpedited(
            order=order.number, price=facts.price, total=priced.total,
            promised_on=facts.arrives_on or self.today,
        )  # fmt: skip

    def verify(self, ask: ExpediteOrderAsk, facts: ExpediteFacts, result: OrderExpedited) -> None:
        card = queries.order_card(ask.order)
        lines = sum_of([line.net + line.tax for line in card.lines])
        ensure(card.total == lines == result.total, "the order comes to what was told")
        ensure(queries.promised_on(ask.order) == result.promised_on, "and is promised for that day")
