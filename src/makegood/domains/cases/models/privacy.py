"""Keep what people ask of us about their own records, and what may not be erased. Source: C05."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import F, Q


class RequestKind(StrEnum):
    """What somebody asks about their own records: to have them, or to have them erased."""

    ACCESS = "access"
    ERASURE = "erasure"


class PrivacyRequest(models.Model):
    """That a person asked for their records or their erasure, and how it was answered.

    `document` is the file that was handed over; `report` what was erased and what stays, each
    with its reason. Neither holds any words of the person once these are erased.
    """

    ref_kind = "privacy_request"

    number = models.CharField(max_length=20, unique=True)
    party = models.CharField(max_length=32, db_index=True)
    kind = models.CharField(max_length=8)
    conversation = models.CharField(max_length=20, blank=True, default="")
    received_at = models.DateTimeField()
    due_on = models.DateField()
    extended_to = models.DateField(null=True)
    extended_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=80, blank=True, default="")
    document = models.CharField(max_length=20, blank=True, default="")
    report = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(extended_to=None) | Q(extended_to__gt=F("due_on")),
                name="privacy_request_extended_later",
            ),
            models.UniqueConstraint(
                fields=["party", "kind"],
                condition=Q(answered_at=None),
                name="privacy_request_one_open",
            ),
        ]


class LegalHold(models.Model):
    """That nothing of a person is erased, for a reason, until somebody lifts it again."""

    ref_kind = "legal_hold"

    number = models.CharField(max_length=20, unique=True)
    party = models.CharField(max_length=32, db_index=True)
    reason = models.CharField(max_length=400)
    placed_at = models.DateTimeField()
    placed_by = models.CharField(max_length=80)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.CharField(max_length=80, blank=True, default="")
    lift_reason = models.CharField(max_length=400, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(lifted_at=None) | Q(lifted_at__gte=F("placed_at")),
                name="legal_hold_ends_after_it_begins",
            )
        ]
