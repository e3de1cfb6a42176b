"""Keep what a record lacks, from the day it was found to the day it was mended. Source: C08."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class RecordDefect(models.Model):
    """That a record lacks something it should hold: what, since when it is known, till when.

    `ref` is the record's number.
    """

    ref_kind = "record_defect"

    kind = models.CharField(max_length=32)
    ref = models.CharField(max_length=200)
    found_at = models.DateTimeField()
    mended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "ref"], condition=Q(mended_at=None), name="defect_found_once"
            )
        ]
