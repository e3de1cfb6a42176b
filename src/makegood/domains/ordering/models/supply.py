"""Keep what we have, what is on its way to us, and which order line gets which. Source: C11."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import F, Q, QuerySet, Sum

from makegood.core.outcome import ensure
from makegood.domains.ordering.models.rows import OrderLine, SalesOrder
from makegood.domains.ordering.supplying import Expected, Pace, Part, Way
from makegood.handbook import book


class StockLevel(models.Model):
    """How many pieces of an article stand in the warehouse, those promised to somebody included."""

    sku = models.CharField(max_length=40, unique=True)
    on_hand = models.PositiveIntegerField()
    counted_at = models.DateTimeField()
    counted_by = models.CharField(max_length=80)

    @classmethod
    def take(cls, sku: str, pieces: int) -> None:
        """Take pieces that leave out of what is there."""
        there = cls.objects.filter(sku=sku, on_hand__gte=pieces)
        ensure(there.update(on_hand=F("on_hand") - pieces) == 1, "what leaves was in the warehouse")


class Inbound(models.Model):
    """Pieces of an article that a supplier sends us, and the day on which they should be here."""

    ref_kind = "inbound"

    number = models.CharField(max_length=32, unique=True)
    sku = models.CharField(max_length=40, db_index=True)
    quantity = models.PositiveIntegerField()
    due_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)
    arrived_at = models.DateTimeField(null=True)


class Allocation(models.Model):
    """Where the pieces of an order line come from: each part of them from one source."""

    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="allocations")
    sku = models.CharField(max_length=40, db_index=True)
    way = models.CharField(max_length=12)
    inbound = models.ForeignKey(
        Inbound, on_delete=models.PROTECT, null=True, related_name="allocations"
    )
    quantity = models.PositiveIntegerField()
    shipped = models.PositiveIntegerField(default=0)
    ready_on = models.DateField(null=True)
    serials = models.JSONField(default=list)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(shipped__lte=F("quantity")), name="allocation_ships_what_it_has"
            )
        ]

    @classmethod
    def keep(cls, line: OrderLine, part: Part, at: datetime) -> None:
        """Keep a part of a line's pieces for it."""
        inbound = Inbound.objects.get(number=part.source) if part.way is Way.INBOUND else None
        cls.objects.create(
            line=line, sku=line.sku, way=part.way, inbound=inbound, quantity=part.pieces,
            ready_on=part.ready_on, made_at=at,
        )  # fmt: skip

    @classmethod
    def name_serials(cls, order: str, serials: Iterable[tuple[str, Sequence[str]]]) -> None:
        """Name the pieces by their serial numbers, (stock number, serials), kept for an order."""
        left: dict[str, list[str]] = {}
        for sku, named in serials:
            left.setdefault(sku, []).extend(named)
        for row in cls.objects.filter(line__order__number=order, sku__in=left).order_by("pk"):
            own = left[row.sku]
            row.serials, left[row.sku] = own[: row.quantity], own[row.quantity :]
            row.save(update_fields=["serials"])

    @classmethod
    def open_of(cls, line: OrderLine) -> int:
        """How many pieces are kept for a line from a source that we know, and have not left."""
        rows = cls.objects.filter(line=line).exclude(way=Way.UNKNOWN)
        found = rows.aggregate(pieces=Sum(F("quantity") - F("shipped")))
        return found["pieces"] or 0

    @classmethod
    def ship(cls, pieces: Mapping[str, int]) -> None:
        """Take pieces of lines that leave out of what was kept for them, and out of the stock."""
        for row, taken in cls.parts_of(pieces):
            row.shipped += taken
            row.save(update_fields=["shipped"])
            if row.way == Way.STOCK:
                StockLevel.take(row.sku, taken)

    @classmethod
    def parts_of(cls, pieces: Mapping[str, int]) -> list[tuple[Self, int]]:
        """From which rows pieces of lines leave, and how many from each."""
        found, left = [], dict(pieces)
        rows = cls.objects.filter(line__number__in=pieces, shipped__lt=F("quantity"))
        for row in rows.select_related("line").order_by("pk"):
            number = row.line.number
            taken = min(left[number], row.quantity - row.shipped)
            left[number] -= taken
            if taken:
                found.append((row, taken))
        return found

    @classmethod
    def short_of(cls, pieces: Mapping[str, int]) -> tuple[str, ...]:
        """The articles of which fewer are in the warehouse than would leave it; locks them."""
        leaving: Counter[str] = Counter()
        for row, taken in cls.parts_of(pieces):
            leaving[row.sku] += taken if row.way == Way.STOCK else 0
        here = {
            level.sku: level.on_hand
            for level in StockLevel.objects.select_for_update().filter(sku__in=leaving)
        }
        return tuple(sku for sku, count in sorted(leaving.items()) if here.get(sku, 0) < count)

    @classmethod
    def unreleased(cls, today: date) -> Iterator[tuple[QuerySet[Self], date]]:
        """What is kept as ready before the first day of an article that is to come, and that day.

        Source: C12 (pre-orders).
        """
        waiting = cls.objects.filter(shipped__lt=F("quantity"), line__cancelled_at=None)
        for sku in book().catalogue.products:
            day = book().catalogue.released_after(sku, today)
            if day:
                yield waiting.filter(line__sku=sku, ready_on__lt=day), day

    @classmethod
    def open_parts(cls, line: OrderLine) -> list[Part]:
        """What is kept for a line and has not left, what is ready first before the rest."""
        return [
            Part(Way(row.way), row.quantity - row.shipped, row.ready_on)
            for row in sorted(cls.objects.filter(line=line), key=_ready_first)
            if row.quantity > row.shipped
        ]

    @classmethod
    def hand_over(cls, line: OrderLine, other: OrderLine, pieces: int) -> None:
        """Keep pieces for another line that were kept for this one, those ready last first."""
        for row in sorted(cls.objects.filter(line=line), key=_ready_first, reverse=True):
            taken = min(pieces, row.quantity - row.shipped)
            if not taken:
                continue
            row.quantity, pieces = row.quantity - taken, pieces - taken
            staying, going = row.serials[: row.quantity], row.serials[row.quantity :]
            cls.objects.create(
                line=other, sku=row.sku, way=row.way, inbound=row.inbound, quantity=taken,
                ready_on=row.ready_on, serials=going, made_at=row.made_at,
            )  # fmt: skip
            row.serials = staying
            row.save(update_fields=["quantity", "serials"]) if row.quantity else row.delete()

    @classmethod
    def release(cls, line: OrderLine, pieces: int) -> None:
        """Give pieces free that were kept for a line, those that would come last first."""
        for row in cls.objects.filter(line=line, shipped__lt=F("quantity")).order_by("-pk"):
            freed = min(pieces, row.quantity - row.shipped)
            row.quantity -= freed
            row.save(update_fields=["quantity"]) if row.quantity else row.delete()
            pieces -= freed


class StockReserve(models.Model):
    """Pieces in the warehouse that are kept for what is no order, such as an exchange.

    `about` names it: "exchange:EX-1001". They are kept until they left, or were given free.
    """

    about = models.CharField(max_length=90, unique=True)
    sku = models.CharField(max_length=40, db_index=True)
    pieces = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    @classmethod
    def keep(cls, about: str, sku: str, pieces: int, at: datetime) -> bool:
        """Keep pieces for it if so many are free; whether they are kept, now or before."""
        level = StockLevel.objects.select_for_update().filter(sku=sku).first()
        if cls.objects.filter(about=about).exists():
            return True
        if level is None or level.on_hand - kept(sku, Way.STOCK) < pieces:
            return False
        cls.objects.create(about=about, sku=sku, pieces=pieces, made_at=at)
        return True

    @classmethod
    def may_leave(cls, about: str, sku: str) -> bool:
        """Whether what was kept for it is there, or a piece that is kept for nobody else."""
        level = StockLevel.objects.select_for_update().filter(sku=sku).first()
        held = cls.objects.filter(about=about, left_at=None).first()
        if level is None:
            return False
        return level.on_hand >= (held.pieces if held else 1 + kept(sku, Way.STOCK))

    @classmethod
    def free(cls, about: str) -> None:
        """Keep nothing for it any more."""
        cls.objects.filter(about=about, left_at=None).delete()

    @classmethod
    def leave(cls, about: str, sku: str, at: datetime) -> None:
        """Take what was kept for it out of the stock, or a piece that was not kept before."""
        held = cls.objects.select_for_update().filter(about=about, left_at=None).first()
        StockLevel.take(sku, held.pieces if held else 1)
        cls.objects.filter(about=about).update(left_at=at)


def kept(sku: str, way: Way, inbound: Inbound | None = None) -> int:
    """How many pieces from a source are kept and have not left."""
    rows = Allocation.objects.filter(sku=sku, way=way)
    if inbound is not None:
        rows = rows.filter(inbound=inbound)
    found = rows.aggregate(pieces=Sum(F("quantity") - F("shipped")))
    pieces: int = found["pieces"] or 0
    if way is not Way.STOCK:
        return pieces
    waiting = StockReserve.objects.filter(sku=sku, left_at=None)
    return pieces + sum(waiting.values_list("pieces", flat=True))


class LinePromise(models.Model):
    """The day told to a customer for a line; the last one counts, each stays on record.

    `ship_by` is the day on which it has to leave for that, `basis` how the day was found, `window`
    the half of the day at which it comes, where one was chosen.
    """

    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="promised")
    promised_on = models.DateField()
    ship_by = models.DateField()
    basis = models.JSONField()
    why = models.CharField(max_length=40)
    window = models.CharField(max_length=12, blank=True, default="", db_default="")
    made_at = models.DateTimeField()

    @classmethod
    def window_of(cls, line: str) -> str:
        """The half of the day at which a line is promised; empty where none was chosen."""
        row = cls.objects.filter(line__number=line).order_by("pk").last()
        return row.window if row else ""

    @classmethod
    def last_of(cls, line: OrderLine) -> Expected | None:
        """What is promised for a line now; None while nothing is."""
        row = cls.objects.filter(line=line).order_by("pk").last()
        if row is None:
            return None
        pace = Pace(*(int(row.basis[name]) for name in ("handling", "transit", "margin")))
        ready_on = date.fromisoformat(str(row.basis["ready_on"]))
        return Expected(ready_on, row.ship_by, row.promised_on, pace)

    @classmethod
    def is_late(cls, line: OrderLine, today: date) -> bool:
        """Whether the day that is promised for a line is past, or was put off."""
        row = cls.objects.filter(line=line).order_by("pk").last()
        return row is not None and (row.why == "delayed" or row.promised_on < today)


def _ready_first(row: Allocation) -> tuple[bool, date, int]:
    return row.ready_on is None, row.ready_on or date.max, row.pk


class OrderHold(models.Model):
    """That an order may not go on, why, and until somebody released it."""

    order = models.ForeignKey(SalesOrder, on_delete=models.PROTECT, related_name="holds")
    kind = models.CharField(max_length=16)
    reason = models.CharField(max_length=200)
    placed_at = models.DateTimeField()
    placed_by = models.CharField(max_length=80)
    released_at = models.DateTimeField(null=True)
    released_by = models.CharField(max_length=80, blank=True, default="")
    note = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order", "kind"], condition=Q(released_at=None), name="order_held_once_each"
            )
        ]
