"""Keep dealers' claims with their lines as records of who did what and when. Source: C23."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from makegood.core.money import Money
from makegood.domains.dealers.models.dealers import Dealer, RepairApproval

JUDGED = ("judged", "appeal")
"""The rules of lines whose amount is a person's judgement."""


class DealerClaim(models.Model):
    """A repair that a dealer claims; its state is what was done last.

    `booked_cents` is what was approved in the books so far. From `received_at` the days to decide
    are counted, anew when a question was answered.
    """

    ref_kind = "dealer_claim"

    number = models.CharField(max_length=32, unique=True)
    dealer = models.ForeignKey(Dealer, on_delete=models.PROTECT, related_name="claims")
    ro_no = models.CharField(max_length=40)
    serial = models.CharField(max_length=40, db_index=True)
    model = models.CharField(max_length=40, blank=True, default="")
    in_service_on = models.DateField(null=True)
    failed_on = models.DateField()
    repaired_on = models.DateField(db_index=True)
    complaint = models.CharField(max_length=400)
    cause = models.CharField(max_length=400)
    correction = models.CharField(max_length=400)
    failure_code = models.CharField(max_length=12)
    approval = models.ForeignKey(RepairApproval, on_delete=models.PROTECT, null=True)
    currency = models.CharField(max_length=3, default="USD")

    submitted_at = models.DateTimeField()
    submitted_by = models.CharField(max_length=80)
    received_at = models.DateTimeField()
    question = models.JSONField(null=True)
    returned_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=1000, blank=True, default="")
    alerted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=80, blank=True, default="")
    decision = models.CharField(max_length=12, blank=True, default="")
    by_silence = models.BooleanField(default=False)
    booked_cents = models.BigIntegerField(default=0)
    paid_at = models.DateTimeField(null=True)
    paid_cents = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(booked_cents__gte=F("paid_cents")), name="no_more_is_paid_than_approved"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decision="")
                | Q(decided_at__isnull=False, decision__in=["approved", "adjusted", "denied"]),
                name="claim_is_decided_with_a_decision",
            ),
            models.UniqueConstraint(fields=["dealer", "ro_no", "serial"], name="one_repair_order"),
        ]
        indexes = [
            models.Index(
                fields=["received_at"], name="claim_waits",
                condition=Q(decided_at=None, returned_at=None),
            )
        ]  # fmt: skip

    @property
    def ref(self) -> str:
        """How other records name it."""
        return f"dealer_claim:{self.number}"

    @property
    def state(self) -> str:
        """How far it is, by what was done last. Source: B47."""
        appeal = getattr(self, "appeal", None)
        if self.charge_backs.all():
            return "charged_back"
        if appeal is not None and appeal.decided_at is None:
            return "appealed"
        if self.paid_at is not None and self.decided_at is not None:
            return "paid"
        if self.decided_at is not None:
            return self.decision
        return "returned_for_info" if self.returned_at is not None else "under_review"


class ClaimLine(models.Model):
    """One line of a claim: what was claimed, what is allowed and why, what both sides say of it.

    `agreed_at` is when both sides agreed: the dealer accepted what we allow or offer.
    """

    claim = models.ForeignKey(DealerClaim, on_delete=models.PROTECT, related_name="lines")
    place = models.PositiveIntegerField()
    work = models.CharField(max_length=8)
    code = models.CharField(max_length=40, blank=True, default="")
    hours = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    rate_cents = models.BigIntegerField(null=True)
    clocked = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    quantity = models.PositiveIntegerField(default=1)
    serial = models.CharField(max_length=40, blank=True, default="")
    invoice = models.CharField(max_length=40, blank=True, default="")
    miles = models.PositiveIntegerField(null=True)
    claimed_cents = models.BigIntegerField()
    allowed_cents = models.BigIntegerField(default=0)
    allowed_hours = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    rule = models.CharField(max_length=60, blank=True, default="")
    grounds = models.JSONField(default=list)
    argument = models.CharField(max_length=1000, blank=True, default="")
    argued_at = models.DateTimeField(null=True)
    offered_cents = models.BigIntegerField(null=True)
    answer = models.CharField(max_length=1000, blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=80, blank=True, default="")
    agreed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "place"], name="claim_line_place"),
            models.CheckConstraint(
                condition=Q(allowed_cents__gte=0, allowed_cents__lte=F("claimed_cents")),
                name="no_more_is_allowed_than_claimed",
            ),
            models.CheckConstraint(
                condition=Q(offered_cents=None)
                | Q(offered_cents__gte=0, offered_cents__lte=F("claimed_cents")),
                name="no_more_is_offered_than_claimed",
            ),
        ]

    @property
    def label(self) -> str:
        """What it is, short: an operation, a part, or the kind of work."""
        return self.code or self.work

    @property
    def claimed(self) -> Money:
        """What was claimed."""
        return Money(self.claimed_cents, self.claim.currency)

    @property
    def allowed(self) -> Money:
        """What is allowed."""
        return Money(self.allowed_cents, self.claim.currency)
