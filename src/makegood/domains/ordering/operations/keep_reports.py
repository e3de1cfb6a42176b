"""Keep reports: write down where a carrier saw a parcel, the arrival with it."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import AwareDatetime, Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import Scan, Shipment, new_of
from makegood.domains.ordering.operations.record_delivery import (
    RecordDelivery,
    RecordDeliveryAsk,
)
from makegood.domains.ordering.operations.record_turned_back import (
    RecordTurnedBack,
    RecordTurnedBackAsk,
    TurnedBackAs,
)
from makegood.domains.ordering.ports import Report

_ARRIVED = {"delivered": False, "delivered_damaged": True}  # and whether damage was noted
_TURNED_BACK = {
    "refused": TurnedBackAs.UNWANTED, "undeliverable": TurnedBackAs.UNDELIVERABLE,
}  # fmt: skip
_SEEN = {"at": "2026-06-16T12:00:00Z", "event": "in_transit", "place": "Harlow depot"}


class SeenAsk(Ask):
    """Where and when a carrier saw a parcel, and what became of it there."""

    at: AwareDatetime = Field(description="When.", examples=["2026-06-16T12:00:00Z"])
    event: str = Field(description="What.", examples=["in_transit"], min_length=1, max_length=24)
    place: str = Field(description="Where.", examples=["Harlow"], min_length=1, max_length=80)


class KeepReportsAsk(Ask):
    """Which shipment, and what its carrier reports of it."""

    shipment: Ref[Shipment] = Field(description="The shipment.", examples=["SH-3001"])
    reports: tuple[SeenAsk, ...] = Field(
        description="The reports.", examples=[[_SEEN]], min_length=1, max_length=500
    )


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """The shipment, and the reports that are not known of it, the earliest first."""

    shipment: int
    is_delivered: bool
    is_undone: bool
    has_turned: bool
    new: tuple[Report, ...]


class ReportsKept(Result):
    """The shipment, how many reports were new, and whether it arrived."""

    shipment: str
    kept: int
    has_arrived: bool


@register
class KeepReports(Operation[KeepReportsAsk, ReportFacts, ReportsKept]):
    """Keep what a carrier reports of a parcel; it arrived at the moment that the carrier says."""

    name = "ordering.keep_reports"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: KeepReportsAsk) -> ReportFacts:
        row = Shipment.objects.select_for_update().filter(number=ask.shipment).first()
        if row is None:
            raise NotFound("shipment", ask.shipment)
        told = [Report(one.at, one.event, one.place) for one in ask.reports]
        undone = row.undone_at is not None
        turned = row.turned_back_at is not None
        return ReportFacts(row.pk, row.delivered_at is not None, undone, turned, new_of(row, told))

    def decide(self, ask: KeepReportsAsk, facts: ReportFacts) -> Decision:
        return policy.may_deliver(
            ask.shipment, is_delivered=facts.is_delivered, is_undone=facts.is_undone
        )

    def execute(self, ask: KeepReportsAsk, facts: ReportFacts, decision: Decision) -> ReportsKept:
        arrived = next((one for one in facts.new if one.event in _ARRIVED), None)
        under_way = [one for one in facts.new if one.event not in _ARRIVED]
        Scan.objects.bulk_create(
            Scan(shipment_id=facts.shipment, at=one.at, place=one.place, event=one.event)
            for one in under_way
        )
        self.record(f"shipment:{ask.shipment}")
        if arrived is not None:
            self.run(RecordDelivery, RecordDeliveryAsk(
                shipment=ask.shipment, place=arrived.place, at=arrived.at,
                damage_noted=_ARRIVED[arrived.event],
            ))  # fmt: skip
        turned = [one for one in under_way if one.event in _TURNED_BACK]
        if turned and arrived is None and not facts.has_turned:
            last = turned[-1]
            back = RecordTurnedBackAsk(
                shipment=ask.shipment, why=_TURNED_BACK[last.event], place=last.place
            )
            self.run(RecordTurnedBack, back)
        kept = len(under_way) + (arrived is not None)
        return ReportsKept(shipment=ask.shipment, kept=kept, has_arrived=arrived is not None)

    def verify(self, ask: KeepReportsAsk, facts: ReportFacts, result: ReportsKept) -> None:
        card = queries.shipment_card(ask.shipment)
        ensure((card.delivered_at is not None) == result.has_arrived, "it arrived if it was said")
        ensure(len(card.scans) >= result.kept, "and what was seen of it is on record")
