"""Expect a supply: pieces of an article are on their way to us, due on a day, or on another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import Allocation, GoodsNumber, Inbound


class ExpectSupplyAsk(Ask):
    """The delivery of a supplier, what is in it, and when it should be here."""

    number: str = Field(description="Its number.", examples=["IN-4001"], pattern=r"^IN-[0-9]{1,9}$")
    sku: GoodsNumber = Field(description="The stock number.", examples=["WM900"])
    quantity: int = Field(description="How many pieces.", examples=[10], ge=1, le=1_000_000)
    due_on: date = Field(description="The day it should be here.", examples=["2026-06-29"])


@dataclass(frozen=True, slots=True)
class InboundFacts:
    """What is known of it: what it holds, whether it is here, how much of it is promised."""

    sku: str
    has_arrived: bool
    promised: int


class SupplyExpected(Result):
    """The delivery, and how many orders wait for it."""

    inbound: str
    due_on: date
    orders: tuple[str, ...]


@register
class ExpectSupply(Operation[ExpectSupplyAsk, InboundFacts, SupplyExpected]):
    """Record when a supplier's delivery should be here, or that it comes on another day."""

    name = "ordering.expect_supply"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: ExpectSupplyAsk) -> InboundFacts:
        row = Inbound.objects.select_for_update().filter(number=ask.number).first()
        if row is None:
            return InboundFacts("", has_arrived=False, promised=0)
        arrived = row.arrived_at is not None
        return InboundFacts(row.sku, has_arrived=arrived, promised=queries.expected_for(row.number))

    def decide(self, ask: ExpectSupplyAsk, facts: InboundFacts) -> Decision:
        return policy.may_expect(
            ask.number, ask.sku, ask.quantity, ask.due_on, known=facts.sku,
            has_arrived=facts.has_arrived, promised=facts.promised, today=self.today,
        )  # fmt: skip

    def execute(
        self, ask: ExpectSupplyAsk, facts: InboundFacts, decision: Decision
    ) -> SupplyExpected:
        told = {
            "sku": ask.sku, "quantity": ask.quantity, "due_on": ask.due_on,
            "recorded_at": self.now, "recorded_by": self.actor.name,
        }  # fmt: skip
        Inbound.objects.update_or_create(number=ask.number, defaults=told)
        Allocation.objects.filter(inbound__number=ask.number).update(ready_on=ask.due_on)
        self.record(f"inbound:{ask.number}")
        waiting = queries.orders_waiting_for(ask.number)
        return SupplyExpected(inbound=ask.number, due_on=ask.due_on, orders=waiting)

    def verify(self, ask: ExpectSupplyAsk, facts: InboundFacts, result: SupplyExpected) -> None:
        expected = (ask.number, ask.quantity, ask.due_on)
        ensure(expected in queries.stock_of(ask.sku).inbound, "it is expected on that day")
