"""Keep what we claim from carriers for goods that they damaged or lost. Source: C12."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from makegood.core.acting import Leaving
from makegood.core.clock import local
from makegood.core.money import Money
from makegood.core.numbers import next_number
from makegood.core.outcome import NotFound
from makegood.domains.catalog.queries import product
from makegood.domains.ordering.models.rows import OrderLine, Shipment, ShippedLine
from makegood.domains.ordering.policy import AnswerFacts, ClaimFacts


class FreightClaim(models.Model):
    """A claim against a carrier: for which goods, why, and how much.

    The parcel is a shipment of ours, or the one of a return (`of_return`) on its way to us. Once
    the carrier has answered, `paid_cents` is what it pays and `answer` why not all.
    """

    ref_kind = "freight_claim"

    number = models.CharField(max_length=32, unique=True)
    shipment = models.ForeignKey(
        Shipment, on_delete=models.PROTECT, related_name="claims", null=True
    )
    of_return = models.CharField(max_length=32, blank=True, default="", db_default="")
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="claims")
    kind = models.CharField(max_length=16)
    pieces = models.PositiveIntegerField()
    amount_cents = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    note = models.CharField(max_length=400)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=80)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=80, blank=True, default="", db_default="")
    paid_cents = models.BigIntegerField(null=True)
    answer = models.CharField(max_length=400, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shipment", "line"], name="claimed_once"),
            models.CheckConstraint(
                condition=Q(shipment__isnull=False, of_return="")
                | (Q(shipment__isnull=True) & ~Q(of_return="")),
                name="claim_of_one_parcel",
            ),
            models.CheckConstraint(condition=Q(pieces__gte=1), name="claim_of_something"),
        ]


def claim_facts(shipment: str, line: str) -> ClaimFacts:
    """Goods of a shipment, locked, with what was claimed for them. NotFound."""
    packed = ShippedLine.objects.filter(shipment__number=shipment, line__number=line)
    packed = packed.select_for_update(of=("shipment", "line"))
    row = packed.select_related("shipment__order", "line").first()
    if row is None:
        raise NotFound("shipment", shipment)
    came, order = row.shipment.delivered_at, row.shipment.order
    claims = FreightClaim.objects.filter(line=row.line, of_return="")
    return ClaimFacts(
        order=order.number, pieces=row.quantity, quantity=row.line.quantity,
        net=Money(row.line.net_cents, order.currency),
        claimed=sum(claims.values_list("pieces", flat=True)),
        promised_on=row.shipment.promised_on,
        delivered_on=local(came).date() if came else None,
        is_claimed=claims.filter(shipment=row.shipment).exists(),
    )  # fmt: skip


def lock_claim(number: str) -> AnswerFacts:
    """A claim, locked, with what was claimed and whether it was answered; NotFound."""
    row = FreightClaim.objects.select_for_update().filter(number=number).first()
    if row is None:
        raise NotFound("freight_claim", number)
    amount = Money(row.amount_cents, row.currency)
    return AnswerFacts(number=number, claimed=amount, is_answered=row.answered_at is not None)


def claim_from_carrier(
    acting: Leaving, parcel: Shipment | str, line: str, amount: Money, *, kind: str, pieces: int,
    note: str, label: tuple[str, str] = ("", ""),
) -> str:  # fmt: skip
    """Claim from the carrier of a shipment, or of a return by its label, and keep the claim.

    `label` is the carrier of a return and the number by which it follows the parcel.
    """
    shipment = parcel if isinstance(parcel, Shipment) else None
    goods = OrderLine.objects.select_related("order").get(number=line)
    row = FreightClaim.objects.create(
        number=next_number("FC"), shipment=shipment, of_return="" if shipment else str(parcel),
        line=goods, kind=kind, pieces=pieces, amount_cents=amount.cents,
        currency=amount.currency, note=note, opened_at=acting.now, opened_by=acting.actor.name,
    )  # fmt: skip
    carrier, tracking = (shipment.carrier, shipment.tracking) if shipment else label
    acting.queue(
        kind="carrier.claim", key=row.number,
        payload={
            "order": goods.order.number, "line": line, "what": note, "pieces": pieces,
            "article": product(goods.sku).title, "amount": str(amount),
            "carrier": carrier, "tracking": tracking,
        },
    )  # fmt: skip
    acting.record(f"freight_claim:{row.number}")
    return row.number
