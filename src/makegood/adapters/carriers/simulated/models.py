"""Keep the labels that the simulated carrier made, as a real carrier would at its own place."""

from __future__ import annotations

from django.db import models


class Label(models.Model):
    """One label by the key it was asked with; asked twice, it is the same one."""

    key = models.CharField(max_length=200, unique=True)
    return_number = models.CharField(max_length=32, db_index=True)
    tracking = models.CharField(max_length=40, unique=True)
    service = models.CharField(max_length=16)
    paid_by = models.CharField(max_length=16)
    made_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)
    is_lost = models.BooleanField(default=False)
