"""Keep the questions that nobody could answer yet. Source: C07, AC07.2."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from makegood.domains.parties.models import Party


class Gap(models.Model):
    """A question without a written answer, who finds one out, and by when.

    `question_key` are its telling words, so that the same question is one gap for one party.
    """

    ref_kind = "gap"

    number = models.CharField(max_length=20, unique=True)
    question = models.CharField(max_length=1000)
    question_key = models.CharField(max_length=400)
    language = models.CharField(max_length=2)
    party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    conversation = models.CharField(max_length=32, blank=True, default="")
    owner = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    last_asked_at = models.DateTimeField()
    times_asked = models.IntegerField(default=1)
    promised_by = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=80, blank=True, default="")
    answer = models.CharField(max_length=4000, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["promised_by"], name="gap_open", condition=Q(answered_at=None)),
            models.Index(fields=["question_key"], name="gap_by_question"),
        ]
