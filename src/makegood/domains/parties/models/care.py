"""Keep that somebody needs care, wants to be kept from buying, or has died. Source: C02, C03."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from django.db import models
from django.db.models import Q

from makegood.domains.parties.models.people import Party


class VulnerabilityKind(StrEnum):
    """Why somebody needs care. Source: C02."""

    MEDICAL = "medical"
    BEREAVEMENT = "bereavement"
    DOMESTIC_ABUSE = "domestic_abuse"
    HARDSHIP = "hardship"
    COGNITIVE = "cognitive"
    SCAM = "scam"
    SPENDING = "spending"


class Vulnerability(models.Model):
    """That a party agreed that we keep in mind what makes their life hard, in their words."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="vulnerabilities")
    kind = models.CharField(max_length=16)
    evidence = models.CharField(max_length=400)
    wording_version = models.CharField(max_length=64)
    captured_how = models.CharField(max_length=80)
    at = models.DateTimeField()
    review_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["party", "kind"], name="one_vulnerability_of_a_kind"),
            models.CheckConstraint(
                condition=Q(kind__in=[str(kind) for kind in VulnerabilityKind]),
                name="vulnerability_is_of_a_known_kind",
            ),
        ]


class PurchasePause(models.Model):
    """That a party asked us to sell them nothing until a day; it is never made shorter."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="purchase_pauses")
    wording = models.CharField(max_length=400)
    captured_how = models.CharField(max_length=80)
    at = models.DateTimeField()
    until = models.DateField()


class Death(models.Model):
    """That we were told that a party has died: by whom, how they are reached, and when."""

    party = models.OneToOneField(Party, on_delete=models.PROTECT, related_name="death")
    told_by = models.CharField(max_length=200)
    captured_how = models.CharField(max_length=80)
    at = models.DateTimeField()

    def take_back(self, *, at: datetime, by: str, reason: str) -> None:
        """Undo a false report: what stopped with it goes on, and it stays on record."""
        party = self.party
        agreed_anew = party.consents.filter(revoked_at=None).values_list("purpose", "channel")
        for consent in party.consents.filter(revoked_at=self.at):
            if (consent.purpose, consent.channel) not in agreed_anew:
                consent.revoked_at = None
                consent.save(update_fields=["revoked_at"])
        party.opt_outs.filter(at=self.at, lifted_at=None).update(lifted_at=at)
        FalseDeath.objects.create(
            party=party, told_by=self.told_by, told_at=self.at, at=at, by=by, reason=reason
        )
        self.delete()


class FalseDeath(models.Model):
    """That we were told of a death that was none: by whom, and who of us put it right, and why."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="false_deaths")
    told_by = models.CharField(max_length=200)
    told_at = models.DateTimeField()
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    reason = models.CharField(max_length=400)
