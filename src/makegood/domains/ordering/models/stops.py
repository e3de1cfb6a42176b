"""Keep which lots are stopped, so that nothing of them leaves. Source: C22."""

from __future__ import annotations

from datetime import datetime

from django.db import models


class StoppedLot(models.Model):
    """A lot of which nothing is shipped: why, since when, and when its danger must be reported.

    It stands until a later test, `lifted_for`, found the lot safe.
    """

    ref_kind = "lot"

    number = models.CharField(max_length=40, unique=True)
    sku = models.CharField(max_length=40)
    reason = models.CharField(max_length=400)
    test = models.CharField(max_length=32, blank=True, default="")
    stopped_at = models.DateTimeField()
    stopped_by = models.CharField(max_length=80)
    escalated_at = models.DateTimeField()
    report_by = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.CharField(max_length=80, blank=True, default="", db_default="")
    lifted_for = models.CharField(max_length=32, blank=True, default="", db_default="")

    @classmethod
    def standing(cls) -> models.QuerySet[StoppedLot]:
        """The stops that were not lifted."""
        return cls.objects.filter(lifted_at=None)

    @classmethod
    def stop(cls, number: str, **told: str | datetime) -> None:
        """Stop a lot; a stop of it that was lifted stays on record beside the new one."""
        before = cls.objects.filter(number=number, lifted_at__isnull=False).first()
        if before is not None and before.lifted_at is not None:
            PastStop.objects.create(
                lot=number, reason=before.reason, test=before.test, stopped_at=before.stopped_at,
                stopped_by=before.stopped_by, lifted_at=before.lifted_at,
                lifted_by=before.lifted_by, lifted_for=before.lifted_for,
            )  # fmt: skip
        anew = {**told, "lifted_at": None, "lifted_by": "", "lifted_for": ""}
        cls.objects.update_or_create(number=number, defaults=anew)


class PastStop(models.Model):
    """A stop of a lot that was lifted, and after which the lot was stopped again."""

    lot = models.CharField(max_length=40, db_index=True)
    reason = models.CharField(max_length=400)
    test = models.CharField(max_length=32, blank=True, default="")
    stopped_at = models.DateTimeField()
    stopped_by = models.CharField(max_length=80)
    lifted_at = models.DateTimeField()
    lifted_by = models.CharField(max_length=80)
    lifted_for = models.CharField(max_length=32)
