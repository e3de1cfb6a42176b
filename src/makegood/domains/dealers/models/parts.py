"""Keep the parts that come back: their tags, until when, and what was found. Source: DLR-12."""

from __future__ import annotations

from enum import StrEnum

from django.db import models

from makegood.domains.dealers.models.claims import ClaimLine


class Finding(StrEnum):
    """What is found of a part that came back; the rows of the table part_findings."""

    CONFIRMED_DEFECT = "confirmed_defect"
    NO_FAULT_FOUND = "no_fault_found"
    PHYSICAL_DAMAGE = "physical_damage"
    MISUSE = "misuse"
    WATER = "water"
    TRANSPORT_DAMAGE = "transport_damage"
    WRONG_PART_RETURNED = "wrong_part_returned"
    SERIAL_MISMATCH = "serial_mismatch"
    INSTALLATION_ERROR = "installation_error"
    MODIFIED = "modified"


class PartReturn(models.Model):
    """The order to send a failed part back: its tag, and the last day for it to arrive."""

    ref_kind = "part_return"

    number = models.CharField(max_length=32, unique=True)
    line = models.OneToOneField(ClaimLine, on_delete=models.PROTECT, related_name="part_return")
    ordered_at = models.DateTimeField()
    due_on = models.DateField()
    arrived_at = models.DateTimeField(null=True)


class PartInspection(models.Model):
    """What somebody found: by checklist, measurements, pictures, or a session by video.

    The last one counts; a part that was the wrong one may come again.
    """

    of = models.ForeignKey(PartReturn, on_delete=models.PROTECT, related_name="inspections")
    finding = models.CharField(max_length=24)
    checklist = models.JSONField(default=list)
    measurements = models.JSONField(default=list)
    pictures = models.JSONField(default=list)
    video = models.CharField(max_length=200, blank=True, default="")
    serial = models.CharField(max_length=40, blank=True, default="")
    notes = models.CharField(max_length=1000)
    inspected_at = models.DateTimeField()
    inspected_by = models.CharField(max_length=80)
