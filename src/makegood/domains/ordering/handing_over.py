"""Hand goods over at the counter: under which serial numbers, and as which shipment. C11."""

from __future__ import annotations

from collections.abc import Sequence

from makegood.core.acting import Leaving
from makegood.core.numbers import next_number
from makegood.core.refs import Ref
from makegood.domains.ordering import queries
from makegood.domains.ordering.baskets import Basket, Wanted
from makegood.domains.ordering.models import (
    OrderedGoods,
    OrderLine,
    PackedLine,
    SalesOrder,
    Shipment,
    ShipToAsk,
)
from makegood.domains.ordering.operations.record_delivery import RecordDelivery, RecordDeliveryAsk
from makegood.domains.ordering.operations.record_shipment import RecordShipment, RecordShipmentAsk
from makegood.handbook import book


def seat_of_house() -> ShipToAsk:
    """Where the company is at home, as a place at which something is sold."""
    company = book().company
    seat = company.seat
    return ShipToAsk(
        line1=seat.street, locality=seat.locality, region=company.region,
        postal_code=seat.postal_code, country=seat.country,
    )  # fmt: skip


def _serials(lines: Sequence[OrderedGoods], sku: str) -> tuple[str, ...]:
    return tuple(serial for line in lines if line.sku == sku for serial in line.serials)


def _names_each(serials: Sequence[str], wanted: Wanted) -> bool:
    return len(serials) == len(set(serials)) == wanted.quantity


def unnamed_in(lines: Sequence[OrderedGoods], basket: Basket | None) -> tuple[str, ...]:
    """The stock numbers of which each piece has a serial number, and not each has its own named."""
    products = book().catalogue.products
    return tuple(
        one.sku
        for one in (basket.wanted if basket else ())
        if products[one.sku].serial_controlled and not _names_each(_serials(lines, one.sku), one)
    )


def _free_number() -> str:
    """The next number of a shipment that the warehouse, which gives its own, has not given."""
    number = next_number("SH")
    while Shipment.objects.filter(number=number).exists():
        number = next_number("SH")
    return number


def hand_over(acting: Leaving, order: str, lines: Sequence[OrderedGoods], place: str) -> str:
    """Bill all of an order and have it taken along; answers the shipment that it stands as."""
    packed = tuple(
        PackedLine(
            line=Ref[OrderLine](line.number), quantity=line.quantity,
            serials=_serials(lines, line.sku),
        )
        for line in queries.order_card(order).lines
    )  # fmt: skip
    left = RecordShipmentAsk(
        order=Ref[SalesOrder](order), number=_free_number(), carrier=book().company.name,
        tracking=order, promised_on=acting.today, lines=packed,
    )  # fmt: skip
    acting.run(RecordShipment, left)
    arrived = RecordDeliveryAsk(shipment=Ref[Shipment](left.number), place=place)
    acting.run(RecordDelivery, arrived)
    return left.number
