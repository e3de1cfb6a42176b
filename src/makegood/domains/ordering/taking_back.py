"""Count the goods of a shipment as not sent, and make it good, inside the acts that do so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import F

from makegood.core.acting import Leaving
from makegood.core.refs import Ref
from makegood.domains.ledger.models import Entry
from makegood.domains.ordering.credited import let_fall, was_credited
from makegood.domains.ordering.models import (
    FreightClaim,
    OrderLine,
    SalesOrder,
    Shipment,
    ShipmentInvoice,
    StockLevel,
    claim_facts,
    claim_from_carrier,
)
from makegood.domains.ordering.operations.allocate_order import AllocateOrder, AllocateOrderAsk
from makegood.domains.ordering.operations.cancel_order import CancelOrder, CancelOrderAsk, Cause
from makegood.domains.ordering.operations.hold_order import HoldKind, HoldOrder, HoldOrderAsk
from makegood.domains.ordering.policy import LOST, SearchFacts, TurnedFacts
from makegood.handbook import book

Pieces = Sequence[tuple[str, str, int]]
"""Goods of a parcel: order line, stock number and how many."""

_OF_THE_BILL = ("invoice", "deposit")
_OF_THE_GOODS = "cost"


def make_good(acting: Leaving, facts: SearchFacts, outcome: str, report: str) -> date | None:
    """Claim a parcel from its carrier, then send it again, or cancel it and pay it back.

    The day is the one for which what is sent again is promised.
    """
    row = Shipment.objects.get(number=facts.parcel.number)
    claim_all(acting, row.number, facts.pieces, LOST, report)
    take_back(acting, row, outcome, is_here=False)
    order = Ref[SalesOrder](facts.order)
    if facts.is_sent_again:
        return acting.run(AllocateOrder, AllocateOrderAsk(order=order)).promised_on
    for line, goods, tax in facts.had:
        let_fall(acting, line, (goods, tax), order=facts.order, party=facts.party, why=row.number)
    _cancel(acting, facts.order, facts.pieces, Cause.COMPANY, f"{row.number}: {outcome}")
    _cancel_credited(acting, row, outcome)
    return None


def claim_all(acting: Leaving, shipment: str, pieces: Pieces, kind: str, note: str) -> None:
    """Claim what was in a parcel from its carrier, as far as that is not done yet."""
    row = Shipment.objects.get(number=shipment)
    for line, _, count in pieces:
        if not FreightClaim.objects.filter(shipment=row, line__number=line).exists():
            worth = claim_facts(shipment, line).worth(count)
            claim_from_carrier(acting, row, line, worth, kind=kind, pieces=count, note=note)


def cancel_turned(acting: Leaving, facts: TurnedFacts) -> None:
    """Cancel what was refused at the door, as if it was packed and had not left yet."""
    cause = Cause.COMPANY if facts.is_ours else Cause.CUSTOMER
    orders = SalesOrder.objects.filter(number=facts.order)
    why = f"{facts.number}: refused"
    orders.update(picked_at=acting.now)
    _cancel(acting, facts.order, facts.pieces[:1], cause, why)
    orders.update(picked_at=None)  # one parcel was taken out, so it costs that once
    _cancel(acting, facts.order, facts.pieces[1:], cause, why)
    _cancel_credited(acting, Shipment.objects.get(number=facts.number), "refused")


def hold_for_address(acting: Leaving, facts: TurnedFacts) -> None:
    """Keep the goods for the order again, and let nothing leave until the address is right."""
    order = Ref[SalesOrder](facts.order)
    acting.run(AllocateOrder, AllocateOrderAsk(order=order, is_told=True))
    reason = f"{facts.number} could not be brought to {facts.place}."
    if not SalesOrder.objects.filter(number=facts.order, held_at__isnull=False).exists():
        acting.run(HoldOrder, HoldOrderAsk(order=order, kind=HoldKind.ADDRESS, reason=reason[:200]))


def take_back(acting: Leaving, shipment: Shipment, why: str, *, is_here: bool) -> None:
    """Have it as if a shipment had not left: its pieces are to be sent, its bill is not owed.

    What its goods cost us stays a cost, unless they are here again.
    """
    for packed in shipment.lines.select_related("line").order_by("pk"):
        line, pieces = packed.line, packed.quantity
        line.shipped -= pieces
        if shipment.delivered_at:
            line.delivered -= pieces
            line.delivered_at = line.delivered_at if line.delivered else None
        line.save(update_fields=["shipped", "delivered", "delivered_at"])
        if is_here and book().catalogue.is_goods(line.sku):
            StockLevel.objects.filter(sku=line.sku).update(on_hand=F("on_hand") + pieces)
    _reverse(acting, shipment, why, (*_OF_THE_BILL, _OF_THE_GOODS) if is_here else _OF_THE_BILL)
    ShipmentInvoice.objects.filter(shipment=shipment).update(taken_back_at=acting.now)
    Shipment.objects.filter(pk=shipment.pk).update(
        undone_at=acting.now, undone_as=why, invoiced_cents=0, deposit_cents=0
    )
    SalesOrder.objects.filter(pk=shipment.order_id).update(picked_at=None)
    acting.record(f"shipment:{shipment.number}")


def _cancel(acting: Leaving, order: str, pieces: Pieces, cause: Cause, reason: str) -> None:
    for line, _, count in pieces:
        cancelled = CancelOrderAsk(
            order=Ref[SalesOrder](order), line=Ref[OrderLine](line), quantity=count, cause=cause,
            reason=reason, accepts=True,
        )  # fmt: skip
        acting.run(CancelOrder, cancelled)


def _cancel_credited(acting: Leaving, shipment: Shipment, why: str) -> None:
    """Take off the order what its bill charged beside goods and was given back already."""
    for packed in shipment.lines.select_related("line").order_by("pk"):
        line = packed.line
        stands = line.cancelled_at is None and line.shipped < line.quantity
        if stands and not book().catalogue.is_goods(line.sku) and was_credited(line.number):
            pieces = [(line.number, line.sku, packed.quantity)]
            order, reason = shipment.order.number, f"{shipment.number}: {why}"
            _cancel(acting, order, pieces, Cause.COMPANY, reason)


def _reverse(acting: Leaving, shipment: Shipment, why: str, entries: tuple[str, ...]) -> None:
    for what in entries:
        source = f"shipment:{shipment.number}:{what}"
        entry = Entry.objects.filter(source=source).first()
        if entry is not None:
            memo = f"Shipment {shipment.number}: {why}"
            back = entry.reverse(on=acting.today, source=f"{source}:{why}", memo=memo)
            acting.record(f"entry:{back.number}")
