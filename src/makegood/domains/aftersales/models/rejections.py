"""Keep why a return was not accepted, and what the customer chose then. Source: C19."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from makegood.domains.aftersales.models.rows import Return


class Rejection(models.Model):
    """That a return is not accepted: why, the photo, and the customer's choice.

    `left_at` and `tracking` are of goods that went back to the customer.
    """

    of = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="rejections")
    why = models.CharField(max_length=1000)
    photo = models.CharField(max_length=400)
    rejected_at = models.DateTimeField()
    rejected_by = models.CharField(max_length=80)
    choice = models.CharField(max_length=12, blank=True, default="")
    chosen_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    tracking = models.CharField(max_length=60, blank=True, default="", db_default="")

    @classmethod
    def chosen(cls, number: str, choice: str, *, at: datetime) -> None:
        """Keep what the customer chose for the goods of a return."""
        rows = cls.objects.filter(of__number=number, choice="")
        rows.update(choice=choice, chosen_at=at)
