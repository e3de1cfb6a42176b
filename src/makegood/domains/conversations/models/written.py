"""Keep what the company wrote, what was mailed to it, and what a model was asked. C01, C34."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import Q


class Notice(models.Model):
    """A message that the company wrote to a customer, as it was sent. Source: C34.

    `blocked` names what was missing in it, when that kept it from being sent, `encloses` the papers
    that go with it, such as "paper:invoice:1001". `failed_at` is when we heard that it did not
    arrive, and `failed_reason` what we were told.
    """

    ref_kind = "notice"

    number = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=60)
    party = models.CharField(max_length=32, db_index=True)
    subject_ref = models.CharField(max_length=90, blank=True, default="", db_index=True)
    purpose = models.CharField(max_length=16)
    channel = models.CharField(max_length=16)
    to = models.CharField(max_length=400, blank=True, default="")
    language = models.CharField(max_length=2)
    subject = models.CharField(max_length=400, blank=True, default="")
    body = models.TextField(blank=True, default="")
    blocked = models.JSONField(default=list)
    encloses = models.CharField(max_length=400, blank=True, default="", db_default="")
    at = models.DateTimeField()
    act = models.CharField(max_length=32)
    effect_key = models.CharField(max_length=200, blank=True, default="")
    failed_at = models.DateTimeField(null=True)
    failed_reason = models.CharField(max_length=400, blank=True, default="", db_default="")


class Became(StrEnum):
    """What became of a mail that somebody sent us."""

    KEPT = "kept"
    WAITING = "waiting"
    ANSWERED = "answered"
    IGNORED = "ignored"
    REFUSED = "refused"


class InboundMail(models.Model):
    """A mail as it came over the wire, and what became of it. Source: C01, RFC 5321.

    The same Message-ID from the same sender is one mail, however often it is delivered.
    It is kept before its sender is told so, and waits from the act that accepts it.
    """

    ref_kind = "mail"

    number = models.CharField(max_length=20, unique=True)
    message_id = models.CharField(max_length=250)
    sender = models.CharField(max_length=254, blank=True, default="")
    subject = models.CharField(max_length=400, blank=True, default="")
    recipients = models.JSONField(default=list)
    attachments = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    raw = models.BinaryField(null=True)
    arrived_at = models.DateTimeField(db_index=True)
    became = models.CharField(max_length=16, default=Became.KEPT.value)
    reason = models.CharField(max_length=400, blank=True, default="")
    conversation = models.CharField(max_length=20, blank=True, default="", db_index=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sender", "message_id"], name="mail_taken_once"),
            models.CheckConstraint(
                condition=Q(became__in=[one.value for one in Became]), name="mail_became_known"
            ),
        ]


class ModelCall(models.Model):
    """That a language model was asked something for a conversation: what it saw, said and cost.

    Redacted before it was asked. `cost_micros` is in millionths of the company's currency;
    `why_not` says why its answer was not used.
    """

    conversation = models.CharField(max_length=20, blank=True, default="", db_index=True)
    purpose = models.CharField(max_length=16)
    prompt = models.TextField(blank=True, default="")
    answer = models.TextField(blank=True, default="")
    tokens_in = models.PositiveIntegerField()
    tokens_out = models.PositiveIntegerField()
    cost_micros = models.PositiveBigIntegerField()
    milliseconds = models.PositiveIntegerField()
    used = models.BooleanField()
    why_not = models.CharField(max_length=200, blank=True, default="")
    at = models.DateTimeField(db_index=True)


class FetchedBox(models.Model):
    """How far the company's mailbox at a provider was fetched. Source: RFC 3501, 2.3.1.1.

    `uid` is the number of the last mail that is kept here, `validity` the time for which the
    provider's numbers hold, `looked_on` the day of the last whole look.
    """

    box = models.CharField(max_length=400, unique=True)
    validity = models.PositiveBigIntegerField()
    uid = models.PositiveBigIntegerField()
    looked_on = models.DateField()
