"""Amend an order: more of a line, or another place, at the prices of the day it was taken."""

from __future__ import annotations

from dataclasses import replace

from pydantic import Field

from makegood.core.actor import V2
from makegood.core.decision import Decision
from makegood.core.money import Money, sum_of
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.domains.ordering import operations as acts
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.baskets import Exemption
from makegood.domains.ordering.models import (
    OrderChange,
    OrderLine,
    SalesOrder,
    ShipToAsk,
    amend_facts,
    keep_amended,
)
from makegood.domains.ordering.operations.allocate_order import AllocateOrder, AllocateOrderAsk
from makegood.domains.ordering.operations.hold_order import hold_for_credit
from makegood.domains.ordering.operations.make_quote import PLACE
from makegood.domains.ordering.operations.void_carriage import give_up
from makegood.domains.ordering.policy import AmendFacts
from makegood.domains.parties.queries import why_not_sold


class AmendOrderAsk(Ask):
    """Which order, how many pieces of which line, where it goes, or whether all at once."""

    order: Ref[SalesOrder] = Field(description="The order.", examples=["O-5001"])
    line: Ref[OrderLine] | None = Field(
        None, description="The line of which more is wanted.", examples=["O-5001/1"]
    )
    quantity: int | None = Field(
        None, description="How many pieces it shall have in all.", examples=[3], ge=1, le=10_000
    )
    ship_to: ShipToAsk | None = Field(None, description="Where it goes now.", examples=[PLACE])
    together: bool | None = Field(
        None, description="Whether all of it leaves at once.", examples=[False]
    )
    reason: str = Field("", description="Why.", examples=["They moved."], max_length=200)


class OrderAmended(Result):
    """The order, and what it comes to now."""

    order: str
    before: Money
    total: Money
    deposit: Money


@register
class AmendOrder(Operation[AmendOrderAsk, AmendFacts, OrderAmended]):
    """Change an order before it is packed, at its own prices."""

    name = "ordering.amend_order"
    needs = Needs(level=V2, standing=holder("orders"), authority=None, automated=True)
    retention = "orders_7y"

    def gather(self, ask: AmendOrderAsk) -> AmendFacts:
        exempt, line = self._exemption(ask), ask.line or ""
        found = amend_facts(ask.order, line, ask.quantity, ask.ship_to, exempt, self.today)
        facts = replace(found, together=ask.together, not_sold=why_not_sold(found.order.party))
        if not facts.order.terms:
            return facts
        credit = queries.credit_of(facts.order.party, self.today, but=facts.order.number)
        return replace(facts, credit=credit)

    def decide(self, ask: AmendOrderAsk, facts: AmendFacts) -> Decision:
        return policy.may_amend(facts, today=self.today)

    def execute(self, ask: AmendOrderAsk, facts: AmendFacts, decision: Decision) -> OrderAmended:
        order, priced = facts.order, facts.found
        keep_amended(facts, ask.ship_to, self._exemption(ask), self.now)
        OrderChange.objects.create(
            order_id=order.pk, kind="amend", reason=ask.reason, cause="customer", at=self.now,
            what=ask.model_dump(mode="json", exclude_unset=True), by=self.actor.name,
            total_before_cents=order.total.cents, total_after_cents=priced.total.cents,
        )  # fmt: skip
        self.record(order.ref)
        touched = {line.number for line in order.lines} if ask.ship_to else {ask.line or ""}
        give_up(self, order.number, touched)
        if facts.plans:
            self.run(AllocateOrder, AllocateOrderAsk(order=ask.order, is_told=True))
        hold_for_credit(self, order, facts.credit, priced.total)
        acts.tell_of_order(self, order.number, order.party, "order_cancelled", decision.says)
        return OrderAmended(
            order=order.number, before=order.total, total=priced.total, deposit=priced.deposit
        )

    def verify(self, ask: AmendOrderAsk, facts: AmendFacts, result: OrderAmended) -> None:
        card = queries.order_card(ask.order)
        lines = sum_of([line.net + line.tax for line in card.lines])
        ensure(card.total == lines == result.total, "the order comes to what was told")
        for line in queries.supply_of(ask.order):
            ensure(line.pieces == line.to_send, "and each piece of it is kept")

    def _exemption(self, ask: AmendOrderAsk) -> Exemption | None:
        if ask.ship_to is None:
            return None
        return queries.exemption_of(queries.order_card(ask.order).party, ask.ship_to.region)
