"""Answer what carriers asked for goods, with whom they go, and what a carrier must be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from pydantic import JsonValue

from makegood.core.clock import today
from makegood.core.money import Money, sum_of
from makegood.core.outcome import NotFound
from makegood.domains.ordering.models import Carriage, Shipment, booked_of
from makegood.domains.ordering.policy import Way, clause, share_of_pieces
from makegood.domains.ordering.ports import Parcel, Report, seen_by
from makegood.domains.ordering.queries.cards import LineCard, OrderCard
from makegood.domains.ordering.queries.orders import order_card
from makegood.domains.parties.queries import party_card
from makegood.domains.parties.spelling import names_a_post_box
from makegood.handbook import Product, book


@dataclass(frozen=True, slots=True)
class CarriageCard:
    """Goods and the carrier that brings them; without a carrier until one was booked."""

    number: str
    order: str
    party: str
    state: str
    pieces: tuple[tuple[str, int], ...]
    grams: int
    needs_signature: bool
    promised_on: date | None
    compared_at: datetime
    code: str
    carrier: str
    service: str
    cost: Money | None
    arrives_on: date | None
    tracking: str
    label: str
    labelled_at: datetime | None
    shipment: str
    rates: tuple[Way, ...]


def carriage_card(number: str) -> CarriageCard:
    """A carriage by its number; NotFound when there is none."""
    for row in _rows().filter(number=number):
        return _card(row)
    raise NotFound("carriage", number)


def carriages_of(order: str) -> tuple[CarriageCard, ...]:
    """The carriages of an order, the oldest first, but those that were given up."""
    rows = _rows().filter(order__number=order, voided_at=None).order_by("pk")
    return tuple(_card(row) for row in rows)


def left_to_book(order: OrderCard) -> dict[str, int]:
    """The goods of an order that have not left, but those that wait in a booked carriage."""
    booked = booked_of(order.number)
    left = {
        line.number: line.quantity - line.shipped - booked.get(line.number, 0)
        for line in order.lines
        if line.is_goods
    }
    return {line: pieces for line, pieces in left.items() if pieces > 0}


def parcel_of(order: OrderCard, named: Mapping[str, int]) -> Parcel:
    """What a carrier must know of pieces of an order: those named, else all goods left."""
    going = [
        (line, named.get(line.number, 0) if named else line.quantity - line.shipped)
        for line in order.lines
        if line.is_goods
    ]
    goods = [(line, _product(line), count) for line, count in going if count > 0]
    worth = sum_of([_worth(line, count) for line, _, count in goods])
    over = clause("DLV-5", today()).decimal("signature_over")
    return Parcel(
        grams=sum(one.grams * count for _, one, count in goods if one),
        has_appliance=any(one.large_appliance for _, one, _ in goods if one),
        has_lithium=any(one.lithium for _, one, _ in goods if one),
        to_post_box=names_a_post_box(order.ship_to.line1, order.ship_to.line2),
        needs_signature=worth.amount > over,
    )


def outgoing_label(number: str) -> Mapping[str, JsonValue]:
    """What the carrier must know for the label of a booked carriage."""
    card = carriage_card(number)
    return {
        "carriage": number,
        "carrier": card.carrier,
        "from": book().company.contact["post"],
        "to": [party_card(card.party).name, *order_card(card.order).ship_to.written],
        "service": card.code,
        "paid_by": "sender",
        "grams": card.grams,
        "signature": card.needs_signature,
        "pieces": sum(count for _, count in card.pieces),
    }


def news_of_parcels() -> tuple[tuple[str, tuple[Report, ...]], ...]:
    """What the carriers report of shipments under way, by the number of each."""
    under_way = Shipment.objects.filter(
        carriage__isnull=False, delivered_at=None, turned_back_at=None, undone_at=None
    )
    asked = under_way.order_by("pk").values_list("number", "carrier", "tracking")
    found = [(number, seen_by(carrier, tracking)) for number, carrier, tracking in asked]
    return tuple((number, reports) for number, reports in found if reports)


def _product(line: LineCard) -> Product | None:
    return book().catalogue.products.get(line.sku)


def _worth(line: LineCard, count: int) -> Money:
    return share_of_pieces(line.net, line.quantity, before=line.shipped, count=count)


def _rows() -> QuerySet[Carriage]:
    return Carriage.objects.select_related("order", "shipment").prefetch_related("rates")


def _card(row: Carriage) -> CarriageCard:
    rates = tuple(one.way for one in sorted(row.rates.all(), key=lambda one: one.pk))
    return CarriageCard(
        number=row.number, order=row.order.number, party=row.order.party, state=row.state,
        pieces=tuple(sorted(row.pieces.items())), grams=row.grams,
        needs_signature=row.needs_signature, promised_on=row.promised_on,
        compared_at=row.compared_at, code=row.code, carrier=row.carrier,
        service=row.service, cost=row.cost, arrives_on=row.arrives_on, tracking=row.tracking,
        label=row.label, labelled_at=row.labelled_at,
        shipment=row.shipment.number if row.shipment else "", rates=rates,
    )  # fmt: skip
