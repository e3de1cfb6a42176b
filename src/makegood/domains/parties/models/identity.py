"""Keep the proofs of who somebody is, each for one conversation; never an answer. Source: C04."""

from __future__ import annotations

from enum import StrEnum

from django.db import models

from makegood.domains.parties.models.people import Party
from makegood.domains.parties.models.reach import ContactPoint


class Method(StrEnum):
    """How somebody showed who they are."""

    CLAIM = "claim"
    SENDER = "sender"
    EMAIL_CODE = "email_code"
    PHONE_CODE = "phone_code"
    DOCUMENT = "document"


class Challenge(models.Model):
    """A one-time code that was sent; only what shows a right answer is kept, not the code."""

    ref_kind = "challenge"

    number = models.CharField(max_length=20, unique=True)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="challenges")
    conversation = models.CharField(max_length=32, db_index=True)
    contact_point = models.ForeignKey(ContactPoint, on_delete=models.PROTECT)
    code = models.CharField(max_length=160)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    wrong_tries = models.IntegerField(default=0)
    last_tried_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    locked_until = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["party", "sent_at"], name="challenge_of_party")]


class Verification(models.Model):
    """That a party was known to a level in a conversation, by which method, until when.

    `carried_from` is the conversation in which it was proven, when it was not this one.
    """

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="verifications")
    conversation = models.CharField(max_length=32)
    level = models.IntegerField()
    method = models.CharField(max_length=16)
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    by = models.CharField(max_length=80)
    carried_from = models.CharField(max_length=32, blank=True, default="", db_index=True)

    class Meta:
        indexes = [models.Index(fields=["conversation", "at"], name="verification_in_talk")]
