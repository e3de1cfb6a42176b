"""Record what a carrier reports of a shipment on its way."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import Scan, Shipment


class ScanEvent(StrEnum):
    """What a carrier reports before a shipment arrives; the arrival is a delivery."""

    PICKED_UP = "picked_up"
    IN_TRANSIT = "in_transit"
    OUT_FOR_DELIVERY = "out_for_delivery"


class RecordScanAsk(Ask):
    """What the carrier reported, and where."""

    shipment: Ref[Shipment] = Field(description="The shipment.", examples=["SH-3001"])
    event: ScanEvent = Field(description="What was reported.", examples=["in_transit"])
    place: str = Field(
        description="Where it was.", examples=["Millbrook hub"], min_length=1, max_length=80
    )


@dataclass(frozen=True, slots=True)
class ScanFacts:
    """The shipment, and whether it has arrived already."""

    shipment: int
    order: str
    is_delivered: bool
    is_undone: bool


class ScanRecorded(Result):
    """The shipment and how many reports of it there are now."""

    shipment: str
    scans: int


@register
class RecordScan(Operation[RecordScanAsk, ScanFacts, ScanRecorded]):
    """Record where a shipment on its way was seen."""

    name = "ordering.record_scan"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: RecordScanAsk) -> ScanFacts:
        found = Shipment.objects.select_for_update().filter(number=ask.shipment)
        shipment = found.select_related("order").first()
        if shipment is None:
            raise NotFound("shipment", ask.shipment)
        delivered = shipment.delivered_at is not None
        undone = shipment.undone_at is not None
        return ScanFacts(
            shipment.pk, shipment.order.number, is_delivered=delivered, is_undone=undone
        )

    def decide(self, ask: RecordScanAsk, facts: ScanFacts) -> Decision:
        return policy.may_deliver(
            ask.shipment, is_delivered=facts.is_delivered, is_undone=facts.is_undone
        )

    def execute(self, ask: RecordScanAsk, facts: ScanFacts, decision: Decision) -> ScanRecorded:
        Scan.objects.create(
            shipment_id=facts.shipment, at=self.now, place=ask.place, event=ask.event
        )
        self.record(f"shipment:{ask.shipment}")
        self.record(f"order:{facts.order}")
        scans = Scan.objects.filter(shipment_id=facts.shipment).count()
        return ScanRecorded(shipment=ask.shipment, scans=scans)

    def verify(self, ask: RecordScanAsk, facts: ScanFacts, result: ScanRecorded) -> None:
        last = queries.shipment_card(ask.shipment).scans[-1]
        ensure((last.event, last.place) == (ask.event, ask.place), "the report is the last one")
