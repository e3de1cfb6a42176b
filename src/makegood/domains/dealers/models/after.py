"""Keep what follows a decision: the appeal, the audit, what is charged back. Source: C23."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from makegood.domains.dealers.models.claims import DealerClaim
from makegood.domains.dealers.models.dealers import Dealer


class Appeal(models.Model):
    """That a dealer asked a second reviewer, and what that reviewer decided."""

    claim = models.OneToOneField(DealerClaim, on_delete=models.PROTECT, related_name="appeal")
    reason = models.CharField(max_length=2000)
    appealed_at = models.DateTimeField()
    appealed_by = models.CharField(max_length=80)
    due_on = models.DateField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=80, blank=True, default="")
    changed = models.BooleanField(null=True)
    answer = models.CharField(max_length=1000, blank=True, default="")


class Audit(models.Model):
    """Claims of a dealer drawn by chance; with the seed anybody draws the same ones again."""

    ref_kind = "dealer_audit"

    number = models.CharField(max_length=32, unique=True)
    dealer = models.ForeignKey(Dealer, on_delete=models.PROTECT, related_name="audits")
    first_day = models.DateField()
    last_day = models.DateField()
    seed = models.CharField(max_length=64)
    among = models.PositiveIntegerField()
    drawn = models.JSONField(default=list)
    why = models.CharField(max_length=400)
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=80)


class ChargeBack(models.Model):
    """What of a paid claim was taken back, on which ground and by which evidence."""

    claim = models.ForeignKey(DealerClaim, on_delete=models.PROTECT, related_name="charge_backs")
    amount_cents = models.BigIntegerField()
    ground = models.CharField(max_length=400)
    evidence = models.JSONField(default=list)
    is_fraud = models.BooleanField(default=False)
    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, null=True)
    charged_at = models.DateTimeField()
    charged_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="charge_back_charges")
        ]
