"""Answer what was billed with the shipments of an order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from makegood.core.money import Money
from makegood.core.outcome import NotFound
from makegood.domains.ordering.models import ShipmentInvoice


@dataclass(frozen=True, slots=True)
class BillCard:
    """An invoice of a shipment: what it bills, what the deposit paid, and what is due."""

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
    )  # fmt: skip
