"""Keep what we claim from carriers for goods that they damaged or lost. Source: C12."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from makegood.domains.ordering.models.rows import OrderLine, Shipment


class FreightClaim(models.Model):
    """A claim against a carrier: for which goods of a shipment, why, and how much."""

    ref_kind = "freight_claim"

    number = models.CharField(max_length=32, unique=True)
    shipment = models.ForeignKey(Shipment, on_delete=models.PROTECT, related_name="claims")
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="claims")
    kind = models.CharField(max_length=16)
    pieces = models.PositiveIntegerField()
    amount_cents = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    note = models.CharField(max_length=400)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shipment", "line"], name="claimed_once"),
            models.CheckConstraint(condition=Q(pieces__gte=1), name="claim_of_something"),
        ]
