"""Answer what a customer ordered, and where it is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from makegood.core.clock import local
from makegood.core.money import Money
from makegood.core.outcome import NotFound
from makegood.core.reading import asked_often
from makegood.core.standing import Rights
from makegood.domains.ordering.models import (
    Carriage,
    OrderLine,
    Piece,
    SalesOrder,
    Scan,
    Shipment,
    ShippedLine,
)
from makegood.domains.ordering.queries.cards import (
    LineCard,
    OrderCard,
    ScanCard,
    ShipmentCard,
    ShipTo,
)
from makegood.domains.parties.queries import rights_on
from makegood.handbook import book

RowT = TypeVar("RowT")
_BY_NUMBER = asked_often(lambda number: SalesOrder.objects.filter(number=number))
_OF_PARTY = asked_often(
    lambda party: SalesOrder.objects.filter(party=party).order_by("-ordered_at", "-pk")
)
_WITH_LINES = asked_often(
    lambda numbers: SalesOrder.objects.filter(lines__number__in=numbers).distinct()
)
_LINES = asked_often(
    lambda orders: OrderLine.objects.filter(order__pk__in=orders).order_by("place")
)
_PACKED = asked_often(
    lambda orders: ShippedLine.objects.filter(line__order__pk__in=orders).order_by("pk")
)
_PIECES = asked_often(
    lambda orders: Piece.objects.filter(
        shipped_line__line__order__pk__in=orders, shipped_line__shipment__undone_at=None
    ).order_by("pk")
)
_SHIPMENTS = asked_often(
    lambda orders: Shipment.objects.filter(order__pk__in=orders).order_by("shipped_at", "pk")
)
_SCANS = asked_often(
    lambda orders: Scan.objects.filter(shipment__order__pk__in=orders).order_by("at", "pk")
)
_BOOKED = asked_often(
    lambda orders: Carriage.objects.filter(order__pk__in=orders, shipment__isnull=False)
)
_SHIPMENT = asked_often(lambda number: Shipment.objects.filter(number=number))


def order_card(number: str) -> OrderCard:
    """An order by its number; NotFound when there is none."""
    for card in _cards(_BY_NUMBER(number)):
        return card
    raise NotFound("order", number)


def orders_of(party: str) -> tuple[OrderCard, ...]:
    """The orders of a party, the newest first."""
    return _cards(_OF_PARTY(party))


def line_card(number: str) -> LineCard:
    """An order line by its number; NotFound when there is none."""
    found = line_cards([number]).get(number)
    if found is None:
        raise NotFound("order_line", number)
    return found


def line_cards(numbers: Collection[str]) -> dict[str, LineCard]:
    """Order lines by their numbers, all with one look at their orders."""
    return {
        line.number: line
        for one in _cards(_WITH_LINES(numbers))
        for line in (*one.lines, *one.dropped)
    }


def shipment_card(number: str) -> ShipmentCard:
    """A shipment by its number; NotFound when there is none."""
    for row in _SHIPMENT(number):
        for order in _cards([SalesOrder.objects.get(pk=row.order_id)]):
            return next(one for one in order.shipments if one.number == number)
    raise NotFound("shipment", number)


def rights_on_order(number: str) -> Rights:
    """Who may act on the account an order is on; NotFound when there is no such order."""
    for account in SalesOrder.objects.filter(number=number).values_list("account", flat=True):
        return rights_on(account)
    raise NotFound("order", number)


def picked_serials(line: str) -> frozenset[str]:
    """The serial numbers that the warehouse's pick log shows for an order line. Source: AC19.4."""
    pieces = OrderLine.objects.filter(number=line).values_list(
        "shipped_lines__pieces__picked_serial", flat=True
    )
    return frozenset(serial for serial in pieces if serial)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What orders are made of, each kind by the row it belongs to."""

    lines: Mapping[int, Sequence[OrderLine]]
    packed: Mapping[int, Sequence[ShippedLine]]
    serials: Mapping[int, Sequence[str]]
    shipments: Mapping[int, Sequence[Shipment]]
    scans: Mapping[int, Sequence[Scan]]
    booked: Mapping[int | None, Carriage]
    numbers: Mapping[int, str]


def _cards(rows: Sequence[SalesOrder]) -> tuple[OrderCard, ...]:
    """The cards of orders; each kind of their parts is looked up once for all of them."""
    orders = [row.pk for row in rows]
    lines, packed = _LINES(orders), _PACKED(orders)
    line_of = {one.pk: one.line_id for one in packed}
    serials: dict[int, list[str]] = {}
    for piece in sorted(_PIECES(orders), key=lambda one: one.shipped_line_id):
        serials.setdefault(line_of[piece.shipped_line_id], []).append(piece.serial)
    parts = _Parts(
        lines=_by(lines, lambda one: one.order_id),
        packed=_by(packed, lambda one: one.shipment_id),
        serials=serials,
        shipments=_by(_SHIPMENTS(orders), lambda one: one.order_id),
        scans=_by(_SCANS(orders), lambda one: one.shipment_id),
        booked={one.shipment_id: one for one in _BOOKED(orders)},
        numbers={line.pk: line.number for line in lines},
    )
    return tuple(_order(row, parts) for row in rows)


def _by(rows: Iterable[RowT], whose: Callable[[RowT], int]) -> dict[int, list[RowT]]:
    found: dict[int, list[RowT]] = {}
    for row in rows:
        found.setdefault(whose(row), []).append(row)
    return found


def _order(order: SalesOrder, parts: _Parts) -> OrderCard:
    every = parts.lines.get(order.pk, ())
    lines = [line for line in every if line.cancelled_at is None]
    return OrderCard(
        number=order.number,
        party=order.party,
        account=order.account,
        channel=order.channel,
        po_number=order.po_number,
        ordered_on=local(order.ordered_at).date(),
        state=_state(order, lines),
        ship_to=ShipTo(
            order.line1, order.line2, order.locality,
            order.region, order.postal_code, order.country,
        ),
        lines=tuple(_line(line, order, parts) for line in lines),
        dropped=tuple(_line(line, order, parts) for line in every if line.cancelled_at),
        shipments=tuple(_shipment(one, parts) for one in parts.shipments.get(order.pk, ())),
        goods=Money(order.total_cents - order.tax_cents, order.currency),
        tax=Money(order.tax_cents, order.currency),
        total=order.total,
    )  # fmt: skip


def _state(order: SalesOrder, lines: Iterable[OrderLine]) -> str:
    """How far an order is, from what happened to it and to its goods. Source: C11."""
    goods = [line for line in lines if book().catalogue.is_goods(line.sku)]
    if order.cancelled_at:
        return "cancelled"
    if order.held_at:
        return "on_hold"
    if not any(line.shipped for line in goods):
        return _before_it_leaves(order)
    if any(line.shipped < line.quantity for line in goods):
        return "part_shipped"
    return "delivered" if all(line.delivered == line.quantity for line in goods) else "shipped"


def _before_it_leaves(order: SalesOrder) -> str:
    if order.picked_at:
        return "picking"
    return "allocated" if order.allocated_at else "confirmed"


def _line(line: OrderLine, order: SalesOrder, parts: _Parts) -> LineCard:
    catalogue = book().catalogue
    sold = catalogue.products.get(line.sku)
    return LineCard(
        number=line.number,
        order=order.number,
        party=order.party,
        account=order.account,
        sku=line.sku,
        title=catalogue.title_of(line.sku),
        quantity=line.quantity,
        shipped=line.shipped,
        delivered=line.delivered,
        returned=line.returned,
        cancelled=line.cancelled,
        returnable=line.delivered - line.returned if sold and sold.returnable else 0,
        unit_price=Money(line.unit_price_cents, order.currency),
        discount=Money(line.discount_cents, order.currency),
        net=Money(line.net_cents, order.currency),
        tax=Money(line.tax_cents, order.currency),
        serials=tuple(parts.serials.get(line.pk, ())),
        ordered_on=local(order.ordered_at).date(),
        delivered_on=local(line.delivered_at).date() if line.delivered_at else None,
        installed_on=local(line.installed_at).date() if line.installed_at else None,
        is_goods=catalogue.is_goods(line.sku),
    )


def _shipment(one: Shipment, parts: _Parts) -> ShipmentCard:
    scans, went = parts.scans.get(one.pk, ()), parts.booked.get(one.pk)
    return ShipmentCard(
        one.number, one.carrier, one.tracking, local(one.shipped_at).date(), one.promised_on,
        one.delivered_at, one.delivery_note, one.damage_noted, went.service if went else "",
        went.cost if went else None,
        lines=tuple(
            (parts.numbers[each.line_id], each.quantity) for each in parts.packed.get(one.pk, ())
        ),
        scans=tuple(ScanCard(scan.at, scan.place, scan.event) for scan in scans),
        undone_as=one.undone_as, turned_back_as=one.turned_back_as,
        window=one.window, goes_to=ShipTo(**one.goes_to) if one.goes_to else None,
    )  # fmt: skip
