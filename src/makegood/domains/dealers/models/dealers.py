"""Keep the dealers, what was agreed with each, and the pieces they were shipped. Source: C23."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Dealer(models.Model):
    """Who sells and repairs our products: a party with an account, and the models in the agreement.

    `paid_for_labour` is not set for a dealer of parts only.
    """

    ref_kind = "dealer"

    number = models.CharField(max_length=32, unique=True)
    party = models.CharField(max_length=32, unique=True)
    account = models.CharField(max_length=32, db_index=True)
    models_repaired = models.JSONField(default=list)
    paid_for_labour = models.BooleanField(default=True)
    since = models.DateField()
    enrolled_at = models.DateTimeField()
    enrolled_by = models.CharField(max_length=80)
    closed_on = models.DateField(null=True)
    closed_by = models.CharField(max_length=80, blank=True, default="")


class DealerAgreement(models.Model):
    """What is agreed with a dealer from a day on: the labour rate, the mark-up on parts.

    `mile_cents` is what a mile of a trip is paid; as the handbook says where nothing was agreed.
    """

    dealer = models.ForeignKey(Dealer, on_delete=models.PROTECT, related_name="agreements")
    starts_on = models.DateField()
    currency = models.CharField(max_length=3, default="USD")
    labour_rate_cents = models.BigIntegerField()
    markup = models.DecimalField(max_digits=5, decimal_places=2)
    mile_cents = models.BigIntegerField(null=True)
    agreed_at = models.DateTimeField()
    agreed_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dealer", "starts_on"], name="agreement_from_a_day"),
            models.CheckConstraint(
                condition=Q(labour_rate_cents__gte=0, markup__gte=0), name="agreement_pays"
            ),
        ]


class DealerUnit(models.Model):
    """A piece with its serial number that a dealer was shipped; `sold_on` when it was sold."""

    ref_kind = "dealer_unit"

    number = models.CharField(max_length=40, unique=True)
    model = models.CharField(max_length=40)
    dealer = models.ForeignKey(Dealer, on_delete=models.PROTECT, related_name="units")
    shipped_on = models.DateField()
    sold_on = models.DateField(null=True)
    owner = models.CharField(max_length=32, blank=True, default="")
    registered_at = models.DateTimeField()
    registered_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sold_on=None) | Q(sold_on__gte=F("shipped_on")),
                name="unit_is_sold_after_it_was_shipped",
            )
        ]


class RepairApproval(models.Model):
    """What was approved before a repair was done, and by whom. Source: DLR-8, DLR-11."""

    ref_kind = "repair_approval"

    number = models.CharField(max_length=32, unique=True)
    dealer = models.ForeignKey(Dealer, on_delete=models.PROTECT, related_name="approvals")
    serial = models.CharField(max_length=40, db_index=True)
    currency = models.CharField(max_length=3, default="USD")
    most_cents = models.BigIntegerField()
    straight_hours = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    share = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    why = models.CharField(max_length=200)
    approved_at = models.DateTimeField()
    approved_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(most_cents__gt=0, straight_hours__gte=0), name="approval_approves"
            )
        ]
