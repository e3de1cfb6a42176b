"""Answer which parcels are looked for, and what their carriers are asked. Source: C12."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pydantic import JsonValue

from makegood.core.clock import local
from makegood.core.outcome import NotFound
from makegood.domains.ordering.models import ParcelSearch
from makegood.domains.ordering.queries.cards import OrderCard
from makegood.domains.ordering.queries.orders import order_card, shipment_card
from makegood.domains.parties.queries import party_card


@dataclass(frozen=True, slots=True)
class SearchCard:
    """A search for a parcel: whose it is, what is wanted, until when, and how it ended."""

    number: str
    party: str
    order: str
    shipment: str
    wish: str
    words: str
    opened_on: date
    look_until: date
    ended_on: date | None
    outcome: str
    report: str


def search_card(number: str) -> SearchCard:
    """A search by its number; NotFound when there is none."""
    for row in ParcelSearch.objects.select_related("shipment__order").filter(number=number):
        return _card(row)
    raise NotFound("parcel_search", number)


def searches_of(order: str) -> tuple[SearchCard, ...]:
    """The searches for parcels of an order, the oldest first."""
    rows = ParcelSearch.objects.select_related("shipment__order").order_by("pk")
    return tuple(_card(row) for row in rows.filter(shipment__order__number=order))


def refs_within(order: OrderCard, searches: Iterable[SearchCard]) -> Iterator[str]:
    """The refs of an order's lines and parcels, and of the searches for them."""
    yield from (f"order_line:{one.number}" for one in order.lines)
    yield from (f"shipment:{one.number}" for one in order.shipments)
    yield from (f"parcel_search:{one.number}" for one in searches)


def search_asked(number: str) -> Mapping[str, JsonValue]:
    """What the carrier of a parcel is asked to look for."""
    row = ParcelSearch.objects.select_related("shipment__order").get(number=number)
    parcel, order = row.shipment, row.shipment.order
    place = shipment_card(parcel.number).goes_to or order_card(order.number).ship_to
    return {
        "search": number, "carrier": parcel.carrier, "tracking": parcel.tracking,
        "to": [party_card(order.party).name, *place.written],
        "until": row.look_until.isoformat(),
    }  # fmt: skip


def is_answered(number: str) -> bool:
    """Whether a search has ended, or does so by itself: its parcel was brought after it began."""
    row = ParcelSearch.objects.select_related("shipment").get(number=number)
    return row.ended_at is not None or row.has_come


def _card(row: ParcelSearch) -> SearchCard:
    order = row.shipment.order
    return SearchCard(
        number=row.number, party=order.party, order=order.number, shipment=row.shipment.number,
        wish=row.wish, words=row.words, opened_on=local(row.opened_at).date(),
        look_until=row.look_until, ended_on=local(row.ended_at).date() if row.ended_at else None,
        outcome=row.outcome, report=row.report,
    )  # fmt: skip
