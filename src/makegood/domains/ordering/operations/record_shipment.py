"""Record a shipment: goods leave, their invoice is posted and the deposit pays its share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pydantic import Field, field_validator

from makegood.core.actor import V0
from makegood.core.decision import Decision, refuse, say
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.catalog.queries import lot_of
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import (
    Allocation,
    PackedLine,
    SalesOrder,
    Shipment,
    StoppedLot,
    lock_order,
)
from makegood.domains.ordering.operations.invoice_shipment import (
    InvoiceShipment,
    InvoiceShipmentAsk,
)

_PACKED = {"line": "O-1041/1", "quantity": 1, "serials": ["SN-77120"]}


class RecordShipmentAsk(Ask):
    """What left, with whom, and for which day it was promised."""

    order: Ref[SalesOrder] = Field(description="The order it belongs to.", examples=["O-1041"])
    number: str = Field(description="Its number.", examples=["SH-3001"], pattern=r"^SH-[0-9]{1,9}$")
    carrier: str = Field(description="The carrier.", examples=["Meridian Freight"], max_length=60)
    tracking: str = Field(description="To follow it.", examples=["MF260601041"], max_length=60)
    promised_on: date = Field(description="The day it is promised for.", examples=["2026-06-02"])
    lines: tuple[PackedLine, ...] = Field(
        description="The order lines in it.", examples=[[_PACKED]], min_length=1, max_length=500
    )

    @field_validator("lines")
    @classmethod
    def _each_line_once(cls, lines: tuple[PackedLine, ...]) -> tuple[PackedLine, ...]:
        if len({one.line for one in lines}) < len(lines):
            raise ValueError("an order line is there twice")
        return lines

    @property
    def pieces(self) -> dict[str, int]:
        """How many pieces of each order line are in it."""
        return {one.line: one.quantity for one in self.lines}


class ShipmentRecorded(Result):
    """What the shipment billed beyond earlier invoices, what the deposit paid, what is due."""

    shipment: str
    invoiced: Money
    deposit: Money
    due: Money


@dataclass(frozen=True, slots=True)
class ShippingFacts:
    """The order's lines, and whether the shipment is on record already."""

    order: policy.OrderMoney
    is_known: bool
    stopped: tuple[str, ...]


@register
class RecordShipment(Operation[RecordShipmentAsk, ShippingFacts, ShipmentRecorded]):
    """Record that goods of an order left, and invoice what left."""

    name = "ordering.record_shipment"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: RecordShipmentAsk) -> ShippingFacts:
        order = lock_order(ask.order, naming=ask.pieces)
        serials = [serial for one in ask.lines for serial in (*one.serials, *one.picked_serials)]
        lots = {lot.lot for one in serials if (lot := lot_of(one, self.today))}
        stopped = StoppedLot.objects.filter(number__in=lots).values_list("number", flat=True)
        is_known = Shipment.objects.filter(number=ask.number).exists()
        return ShippingFacts(order, is_known, tuple(sorted(stopped)))

    def decide(self, ask: RecordShipmentAsk, facts: ShippingFacts) -> Decision:
        if facts.stopped:
            told = say(f"lot:{facts.stopped[0]}", "ordering.lot_stopped", lot=facts.stopped[0])
            return refuse("policy_denied", says=[told])
        return policy.may_ship(ask.number, facts.order, ask.pieces, is_known=facts.is_known)

    def execute(
        self, ask: RecordShipmentAsk, facts: ShippingFacts, decision: Decision
    ) -> ShipmentRecorded:
        shipment = Shipment.objects.create(
            order_id=facts.order.pk, number=ask.number, carrier=ask.carrier,
            tracking=ask.tracking, shipped_at=self.now, promised_on=ask.promised_on,
        )  # fmt: skip
        left = policy.invoice(facts.order.lines, ask.pieces).pieces
        shipment.pack(left, {one.line: one.pairs for one in ask.lines})
        Allocation.ship(ask.pieces)
        self.record(f"shipment:{ask.number}")
        billed = self.run(InvoiceShipment, InvoiceShipmentAsk(shipment=Ref(ask.number)))
        return ShipmentRecorded(
            shipment=ask.number, invoiced=billed.invoiced, deposit=billed.deposit, due=billed.due
        )

    def verify(self, ask: RecordShipmentAsk, _: ShippingFacts, result: ShipmentRecorded) -> None:
        shipped = dict(queries.shipment_card(ask.number).lines)
        ensure(ask.pieces.items() <= shipped.items(), "every piece is in the shipment")
        ensure(queries.invoice_of(ask.number).due == result.due, "and what is due is on a bill")
