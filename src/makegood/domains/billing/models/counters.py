"""Keep the cash drawers: who opened one with how much, and what was counted at the end."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from makegood.core.money import Money


class Drawer(models.Model):
    """One session of a cash drawer; what went in and out of it meanwhile stands in the books."""

    ref_kind = "drawer"

    number = models.CharField(max_length=32, unique=True)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=80, db_index=True)
    opening_cents = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=80, blank=True, default="")
    counted_cents = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["opened_by"], condition=Q(closed_at=None), name="drawer_one_for_each"
            ),
            models.CheckConstraint(condition=Q(opening_cents__gte=0), name="drawer_holds_cash"),
        ]

    @property
    def ref(self) -> str:
        """Its name in the books, such as "drawer:CD-1001"."""
        return f"drawer:{self.number}"

    @property
    def opening(self) -> Money:
        """What was in it at the beginning."""
        return Money(self.opening_cents, self.currency)
