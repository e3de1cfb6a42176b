"""Keep the questions that nobody could answer yet, and the handbook as it is searched. C07."""

from __future__ import annotations

from enum import StrEnum

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


class Edition(models.Model):
    """A reading of the handbook whose passages are indexed; two stand side by side in a change."""

    version = models.CharField(max_length=20, unique=True)


class Passage(models.Model):
    """A passage of the handbook, as it is searched. Made anew from the handbook at each reading.

    `words` are its telling words, parted by spaces; the database keeps an index of them.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="passages")
    kind = models.CharField(max_length=16)
    source = models.CharField(max_length=90)
    title = models.CharField(max_length=200)
    heading = models.CharField(max_length=200, blank=True, default="")
    text = models.TextField()
    keywords = models.JSONField(default=list)
    products = models.JSONField(default=list)
    language = models.CharField(max_length=2)
    for_staff = models.BooleanField()
    starts = models.DateField()
    ends = models.DateField(null=True)
    words = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["edition", "language"], name="passage_of_edition")]


class ChangeKind(StrEnum):
    """What is changed in the handbook."""

    ARTICLE = "article"
    PHRASING = "phrasing"


class HandbookChange(models.Model):
    """A change of the handbook that somebody wrote and somebody else agreed to, as a patch.

    `about` is the article's or the operation's name, `message` the customer's message or question
    that it answers, `phrasing` is put in anew when the file moved on meanwhile.
    """

    ref_kind = "handbook_change"

    number = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=16)
    about = models.CharField(max_length=90)
    language = models.CharField(max_length=2)
    message = models.CharField(max_length=40, blank=True, default="", db_index=True)
    file = models.CharField(max_length=200)
    before = models.TextField(blank=True, default="")
    after = models.TextField()
    patch = models.TextField()
    phrasing = models.CharField(max_length=200, blank=True, default="")
    at = models.DateTimeField()
    written_by = models.CharField(max_length=80)
    agreed_by = models.CharField(max_length=80)


class SetAside(models.Model):
    """That a message was not understood and needs no words in the handbook: who says so, and why.

    `message` is its conversation and place, such as CV-1041/3.
    """

    ref_kind = "set_aside"

    message = models.CharField(max_length=40, unique=True)
    why = models.CharField(max_length=400)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
