"""Say which papers can be printed of a record, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from makegood.domains.aftersales.queries import CreditMemoCard, ReturnCard
from makegood.domains.documents.papers import PaperKind
from makegood.domains.ordering.queries import (
    BillCard,
    CarriageCard,
    OrderCard,
    QuoteCard,
    ShipmentCard,
)
from makegood.faces.desk.strings import _


@dataclass(frozen=True, slots=True)
class Print:
    """A paper as it is offered: what it is called, and its address."""

    text: str
    address: str


def prints_of(card: object) -> tuple[Print, ...]:
    """The papers of a record that there are by now; () for what has none."""
    return tuple(_prints(card))


def prints_of_order(
    card: OrderCard, carriages: Iterable[CarriageCard], bills: Iterable[BillCard]
) -> tuple[Print, ...]:
    """The papers of an order, of its parcels and of their invoices."""
    goods_left = any(line.is_goods and line.quantity > line.shipped for line in card.lines)
    waiting = [one for one in carriages if one.tracking and not one.shipment]
    return (
        _print(PaperKind.ORDER_CONFIRMATION, _("Order confirmation"), card.number),
        *((_print(PaperKind.PICK_LIST, _("Pick list"), card.number),) if goods_left else ()),
        *(one for parcel in (*waiting, *card.shipments) for one in _prints(parcel)),
        *(one for bill in bills for one in _prints(bill)),
    )


def _prints(card: object) -> Iterator[Print]:
    if isinstance(card, QuoteCard):
        yield _print(PaperKind.QUOTE, _("Quote"), card.number)
    elif isinstance(card, ReturnCard):
        if card.label_sent_at and card.tracking:
            yield _print(PaperKind.RETURN_LABEL, _("Return label"), card.number)
        if card.inspection:
            yield _print(PaperKind.INSPECTION_REPORT, _("Inspection report"), card.number)
    elif isinstance(card, CreditMemoCard):
        yield _print(PaperKind.CREDIT_MEMO, _("Credit memo"), card.number)
    elif isinstance(card, BillCard):
        yield _print(PaperKind.INVOICE, _("Invoice"), card.number)
    elif isinstance(card, ShipmentCard):
        yield _print(PaperKind.PACKING_SLIP, _("Packing slip"), card.number)
    elif isinstance(card, CarriageCard) and card.tracking:
        yield _print(PaperKind.SHIPPING_LABEL, _("Shipping label"), card.number)


def _print(kind: PaperKind, text: str, number: str) -> Print:
    return Print(f"{text} {number}", f"/desk/print/{kind}/{number}.pdf")
