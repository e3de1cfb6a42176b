"""Answer where the pieces of an order come from, what was promised, and what holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Sum

from makegood.core.outcome import NotFound
from makegood.domains.ordering.models import (
    Allocation,
    Inbound,
    LinePromise,
    OrderHold,
    OrderLine,
    StockLevel,
    kept,
    waits_without_day,
)
from makegood.domains.ordering.supplying import Way
from makegood.handbook import book


@dataclass(frozen=True, slots=True)
class KeptCard:
    """Pieces that are kept for a line: where they come from, and from when on they are there."""

    way: str
    inbound: str
    pieces: int
    ready_on: date | None
    serials: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PromiseCard:
    """A day that was told to the customer, when, and what it was found from; the newest first."""

    promised_on: date
    ship_by: date
    made_at: datetime
    why: str
    basis: Mapping[str, str | int]
    window: str


@dataclass(frozen=True, slots=True)
class SupplyCard:
    """A line of goods: what it has to send, what is kept for it, and what was promised."""

    line: str
    sku: str
    title: Mapping[str, str]
    to_send: int
    kept: tuple[KeptCard, ...]
    promises: tuple[PromiseCard, ...]

    @property
    def pieces(self) -> int:
        """How many pieces are kept for it."""
        return sum(one.pieces for one in self.kept)

    @property
    def promised_on(self) -> date | None:
        """The day that counts."""
        return self.promises[0].promised_on if self.promises else None

    @property
    def window(self) -> str:
        """The half of that day, where one was chosen."""
        return self.promises[0].window if self.promises else ""

    def title_in(self, language: str) -> str:
        """The product's name in a language."""
        return self.title.get(language) or self.title["en"]


@dataclass(frozen=True, slots=True)
class HoldCard:
    """Why an order may not go on, since when, and who let it go on again."""

    kind: str
    reason: str
    placed_at: datetime
    placed_by: str
    released_at: datetime | None
    released_by: str
    note: str


@dataclass(frozen=True, slots=True)
class LevelCard:
    """An article in the warehouse: what is there, what of it is free, and what is on its way."""

    sku: str
    on_hand: int
    free: int
    inbound: tuple[tuple[str, int, date], ...]


@dataclass(frozen=True, slots=True)
class InboundCard:
    """A supplier's delivery: what is in it, when it is due, and which orders wait for it."""

    number: str
    sku: str
    quantity: int
    due_on: date
    arrived_at: datetime | None
    orders: tuple[str, ...]


def inbound_card(number: str) -> InboundCard:
    """A supplier's delivery by its number; NotFound when there is none."""
    row = Inbound.objects.filter(number=number).first()
    if row is None:
        raise NotFound("inbound", number)
    waiting = orders_waiting_for(number)
    return InboundCard(row.number, row.sku, row.quantity, row.due_on, row.arrived_at, waiting)


def supply_of(order: str) -> tuple[SupplyCard, ...]:
    """The goods of an order that still stand, in the order of its lines."""
    rows = OrderLine.objects.filter(order__number=order, cancelled_at=None).order_by("place")
    rows = rows.prefetch_related("allocations__inbound", "promised")
    return tuple(_supply(row) for row in rows if book().catalogue.is_goods(row.sku))


def promised_on(order: str) -> date | None:
    """The day on which all of an order is promised; None while a day of it is unknown."""
    if waits_without_day(order):
        return None
    days = [card.promised_on for card in supply_of(order) if card.to_send]
    return max((day for day in days if day), default=None) if None not in days else None


def window_of(order: str) -> str:
    """The half of its day at which all that waits of an order comes; empty where none is known."""
    windows = {card.window for card in supply_of(order) if card.to_send}
    return windows.pop() if len(windows) == 1 else ""


def holds_of(order: str) -> tuple[HoldCard, ...]:
    """What held an order and what holds it, the oldest first."""
    return tuple(
        HoldCard(
            row.kind, row.reason, row.placed_at, row.placed_by, row.released_at, row.released_by,
            row.note,
        )
        for row in OrderHold.objects.filter(order__number=order).order_by("pk")
    )  # fmt: skip


def stock_of(sku: str) -> LevelCard:
    """What is there of an article, and how much of that is kept for nobody."""
    row = StockLevel.objects.filter(sku=sku).first()
    on_hand = row.on_hand if row else 0
    coming = Inbound.objects.filter(sku=sku, arrived_at=None).order_by("due_on", "pk")
    inbound = tuple((one.number, one.quantity, one.due_on) for one in coming)
    return LevelCard(sku, on_hand, on_hand - kept(sku, Way.STOCK), inbound)


def expected_for(inbound: str) -> int:
    """How many pieces of a delivery from a supplier are kept for orders."""
    rows = Allocation.objects.filter(inbound__number=inbound)
    return rows.aggregate(pieces=Sum(F("quantity") - F("shipped")))["pieces"] or 0


def orders_waiting_for(inbound: str) -> tuple[str, ...]:
    """The orders that get pieces from a delivery of a supplier, the oldest first."""
    rows = Allocation.objects.filter(inbound__number=inbound, shipped__lt=F("quantity"))
    found = rows.order_by("line__order").values_list("line__order__number", flat=True)
    return tuple(dict.fromkeys(found))


def _supply(row: OrderLine) -> SupplyCard:
    own = sorted(row.allocations.all(), key=lambda one: one.pk)
    days = sorted(row.promised.all(), key=lambda one: -one.pk)
    return SupplyCard(
        line=row.number, sku=row.sku, title=book().catalogue.title_of(row.sku),
        to_send=row.quantity - row.shipped,
        kept=tuple(_kept(one) for one in own if one.quantity > one.shipped),
        promises=tuple(_promise(one) for one in days),
    )  # fmt: skip


def _kept(row: Allocation) -> KeptCard:
    return KeptCard(
        row.way, row.inbound.number if row.inbound else "", row.quantity - row.shipped,
        row.ready_on, tuple(row.serials),
    )  # fmt: skip


def _promise(row: LinePromise) -> PromiseCard:
    return PromiseCard(row.promised_on, row.ship_by, row.made_at, row.why, row.basis, row.window)
