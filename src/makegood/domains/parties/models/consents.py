"""Keep what a party agreed to and what it asked to stop, with the proof of both. Source: C05."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from makegood.domains.parties.models.people import Party


class Consent(models.Model):
    """That a party agreed to something on a channel: in which words, when and how."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=16)
    channel = models.CharField(max_length=8)
    wording = models.CharField(max_length=400)
    wording_version = models.CharField(max_length=64)
    captured_how = models.CharField(max_length=80)
    given_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party", "purpose", "channel"],
                condition=Q(revoked_at=None),
                name="one_consent_at_a_time",
            )
        ]


class OptOut(models.Model):
    """That messages on a channel must stop, for a party or for an address known by itself.

    `lifted_at` is set when the party later agrees to messages on the channel again.
    """

    party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="opt_outs")
    contact_value = models.CharField(max_length=254, blank=True, default="", db_index=True)
    channel = models.CharField(max_length=8)
    wording = models.CharField(max_length=400)
    captured_how = models.CharField(max_length=80)
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(party__isnull=False) | ~Q(contact_value=""),
                name="opt_out_is_somebodys",
            )
        ]
