"""Keep which protection plans were cancelled, and what they paid back."""

from __future__ import annotations

from django.db import models

from makegood.domains.ordering.models import OrderLine


class CancelledPlan(models.Model):
    """A plan that ended before its term: how much of it was used, credited and kept."""

    line = models.OneToOneField(OrderLine, on_delete=models.PROTECT, related_name="cancelled_plan")
    ended_on = models.DateField()
    used_days = models.PositiveIntegerField()
    term_days = models.PositiveIntegerField()
    credit_cents = models.BigIntegerField()
    tax_cents = models.BigIntegerField()
    fee_cents = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    cancelled_at = models.DateTimeField()
    cancelled_by = models.CharField(max_length=80)
