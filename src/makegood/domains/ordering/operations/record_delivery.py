"""Record that a shipment arrived, with what the driver noted."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F
from pydantic import AwareDatetime, Field

from makegood.core.actor import V0, ActorKind
from makegood.core.clock import local
from makegood.core.decision import Decision, refuse, say
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import OrderLine, Scan, Shipment, delivery_facts
from makegood.domains.ordering.policy import DeliveryFacts


class RecordDeliveryAsk(Ask):
    """Which shipment arrived, where, and what its proof of delivery says."""

    shipment: Ref[Shipment] = Field(description="The shipment.", examples=["SH-3001"])
    place: str = Field(
        description="Where it arrived.", examples=["Harlow"], min_length=1, max_length=80
    )
    note: str = Field(
        "", description="What the driver noted.", examples=["No damage."], max_length=400
    )
    damage_noted: bool = Field(
        False, description="Whether the driver noted damage to the goods.", examples=[False]
    )
    at: AwareDatetime | None = Field(
        None, description="When it arrived, where that is known; now when empty.",
        examples=["2026-06-17T14:05:00Z"],
    )  # fmt: skip


class DeliveryRecorded(Result):
    """The shipment that arrived, and how far its order is now."""

    shipment: str
    order: str
    state: str


@register
class RecordDelivery(Operation[RecordDeliveryAsk, DeliveryFacts, DeliveryRecorded]):
    """Record that a shipment was delivered; from this day the customer's rights run."""

    name = "ordering.record_delivery"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: RecordDeliveryAsk) -> DeliveryFacts:
        return delivery_facts(ask.shipment)

    def decide(self, ask: RecordDeliveryAsk, facts: DeliveryFacts) -> Decision:
        is_ours = self.actor.kind is not ActorKind.SYSTEM
        if ask.at is not None and is_ours and not facts.shipped_at <= ask.at <= self.now:
            told = say(f"shipment:{ask.shipment}", "ordering.not_arrived_then")
            return refuse("policy_denied", says=[told])
        return policy.may_deliver(
            ask.shipment, is_delivered=facts.is_delivered, is_undone=facts.is_undone
        )

    def execute(
        self, ask: RecordDeliveryAsk, facts: DeliveryFacts, decision: Decision
    ) -> DeliveryRecorded:
        at = self._moment(ask, facts)
        Shipment.objects.filter(pk=facts.shipment).update(
            delivered_at=at, delivery_note=ask.note, damage_noted=ask.damage_noted,
            turned_back_at=None, turned_back_as="",
        )  # fmt: skip
        self.release_promise("turned_back", f"shipment:{ask.shipment}")
        for line, pieces in facts.pieces:
            OrderLine.objects.filter(pk=line).update(
                delivered=F("delivered") + pieces, delivered_at=at
            )
        here = OrderLine.objects.filter(pk__in=[line for line, _ in facts.pieces])
        for number in here.filter(delivered=F("quantity")).values_list("number", flat=True):
            self.keep_promise("delivery", f"order_line:{number}")
        Scan.objects.create(shipment_id=facts.shipment, at=at, place=ask.place, event="delivered")
        self.record(f"shipment:{ask.shipment}")
        self.record(f"order:{facts.order}")
        state = queries.order_card(facts.order).state
        return DeliveryRecorded(shipment=ask.shipment, order=facts.order, state=state)

    def verify(
        self, ask: RecordDeliveryAsk, facts: DeliveryFacts, result: DeliveryRecorded
    ) -> None:
        shipment = queries.shipment_card(ask.shipment)
        at = self._moment(ask, facts)
        ensure(shipment.delivered_at == at, "the shipment is delivered")
        ensure(shipment.damage_noted == ask.damage_noted, "and damaged if the driver noted that")
        for line, _ in shipment.lines:
            arrived = queries.line_card(line)
            ensure(arrived.delivered > 0, "its pieces are delivered")
            ensure(arrived.delivered_on == local(at).date(), "from this day on")

    def _moment(self, ask: RecordDeliveryAsk, facts: DeliveryFacts) -> datetime:
        """When it arrived: as was said, but neither before it left nor after now."""
        return min(max(ask.at, facts.shipped_at), self.now) if ask.at else self.now
