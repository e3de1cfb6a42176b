"""Find whether goods may leave, and have them leave: a shipment, with a carriage or without."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime

from makegood.core.clock import local
from makegood.domains.catalog.queries import lot_of
from makegood.domains.ordering.models.asked import PackedLine
from makegood.domains.ordering.models.carriage import Carriage, lock_carriage
from makegood.domains.ordering.models.facts import lock_order
from makegood.domains.ordering.models.rows import Shipment
from makegood.domains.ordering.models.stops import StoppedLot
from makegood.domains.ordering.models.supply import Allocation, LinePromise
from makegood.domains.ordering.policy import LeavingFacts, OrderMoney
from makegood.domains.ordering.ports import Report
from makegood.handbook import book

_MOST_REPORTS = 500
"""So many reports of a parcel are taken up at once; the rest with the next round."""


def leaving_facts(
    order: str, shipment: str, packed: Iterable[PackedLine], carriage: str, today: date
) -> LeavingFacts:
    """An order, locked, of which goods are to leave, and what keeps them here. NotFound."""
    lines = tuple(packed)
    locked = lock_order(order, naming=[one.line for one in lines])
    serials = [serial for one in lines for serial in (*one.serials, *one.picked_serials)]
    lots = {lot.lot for one in serials if (lot := lot_of(one, today))}
    stopped = StoppedLot.standing().filter(number__in=lots).values_list("number", flat=True)
    return LeavingFacts(
        order=locked, is_known=Shipment.objects.filter(number=shipment).exists(),
        stopped=tuple(sorted(stopped)),
        missing=Allocation.short_of({one.line: one.quantity for one in lines}),
        unreleased=next(_unreleased(locked, lines, today), None),
        carriage=lock_carriage(carriage) if carriage else None,
    )  # fmt: skip


def _unreleased(
    order: OrderMoney, packed: Iterable[PackedLine], today: date
) -> Iterator[tuple[str, date]]:
    skus = {one.number: one.sku for one in order.lines}
    for one in packed:
        sku = skus.get(one.line, "")
        day = book().catalogue.released_after(sku, today)
        if day:
            yield sku, day


def ship(
    order: int, number: str, at: datetime, carriage: str, named: tuple[str, str, date | None],
    lines: Collection[str],
) -> Shipment:  # fmt: skip
    """A shipment that left with a carriage, or with whom is named; what is named counts first.

    It comes at the time of the day that was chosen for its lines, where that day is its own.
    """
    row = Carriage.objects.filter(number=carriage).first()
    carrier, tracking, promised_on = named
    if promised_on is None and row is not None:
        promised_on = row.promised_on or row.arrives_on
    day = promised_on or local(at).date()
    said = [LinePromise.objects.filter(line__number=one).order_by("pk").last() for one in lines]
    windows = {one.window if one and one.promised_on == day else "" for one in said}
    shipment = Shipment.objects.create(
        order_id=order, number=number, carrier=carrier or (row.carrier if row else ""),
        tracking=tracking or (row.tracking if row else ""), shipped_at=at,
        promised_on=day, window=windows.pop() if len(windows) == 1 else "",
    )  # fmt: skip
    if row is not None:
        row.shipment = shipment
        row.save(update_fields=["shipment"])
    return shipment


def new_of(shipment: Shipment, told: Iterable[Report]) -> tuple[Report, ...]:
    """What a carrier tells of a shipment that is not known yet, each once, the earliest first.

    Its words are cut to the length that is kept; what says nothing is left out.
    """
    known = {(one.at, one.event, one.place) for one in shipment.scans.all()}
    cut = {(one.at, one.event.strip()[:24], one.place.strip()[:80] or "–") for one in told}
    new = sorted(one for one in cut - known if one[1])
    return tuple(Report(at, event, place) for at, event, place in new)[:_MOST_REPORTS]
