"""Keep cases with their notes, referrals, closings and gestures. Source: C08, C27, C28."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import F, Q


class CaseCategory(StrEnum):
    """What a case is mainly about."""

    BILLING = "billing"
    DELIVERY = "delivery"
    PRODUCT = "product"
    SERVICE = "service"
    PRIVACY = "privacy"
    INSURANCE = "insurance"
    OTHER = "other"
    EMERGENCY = "emergency"


class LossKind(StrEnum):
    """What was damaged at home, or by what; each has its own first steps."""

    FIRE = "fire"
    WATER = "water"
    FROZEN_PIPE = "frozen_pipe"
    SEWAGE = "sewage"
    THEFT = "theft"


class EmergencyKind(StrEnum):
    """What the danger is."""

    GAS = "gas"
    DOWNED_LINE = "downed_line"
    CO = "co"
    FIRE = "fire"
    SHOCK = "shock"
    FLOOD = "flood"
    WATER_NEAR_ELECTRIC = "water_near_electric"
    SELF_HARM = "self_harm"
    OTHER = "other"


class NoteKind(StrEnum):
    """What a note is worth: something known, something thought, or something promised."""

    FACT = "fact"
    OPINION = "opinion"
    PROMISE = "promise"


class CaseOutcome(StrEnum):
    """How a case ended."""

    PUT_RIGHT = "put_right"
    EXPLAINED = "explained"
    NOT_JUSTIFIED = "not_justified"
    DEADLOCK = "deadlock"
    WITHDRAWN = "withdrawn"
    UNCONFIRMED = "unconfirmed"


class RootCause(StrEnum):
    """What it came from in the end, so that it can be mended for all."""

    PRODUCT_FAULT = "product_fault"
    DELIVERY_DAMAGE = "delivery_damage"
    LATE_DELIVERY = "late_delivery"
    BILLING_ERROR = "billing_error"
    WRONG_INFORMATION = "wrong_information"
    CONDUCT = "conduct"
    SYSTEM_FAULT = "system_fault"
    POLICY = "policy"
    THIRD_PARTY = "third_party"
    CUSTOMERS_SIDE = "customers_side"
    NOT_FOUND = "not_found"


class Case(models.Model):
    """One need of a customer, from the first word until it is put right and proven.

    `party` is whose it is (claimed only, when `level` is 0). The dates are by when the customer
    is told something; `priority` is 0 for danger to life and 4 for what can wait; `area`
    is the feeder or the street of an outage.
    """

    ref_kind = "case"

    number = models.CharField(max_length=20, unique=True)
    party = models.CharField(max_length=32, blank=True, default="", db_index=True)
    level = models.PositiveSmallIntegerField(default=0)
    category = models.CharField(max_length=16)
    summary = models.TextField()
    wanted = models.TextField(blank=True, default="")
    future_contact = models.CharField(max_length=120, blank=True, default="")
    is_oral = models.BooleanField()
    channel = models.CharField(max_length=16)
    conversation = models.CharField(max_length=20, blank=True, default="", db_index=True)
    language = models.CharField(max_length=2)
    owner = models.CharField(max_length=80)
    priority = models.PositiveSmallIntegerField()
    emergency_kind = models.CharField(max_length=24, blank=True, default="")
    place = models.CharField(max_length=254, blank=True, default="")
    area = models.CharField(max_length=80, blank=True, default="", db_default="")
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=80)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledge_by = models.DateField()
    summary_by = models.DateField()
    answer_by = models.DateField()
    final_by = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(priority__lte=4), name="case_priority_0_to_4"),
            models.CheckConstraint(
                condition=Q(acknowledge_by__lte=F("answer_by"), answer_by__lte=F("final_by")),
                name="case_dates_in_order",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "opened_at"], condition=~Q(area=""), name="case_outage")
        ]

    @property
    def is_open(self) -> bool:
        """Whether the case is being worked on: never closed, or opened again since."""
        return not self.closings.filter(reopened_at=None).exists()


class CaseSubject(models.Model):
    """That a case is about a record, such as order:O-1041."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="subjects")
    ref = models.CharField(max_length=90, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "ref"], name="case_subject_once")]


class Note(models.Model):
    """Something written into a case. It stays as it is; a correction is another note.

    `corrects` is the key of the note of the same case that this one puts right. `happened_on` is
    the day that it tells of, where that is another than the day of writing. Of a note that was
    written into the wrong case only that it stood here is left, and where it went (`moved_to`).
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=8)
    text = models.TextField()
    source = models.CharField(max_length=90, blank=True, default="")
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    act = models.CharField(max_length=32)
    corrects = models.BigIntegerField(null=True)
    happened_on = models.DateField(null=True)
    moved_to = models.CharField(max_length=20, blank=True, default="", db_default="")


class Referral(models.Model):
    """A question to a department, with all it needs; we stay the ones the customer talks to."""

    ref_kind = "referral"

    number = models.CharField(max_length=20, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="referrals")
    department = models.CharField(max_length=40)
    question = models.TextField()
    package = models.JSONField()
    referred_at = models.DateTimeField()
    referred_by = models.CharField(max_length=80)
    due_at = models.DateTimeField()
    chased = models.PositiveSmallIntegerField(default=0)
    assigned_by = models.CharField(max_length=80, blank=True, default="")
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.CharField(max_length=80, blank=True, default="")
    bounced_at = models.DateTimeField(null=True)
    bounced_by = models.CharField(max_length=80, blank=True, default="")
    bounce_reason = models.CharField(max_length=400, blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=80, blank=True, default="")
    answer = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(bounced_at=None) | Q(accepted_at=None, answered_at=None),
                name="referral_bounced_or_accepted",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(accepted_at__isnull=False),
                name="referral_answered_once_accepted",
            ),
        ]

    @property
    def state(self) -> str:
        """Where the question stands: waiting, accepted, bounced or answered."""
        if self.answered_at:
            return "answered"
        if self.bounced_at:
            return "bounced"
        return "accepted" if self.accepted_at else "waiting"


class Closing(models.Model):
    """That a case was closed: how it ended, on what basis, from which cause; and if reopened."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="closings")
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    outcome = models.CharField(max_length=16)
    root_cause = models.CharField(max_length=24)
    basis = models.TextField()
    response = models.TextField()
    is_accepted = models.BooleanField(null=True)
    reopened_at = models.DateTimeField(null=True)
    reopened_by = models.CharField(max_length=80, blank=True, default="")
    reopen_reason = models.CharField(max_length=400, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(reopened_at=None), name="closing_one_stands"
            )
        ]


class Goodwill(models.Model):
    """A gesture to a customer: how much, why, and where it stands in the books. Source: J12."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="gestures")
    amount_cents = models.BigIntegerField()
    currency = models.CharField(max_length=3, default="USD")
    reason = models.CharField(max_length=400)
    entry = models.CharField(max_length=20)
    store_credit = models.CharField(max_length=32)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    act = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="goodwill_above_zero")
        ]
