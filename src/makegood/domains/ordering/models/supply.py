"""Keep what we have, what is on its way to us, and which order line gets which. Source: C11."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import models
from django.db.models import F, Q, Sum

from makegood.domains.ordering.models.rows import OrderLine, SalesOrder
from makegood.domains.ordering.supplying import Part, Way


class StockLevel(models.Model):
    """How many pieces of an article stand in the warehouse, those promised to somebody included."""

    sku = models.CharField(max_length=40, unique=True)
    on_hand = models.PositiveIntegerField()
    counted_at = models.DateTimeField()
    counted_by = models.CharField(max_length=80)


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
    def name_serials(cls, order: str, serials: Mapping[str, Sequence[str]]) -> None:
        """Name the pieces by their serial numbers that are kept for an order."""
        for sku, named in serials.items():
            left = list(named)
            for row in cls.objects.filter(line__order__number=order, sku=sku).order_by("pk"):
                row.serials, left = left[: row.quantity], left[row.quantity :]
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
        for number, left in pieces.items():
            rows = cls.objects.filter(line__number=number, shipped__lt=F("quantity"))
            for row in rows.order_by("pk"):
                taken = min(left, row.quantity - row.shipped)
                row.shipped, left = row.shipped + taken, left - taken
                row.save(update_fields=["shipped"])
                if row.way == Way.STOCK:
                    there = StockLevel.objects.filter(sku=row.sku, on_hand__gte=taken)
                    there.update(on_hand=F("on_hand") - taken)

    @classmethod
    def release(cls, line: OrderLine, pieces: int) -> None:
        """Give pieces free that were kept for a line, those that would come last first."""
        for row in cls.objects.filter(line=line, shipped__lt=F("quantity")).order_by("-pk"):
            freed = min(pieces, row.quantity - row.shipped)
            row.quantity -= freed
            row.save(update_fields=["quantity"]) if row.quantity else row.delete()
            pieces -= freed


def kept(sku: str, way: Way, inbound: Inbound | None = None) -> int:
    """How many pieces from a source are kept for orders and have not left."""
    rows = Allocation.objects.filter(sku=sku, way=way)
    if inbound is not None:
        rows = rows.filter(inbound=inbound)
    found = rows.aggregate(pieces=Sum(F("quantity") - F("shipped")))
    return found["pieces"] or 0


class LinePromise(models.Model):
    """The day told to a customer for a line; the last one counts, each stays on record.

    `ship_by` is the day on which it has to leave for that, `basis` how the day was found.
    """

    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="promised")
    promised_on = models.DateField()
    ship_by = models.DateField()
    basis = models.JSONField()
    why = models.CharField(max_length=40)
    made_at = models.DateTimeField()


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
