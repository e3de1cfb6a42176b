"""Allocate an order: find where each of its pieces comes from, and promise the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.ordering import operations as acts
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import (
    Allocation,
    OrderLine,
    SalesOrder,
    lock_order,
    plans_for,
    promise_line,
)
from makegood.domains.ordering.supplying import shared
from makegood.handbook import book


class AllocateOrderAsk(Ask):
    """Which order, and the day on which it is wanted."""

    order: Ref[SalesOrder] = Field(description="The order.", examples=["O-5001"])
    wanted_on: date | None = Field(
        None, description="Not before this day.", examples=["2026-07-06"]
    )
    is_told: bool = Field(
        False, description="Whether the customer is told the day otherwise.", examples=[False]
    )


@dataclass(frozen=True, slots=True)
class AllocationFacts:
    """The order's party, the pieces of each line without a source, and where they come from."""

    party: str
    order: policy.OrderMoney
    needed: tuple[tuple[str, int], ...]
    plans: tuple[policy.Plan, ...]


class OrderAllocated(Result):
    """The day on which all of it is promised; empty while a day is unknown."""

    order: str
    promised_on: date | None


@register
class AllocateOrder(Operation[AllocateOrderAsk, AllocationFacts, OrderAllocated]):
    """Keep goods for an order from stock, from what is on its way, or have them made."""

    name = "ordering.allocate_order"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: AllocateOrderAsk) -> AllocationFacts:
        order = lock_order(ask.order)
        rows = OrderLine.objects.filter(order_id=order.pk, cancelled_at=None).order_by("pk")
        missing = {
            row: row.quantity - row.shipped - Allocation.open_of(row)
            for row in rows
            if book().catalogue.is_goods(row.sku)
        }
        wanted: dict[str, int] = {}
        for row, pieces in missing.items():
            wanted[row.sku] = wanted.get(row.sku, 0) + pieces
        plans = plans_for(
            {sku: pieces for sku, pieces in wanted.items() if pieces > 0}, self.today,
            is_delivered=order.is_delivered, wanted_on=ask.wanted_on,
        )  # fmt: skip
        needed = tuple((row.number, pieces) for row, pieces in missing.items() if pieces > 0)
        return AllocationFacts(order.party, order, needed, plans)

    def decide(self, ask: AllocateOrderAsk, facts: AllocationFacts) -> Decision:
        return policy.may_allocate(facts.order, facts.plans, today=self.today)

    def execute(
        self, ask: AllocateOrderAsk, facts: AllocationFacts, decision: Decision
    ) -> OrderAllocated:
        left = {plan.sku: plan.parts for plan in facts.plans}
        expected = {plan.sku: plan.expected for plan in facts.plans}
        for number, pieces in facts.needed:
            line = OrderLine.objects.get(number=number)
            Allocation.objects.filter(line=line, way="unknown").delete()
            parts, left[line.sku] = shared(left[line.sku], pieces)
            for part in parts:
                Allocation.keep(line, part, self.now)
            when = expected[line.sku]
            if when is not None:
                why = "moved" if line.promised.exists() else "ordered"
                promise_line(self, facts.party, line, when, why)
        SalesOrder.objects.filter(pk=facts.order.pk).update(allocated_at=self.now)
        self.record(f"order:{ask.order}")
        if facts.needed and not ask.is_told:
            acts.tell_of_order(self, ask.order, facts.party, "order_promised", decision.says)
        return OrderAllocated(order=ask.order, promised_on=queries.promised_on(ask.order))

    def verify(self, ask: AllocateOrderAsk, facts: AllocationFacts, result: OrderAllocated) -> None:
        for line in queries.supply_of(ask.order):
            ensure(line.pieces == line.to_send, "what is kept for a line is what it has to send")
