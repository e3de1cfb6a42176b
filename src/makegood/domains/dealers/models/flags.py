"""Keep which dealers are flagged for audit: why, by whom, until when. Source: C23, DLR-24."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from django.db import models
from django.db.models import F, Q, QuerySet

from makegood.domains.dealers.models.dealers import Dealer
from makegood.domains.dealers.models.facts import dealer_facts
from makegood.domains.dealers.policy.flags import FlagFacts


class FlagReason(StrEnum):
    """What about a dealer's claims is worth a closer look."""

    ROUND_HOURS = "round_hours"
    SAME_PART = "same_part"
    WEEKEND = "weekend"
    MANY_CLAIMS = "many_claims"
    NO_FAULT_FOUND = "no_fault_found"
    REPEAT_REPAIRS = "repeat_repairs"
    PARTS_NOT_BACK = "parts_not_back"
    COMPLAINT = "complaint"
    CHARGED_BACK = "charged_back"


class AuditFlag(models.Model):
    """That the claims of a dealer are looked at more closely, from a day until another."""

    dealer = models.ForeignKey(Dealer, on_delete=models.PROTECT, related_name="flags")
    reasons = models.JSONField(default=list)
    why = models.CharField(max_length=1000)
    until = models.DateField()
    flagged_at = models.DateTimeField()
    flagged_by = models.CharField(max_length=80)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.CharField(max_length=80, blank=True, default="")
    lifted_why = models.CharField(max_length=1000, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(lifted_at=None) | Q(lifted_at__gte=F("flagged_at")),
                name="flag_is_lifted_after_it_was_set",
            )
        ]

    @property
    def named(self) -> str:
        """What is worth a look, as our people read it."""
        return ", ".join(one.replace("_", " ") for one in self.reasons)

    @classmethod
    def standing(cls, dealers: Collection[str], today: date) -> QuerySet[AuditFlag]:
        """The flags that some dealers have on a day; the last day counts."""
        rows = cls.objects.filter(dealer__number__in=dealers, lifted_at=None, until__gte=today)
        return rows.order_by("pk")


def flag_facts(number: str, today: date) -> FlagFacts:
    """A dealer, locked, and until when it is flagged; NotFound when there is none."""
    dealer = dealer_facts(number)
    flag = AuditFlag.standing([number], today).first()
    return FlagFacts(number, dealer.party, dealer.rights, flag.until if flag else None)
