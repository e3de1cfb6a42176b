"""Keep what was found of labels whose serial number was changed, and objections to it (C21)."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import Q


class LabelState(StrEnum):
    """What the label with the serial number looks like."""

    WHOLE = "whole"
    WORN = "worn"
    ALTERED = "altered"


class LabelFinding(models.Model):
    """That a serial number was changed or taken off: what shows it, and what became of it.

    It is held against the piece until somebody else lifts it. `serial` is the number that our
    records have for it, `found_in` the return in which it came.
    """

    ref_kind = "label_finding"

    number = models.CharField(max_length=32, unique=True)
    serial = models.CharField(max_length=40, db_index=True)
    party = models.CharField(max_length=32, db_index=True)
    findings = models.CharField(max_length=1000)
    evidence = models.CharField(max_length=400)
    found_in = models.CharField(max_length=32, blank=True, default="")
    found_at = models.DateTimeField()
    found_by = models.CharField(max_length=80)
    objection = models.CharField(max_length=2000, blank=True, default="")
    objected_at = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.CharField(max_length=80, blank=True, default="")
    review = models.CharField(max_length=1000, blank=True, default="")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["serial"], condition=Q(lifted_at=None), name="label_finding_stands_once"
            )
        ]
