"""Answer what a customer ordered, where it is, and which line is meant by a customer's words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db.models import QuerySet

from makegood.core.clock import local
from makegood.core.money import Money
from makegood.core.outcome import NotFound
from makegood.core.standing import Rights
from makegood.domains.catalog.queries import product
from makegood.domains.ordering.models import OrderLine, SalesOrder, Shipment
from makegood.domains.parties.queries import rights_on
from makegood.handbook import book

CardT = TypeVar("CardT")


@dataclass(frozen=True, slots=True)
class LineCard:
    """An order line as it is shown; net and tax are those of the whole line."""

    number: str
    order: str
    party: str
    account: str
    sku: str
    title: Mapping[str, str]
    quantity: int
    delivered: int
    returned: int
    returnable: int
    unit_price: Money
    discount: Money
    net: Money
    tax: Money
    serials: tuple[str, ...]
    ordered_on: date
    delivered_on: date | None
    installed_on: date | None
    is_goods: bool

    def title_in(self, language: str) -> str:
        """The product's name in a language."""
        return self.title.get(language) or self.title["en"]


@dataclass(frozen=True, slots=True)
class ScanCard:
    """What the carrier reported, when and where."""

    at: datetime
    place: str
    event: str


@dataclass(frozen=True, slots=True)
class ShipmentCard:
    """A shipment as it is shown; lines are (order line, pieces)."""

    number: str
    carrier: str
    tracking: str
    shipped_on: date
    promised_on: date
    delivered_at: datetime | None
    delivery_note: str
    lines: tuple[tuple[str, int], ...]
    scans: tuple[ScanCard, ...]


@dataclass(frozen=True, slots=True)
class ShipTo:
    """Where the goods of an order go."""

    line1: str
    line2: str
    locality: str
    region: str
    postal_code: str
    country: str


@dataclass(frozen=True, slots=True)
class OrderCard:
    """An order as it is shown; goods is the sum of its lines without tax."""

    number: str
    party: str
    account: str
    channel: str
    po_number: str
    ordered_on: date
    state: str
    ship_to: ShipTo
    lines: tuple[LineCard, ...]
    shipments: tuple[ShipmentCard, ...]
    goods: Money
    tax: Money
    total: Money


def order_card(number: str) -> OrderCard:
    """An order by its number; NotFound when there is none."""
    order = _orders().filter(number=number).first()
    if order is None:
        raise NotFound("order", number)
    return _order(order)


def orders_of(party: str) -> tuple[OrderCard, ...]:
    """The orders of a party, the newest first."""
    found = _orders().filter(party=party).order_by("-ordered_at", "-pk")
    return tuple(_order(order) for order in found)


def line_card(number: str) -> LineCard:
    """An order line by its number; NotFound when there is none."""
    found = line_cards([number]).get(number)
    if found is None:
        raise NotFound("order_line", number)
    return found


def line_cards(numbers: Collection[str]) -> dict[str, LineCard]:
    """Order lines by their numbers, all with one look at their orders."""
    orders = _orders().filter(lines__number__in=numbers).distinct()
    return {line.number: line for one in orders for line in _order(one).lines}


def lines_of(party: str) -> tuple[LineCard, ...]:
    """The order lines of a party, those of the newest order first."""
    return tuple(line for order in orders_of(party) for line in order.lines)


def returnable_lines(party: str) -> tuple[LineCard, ...]:
    """The goods that a party received and did not send back."""
    return tuple(line for line in lines_of(party) if line.returnable)


def find_lines(
    party: str,
    *,
    number: str | None = None,
    order: str | None = None,
    skus: Collection[str] = (),
    dates: Collection[date] = (),
    ordinal: int | None = None,
    other_than: Collection[str] = (),
    returnable_only: bool = False,
) -> tuple[LineCard, ...]:
    """The lines of this party that words can mean: one is grounded, several are a question.

    What is named is looked for among this party's own records only. `ordinal` counts from 1 in
    the order listed, -1 is the last; `other_than` are lines named before. Source: DESIGN 4.
    """
    found = returnable_lines(party) if returnable_only else lines_of(party)
    if number is not None:
        return tuple(line for line in found if line.number == number)
    kept = [
        line
        for line in found
        if order in (None, line.order)
        and (not skus or line.sku in skus)
        and (not dates or {line.ordered_on, line.delivered_on} & set(dates))
        and line.number not in other_than
    ]
    return _nth(kept, ordinal)


def find_orders(
    party: str,
    *,
    number: str | None = None,
    skus: Collection[str] = (),
    dates: Collection[date] = (),
    ordinal: int | None = None,
    other_than: Collection[str] = (),
) -> tuple[OrderCard, ...]:
    """The orders of this party that words can mean, the newest first; `ordinal` counts so."""
    kept = [
        order
        for order in orders_of(party)
        if number in (None, order.number)
        and (not skus or {line.sku for line in order.lines} & set(skus))
        and (not dates or order.ordered_on in dates)
        and order.number not in other_than
    ]
    return _nth(kept, ordinal)


def shipment_card(number: str) -> ShipmentCard:
    """A shipment by its number; NotFound when there is none."""
    found = Shipment.objects.prefetch_related("lines__line", "scans").filter(number=number).first()
    if found is None:
        raise NotFound("shipment", number)
    return _shipment(found, [(one.line.number, one.quantity) for one in found.lines.all()])


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


def _orders() -> QuerySet[SalesOrder]:
    return SalesOrder.objects.prefetch_related(
        "lines__shipped_lines__pieces", "shipments__scans"
    )


def _order(order: SalesOrder) -> OrderCard:
    lines = sorted(order.lines.all(), key=lambda line: line.place)
    shipments = sorted(order.shipments.all(), key=lambda one: one.shipped_at)
    packed = _packed(lines)
    return OrderCard(
        number=order.number,
        party=order.party,
        account=order.account,
        channel=order.channel,
        po_number=order.po_number,
        ordered_on=local(order.ordered_at).date(),
        state=state_of(lines),
        ship_to=ShipTo(
            order.line1, order.line2, order.locality,
            order.region, order.postal_code, order.country,
        ),
        lines=tuple(_line(line, order) for line in lines),
        shipments=tuple(_shipment(one, packed.get(one.pk, ())) for one in shipments),
        goods=Money(order.total_cents - order.tax_cents, order.currency),
        tax=Money(order.tax_cents, order.currency),
        total=order.total,
    )  # fmt: skip


def state_of(lines: Iterable[OrderLine]) -> str:
    """How far an order is, from what happened to its goods. Source: C11."""
    products = book().catalogue.products
    goods = [line for line in lines if line.sku in products and product(line.sku).is_goods]
    if not any(line.shipped for line in goods):
        return "confirmed"
    if any(line.shipped < line.quantity for line in goods):
        return "part_shipped"
    return "delivered" if all(line.delivered == line.quantity for line in goods) else "shipped"


def _line(line: OrderLine, order: SalesOrder) -> LineCard:
    card = product(line.sku)
    serials = [p.serial for shipped in line.shipped_lines.all() for p in shipped.pieces.all()]
    return LineCard(
        number=line.number,
        order=order.number,
        party=order.party,
        account=order.account,
        sku=line.sku,
        title=book().catalogue.product(line.sku).title,
        quantity=line.quantity,
        delivered=line.delivered,
        returned=line.returned,
        returnable=line.delivered - line.returned if card.returnable else 0,
        unit_price=Money(line.unit_price_cents, order.currency),
        discount=Money(line.discount_cents, order.currency),
        net=Money(line.net_cents, order.currency),
        tax=Money(line.tax_cents, order.currency),
        serials=tuple(serials),
        ordered_on=local(order.ordered_at).date(),
        delivered_on=local(line.delivered_at).date() if line.delivered_at else None,
        installed_on=local(line.installed_at).date() if line.installed_at else None,
        is_goods=card.is_goods,
    )


def _packed(lines: Iterable[OrderLine]) -> dict[int, list[tuple[str, int]]]:
    """What is in each shipment of an order, from the order's own lines, as it was packed."""
    shipped = [(one, line.number) for line in lines for one in line.shipped_lines.all()]
    found: dict[int, list[tuple[str, int]]] = {}
    for one, number in sorted(shipped, key=lambda pair: pair[0].pk):
        found.setdefault(one.shipment_id, []).append((number, one.quantity))
    return found


def _shipment(one: Shipment, lines: Iterable[tuple[str, int]]) -> ShipmentCard:
    scans = sorted(one.scans.all(), key=lambda scan: (scan.at, scan.pk))
    return ShipmentCard(
        one.number, one.carrier, one.tracking, local(one.shipped_at).date(), one.promised_on,
        one.delivered_at, one.delivery_note,
        lines=tuple(lines),
        scans=tuple(ScanCard(scan.at, scan.place, scan.event) for scan in scans),
    )  # fmt: skip


def _nth(found: Sequence[CardT], ordinal: int | None) -> tuple[CardT, ...]:
    if ordinal is None:
        return tuple(found)
    place = ordinal if ordinal < 0 else ordinal - 1
    return (found[place],) if -len(found) <= place < len(found) and ordinal else ()
