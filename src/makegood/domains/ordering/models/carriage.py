"""Keep with whom goods go: what each carrier asked, what was chosen, its label. Source: C12."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import models
from django.db.models import Q

from makegood.core.money import Money
from makegood.core.outcome import NotFound
from makegood.domains.ordering.models.changing import OrderChange
from makegood.domains.ordering.models.facts import lock_order
from makegood.domains.ordering.models.rows import SalesOrder, Shipment
from makegood.domains.ordering.policy.carriage import BookingFacts, CarriageFacts, Way


class Carriage(models.Model):
    """Goods of an order on their way to a carrier: compared, booked, labelled, and then gone.

    `pieces` are those of each order line; `why` says how the service was chosen.
    """

    ref_kind = "carriage"

    number = models.CharField(max_length=32, unique=True)
    order = models.ForeignKey(SalesOrder, on_delete=models.PROTECT, related_name="carriages")
    pieces = models.JSONField()
    grams = models.PositiveIntegerField()
    needs_signature = models.BooleanField()
    promised_on = models.DateField(null=True)
    compared_at = models.DateTimeField()
    compared_by = models.CharField(max_length=80)
    code = models.CharField(max_length=32, blank=True, default="")
    carrier = models.CharField(max_length=60, blank=True, default="")
    service = models.CharField(max_length=60, blank=True, default="")
    cost_cents = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True, default="")
    arrives_on = models.DateField(null=True)
    why = models.CharField(max_length=16, blank=True, default="")
    booked_at = models.DateTimeField(null=True)
    booked_by = models.CharField(max_length=80, blank=True, default="")
    label = models.CharField(max_length=60, blank=True, default="")
    tracking = models.CharField(max_length=60, blank=True, default="")
    labelled_at = models.DateTimeField(null=True)
    voided_at = models.DateTimeField(null=True)
    shipment = models.OneToOneField(
        Shipment, on_delete=models.PROTECT, null=True, related_name="carriage"
    )

    @property
    def state(self) -> str:
        """How far it is."""
        if self.voided_at:
            return "voided"
        if self.shipment_id is not None:
            return "shipped"
        if self.labelled_at:
            return "labelled"
        return "booked" if self.booked_at else "compared"

    @property
    def cost(self) -> Money | None:
        """What its carrier asks; None until one was booked."""
        return None if self.cost_cents is None else Money(self.cost_cents, self.currency)

    def book(self, way: Way, why: str) -> None:
        """Have it go with a service that was offered for it."""
        self.code, self.carrier, self.service, self.why = way.code, way.carrier, way.service, why
        self.cost_cents, self.currency = way.price.cents, way.price.currency
        self.arrives_on = way.arrives_on

    def keep(self, offered: Sequence[Way]) -> None:
        """Keep what each carrier asked for it."""
        RateQuote.objects.bulk_create(
            RateQuote(
                carriage=self, carrier=one.carrier, code=one.code, service=one.service,
                price_cents=one.price.cents, currency=one.price.currency,
                arrives_on=one.arrives_on,
            )
            for one in offered
        )  # fmt: skip


class RateQuote(models.Model):
    """What a carrier asked for goods with one of its services, and when they would arrive."""

    carriage = models.ForeignKey(Carriage, on_delete=models.PROTECT, related_name="rates")
    carrier = models.CharField(max_length=60)
    code = models.CharField(max_length=32)
    service = models.CharField(max_length=60)
    price_cents = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    arrives_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["carriage", "code"], name="rated_once_each"),
            models.CheckConstraint(condition=Q(price_cents__gt=0), name="rate_costs_something"),
        ]

    @property
    def way(self) -> Way:
        """The same as the plain fact of an act."""
        price = Money(self.price_cents, self.currency)
        return Way(self.carrier, self.code, self.service, price, self.arrives_on)


def lock_carriage(number: str) -> CarriageFacts:
    """A carriage, locked, with what was offered for it; NotFound when there is none."""
    row = Carriage.objects.select_for_update().filter(number=number).first()
    if row is None:
        raise NotFound("carriage", number)
    return CarriageFacts(
        number=number, order=row.order.number, pieces=row.pieces, is_moved=_is_moved(row),
        state=row.state, is_awaited=row.booked_at is not None and row.labelled_at is None,
        offered=tuple(one.way for one in row.rates.order_by("pk")), asked_at=row.compared_at,
        promised_on=row.promised_on, needs_signature=row.needs_signature, carrier=row.carrier,
    )  # fmt: skip


def lock_booking(number: str) -> BookingFacts:
    """A carriage that is to be booked, locked after its order; NotFound when there is none."""
    row = Carriage.objects.select_related("order").filter(number=number).first()
    if row is None:
        raise NotFound("carriage", number)
    order = lock_order(row.order.number)
    return BookingFacts(lock_carriage(number), order, booked_of(order.number, but=number))


def booked_of(order: str, *, but: str = "") -> Mapping[str, int]:
    """The pieces of each line of an order that wait in a booked carriage, one carriage left out."""
    found: dict[str, int] = {}
    rows = Carriage.objects.filter(order__number=order, booked_at__isnull=False)
    for row in rows.filter(voided_at=None, shipment=None).exclude(number=but):
        for line, pieces in row.pieces.items():
            found[line] = found.get(line, 0) + pieces
    return found


def _is_moved(row: Carriage) -> bool:
    changes = OrderChange.objects.filter(
        order_id=row.order_id, kind__in=["amend", "address"], at__gt=row.compared_at
    )
    return any(one.what.get("ship_to") for one in changes)
