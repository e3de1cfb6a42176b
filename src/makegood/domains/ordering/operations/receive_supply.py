"""Receive a supply: a supplier's delivery is here, and what waited for it is in stock."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F
from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import Allocation, Inbound, StockLevel
from makegood.domains.ordering.supplying import Way
from makegood.handbook import book


class ReceiveSupplyAsk(Ask):
    """Which delivery of a supplier is here."""

    inbound: Ref[Inbound] = Field(description="The delivery.", examples=["IN-4001"])


@dataclass(frozen=True, slots=True)
class ArrivalFacts:
    """What is in it, and whether it was received before."""

    sku: str
    quantity: int
    has_arrived: bool


class SupplyReceived(Result):
    """The article, and how many pieces of it are in the warehouse now."""

    inbound: str
    sku: str
    on_hand: int


@register
class ReceiveSupply(Operation[ReceiveSupplyAsk, ArrivalFacts, SupplyReceived]):
    """Take a supplier's delivery into the warehouse."""

    name = "ordering.receive_supply"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: ReceiveSupplyAsk) -> ArrivalFacts:
        row = Inbound.objects.select_for_update().filter(number=ask.inbound).first()
        if row is None:
            raise NotFound("inbound", ask.inbound)
        list(StockLevel.objects.select_for_update().filter(sku=row.sku))
        return ArrivalFacts(row.sku, row.quantity, has_arrived=row.arrived_at is not None)

    def decide(self, ask: ReceiveSupplyAsk, facts: ArrivalFacts) -> Decision:
        return policy.may_receive(ask.inbound, has_arrived=facts.has_arrived)

    def execute(
        self, ask: ReceiveSupplyAsk, facts: ArrivalFacts, decision: Decision
    ) -> SupplyReceived:
        by = {"counted_at": self.now, "counted_by": self.actor.name}
        StockLevel.objects.get_or_create(sku=facts.sku, defaults={"on_hand": 0, **by})
        level = StockLevel.objects.filter(sku=facts.sku)
        level.update(on_hand=F("on_hand") + facts.quantity, **by)
        Inbound.objects.filter(number=ask.inbound).update(arrived_at=self.now)
        waiting = Allocation.objects.filter(inbound__number=ask.inbound, shipped__lt=F("quantity"))
        released = book().catalogue.released_after(facts.sku, self.today) or self.today
        waiting.update(way=Way.STOCK, ready_on=released)
        self.record(f"inbound:{ask.inbound}")
        on_hand = queries.stock_of(facts.sku).on_hand
        return SupplyReceived(inbound=ask.inbound, sku=facts.sku, on_hand=on_hand)

    def verify(self, ask: ReceiveSupplyAsk, facts: ArrivalFacts, result: SupplyReceived) -> None:
        level = queries.stock_of(facts.sku)
        ensure(level.on_hand >= facts.quantity, "what came is in the warehouse")
        ensure(
            ask.inbound not in {number for number, _, _ in level.inbound}, "it is awaited no more"
        )
