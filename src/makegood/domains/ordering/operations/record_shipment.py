"""Record a shipment: goods leave, their invoice is posted and the deposit pays its share."""

from __future__ import annotations

from datetime import date, timedelta

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.core.times_of_day import morning_of
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import (
    Allocation,
    Carriage,
    PackedLines,
    SalesOrder,
    leaving_facts,
    ship,
)
from makegood.domains.ordering.operations.invoice_shipment import (
    InvoiceShipment,
    InvoiceShipmentAsk,
)
from makegood.domains.ordering.operations.void_carriage import give_up_beyond
from makegood.domains.ordering.policy import LeavingFacts

_PACKED = {"line": "O-1041/1", "quantity": 1, "serials": ["SN-77120"]}


class RecordShipmentAsk(Ask):
    """What left, with whom, and for which day it was promised."""

    order: Ref[SalesOrder] = Field(description="The order it belongs to.", examples=["O-1041"])
    number: str = Field(description="Its number.", examples=["SH-3001"], pattern=r"^SH-[0-9]{1,9}$")
    carriage: Ref[Carriage] | None = Field(
        None, description="The booked carriage it left with, if any.", examples=["CG-1001"]
    )
    carrier: str = Field(
        "", description="The carrier, without a carriage.", examples=["Meridian Freight"],
        max_length=60,
    )  # fmt: skip
    tracking: str = Field("", description="To follow it.", examples=["MF2606"], max_length=60)
    promised_on: date | None = Field(
        None, description="The day it is promised for.", examples=["2026-06-02"]
    )
    lines: PackedLines = Field(
        description="The order lines in it.", examples=[[_PACKED]], min_length=1, max_length=500
    )

    @property
    def by(self) -> tuple[str, str, date | None]:
        """Carrier, tracking number and promised day as far as they are named."""
        return self.carrier, self.tracking, self.promised_on

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


@register
class RecordShipment(Operation[RecordShipmentAsk, LeavingFacts, ShipmentRecorded]):
    """Record that goods of an order left, and invoice what left."""

    name = "ordering.record_shipment"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: RecordShipmentAsk) -> LeavingFacts:
        return leaving_facts(ask.order, ask.number, ask.lines, ask.carriage or "", self.today)

    def decide(self, ask: RecordShipmentAsk, facts: LeavingFacts) -> Decision:
        return policy.may_leave(facts, ask.number, ask.pieces, ask.by)

    def execute(
        self, ask: RecordShipmentAsk, facts: LeavingFacts, decision: Decision
    ) -> ShipmentRecorded:
        carriage = ask.carriage or ""
        shipment = ship(facts.order.pk, ask.number, self.now, carriage, ask.by, ask.pieces)
        left = policy.invoice(facts.order.lines, ask.pieces).pieces
        shipment.pack(left, {one.line: one.pairs for one in ask.lines})
        Allocation.ship(ask.pieces)
        if shipment.window:
            seen, what = morning_of(shipment.promised_on + timedelta(days=1)), shipment.number
            act, key = "ordering.credit_missed_window", f"window:{what}"
            self.later(act, {"shipment": what}, at=seen, key=key)
        give_up_beyond(self, ask.order)
        self.record(f"shipment:{ask.number}")
        billed = self.run(InvoiceShipment, InvoiceShipmentAsk(shipment=Ref(ask.number)))
        return ShipmentRecorded(
            shipment=ask.number, invoiced=billed.invoiced, deposit=billed.deposit, due=billed.due
        )

    def verify(self, ask: RecordShipmentAsk, _: LeavingFacts, result: ShipmentRecorded) -> None:
        shipped = dict(queries.shipment_card(ask.number).lines)
        ensure(ask.pieces.items() <= shipped.items(), "every piece is in the shipment")
        ensure(queries.invoice_of(ask.number).due == result.due, "and what is due is on a bill")
