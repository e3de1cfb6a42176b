"""Keep which lots are stopped, so that nothing of them leaves. Source: C22."""

from __future__ import annotations

from django.db import models


class StoppedLot(models.Model):
    """A lot of which nothing is shipped: why, since when, and when its danger must be reported."""

    ref_kind = "lot"

    number = models.CharField(max_length=40, unique=True)
    sku = models.CharField(max_length=40)
    reason = models.CharField(max_length=400)
    test = models.CharField(max_length=32, blank=True, default="")
    stopped_at = models.DateTimeField()
    stopped_by = models.CharField(max_length=80)
    escalated_at = models.DateTimeField()
    report_by = models.DateTimeField()
