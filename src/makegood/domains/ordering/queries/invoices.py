"""Answer what was billed with the shipments of an order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from makegood.core.money import Money
from makegood.core.outcome import NotFound
from makegood.domains.ordering.models import OrderLine, ShipmentInvoice, ShippedLine
from makegood.domains.ordering.policy import share_of_pieces
from makegood.handbook import book


@dataclass(frozen=True, slots=True)
class BillCard:
    """An invoice of a shipment: what it bills, what the deposit paid, and what is due.

    One whose goods count as not sent was taken back, and nothing is due by it.
    """

    number: str
    order: str
    party: str
    shipment: str
    dated_on: date
    goods: Money
    labour: Money
    tax: Money
    total: Money
    deposit: Money
    due: Money
    is_taken_back: bool


@dataclass(frozen=True, slots=True)
class BillLineCard:
    """A line of an invoice: pieces of an order line, with their share of its price and tax."""

    line: str
    sku: str
    title: Mapping[str, str]
    quantity: int
    unit_price: Money
    net: Money
    tax: Money

    def title_in(self, language: str) -> str:
        """The product's name in a language."""
        return self.title.get(language) or self.title["en"]


def bills_of(order: str) -> tuple[BillCard, ...]:
    """The invoices of an order's shipments, the oldest first."""
    return tuple(_card(row) for row in _rows().filter(shipment__order__number=order))


def invoice_of(shipment: str) -> BillCard:
    """The invoice of a shipment; NotFound when it was not billed."""
    for row in _rows().filter(shipment__number=shipment):
        return _card(row)
    raise NotFound("shipment", shipment)


def bill_card(number: str) -> BillCard:
    """An invoice of a shipment by its number; NotFound when there is none."""
    for row in _rows().filter(number=number):
        return _card(row)
    raise NotFound("invoice", number)


def bill_lines(number: str) -> tuple[BillLineCard, ...]:
    """The lines of a shipment's invoice; NotFound when there is no such invoice.

    Of one that was written before its lines were kept, they are found from the shipment.
    """
    row = _rows().filter(number=number).first()
    if row is None:
        raise NotFound("invoice", number)
    kept = row.lines.select_related("line").order_by("line__place")
    if kept:
        return tuple(
            _line(one.line, one.quantity, one.net_cents, one.tax_cents, row.currency)
            for one in kept
        )
    before = row.shipment.left_before()
    packed = row.shipment.lines.select_related("line").order_by("line__place")
    return tuple(_shared(one, before.get(one.line.number, 0), row.currency) for one in packed)


def _shared(packed: ShippedLine, before: int, currency: str) -> BillLineCard:
    line, count = packed.line, packed.quantity
    whole = (Money(line.net_cents, currency), Money(line.tax_cents, currency))
    net, tax = (share_of_pieces(one, line.quantity, before=before, count=count) for one in whole)
    return _line(line, count, net.cents, tax.cents, currency)


def _line(line: OrderLine, count: int, net: int, tax: int, currency: str) -> BillLineCard:
    return BillLineCard(
        line=line.number, sku=line.sku, title=book().catalogue.title_of(line.sku),
        quantity=count, unit_price=Money(line.unit_price_cents, currency),
        net=Money(net, currency), tax=Money(tax, currency),
    )  # fmt: skip


def _rows() -> QuerySet[ShipmentInvoice]:
    return ShipmentInvoice.objects.select_related("shipment__order").order_by("pk")


def _card(row: ShipmentInvoice) -> BillCard:
    order = row.shipment.order
    cents = (row.goods_cents, row.labour_cents, row.tax_cents, row.deposit_cents)
    goods, labour, tax, deposit = (Money(one, row.currency) for one in cents)
    total = goods + labour + tax
    return BillCard(
        row.number, order.number, order.party, row.shipment.number, row.dated_on,
        goods, labour, tax, total, deposit, total - deposit,
        row.taken_back_at is not None,
    )  # fmt: skip
