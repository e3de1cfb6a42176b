"""Keep each paper once, however often it is filed, and say where it is filed. Source: C08."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Content(models.Model):
    """The bytes of one file, kept once under their own hash, before any act names them."""

    ref_kind = "content"

    sha256 = models.CharField(max_length=64, unique=True)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    content = models.BinaryField()
    kept_at = models.DateTimeField()


class Document(models.Model):
    """A paper of the company: what it is called, and the bytes that it consists of."""

    ref_kind = "document"

    number = models.CharField(max_length=20, unique=True)
    sha256 = models.CharField(max_length=64, unique=True)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    title = models.CharField(max_length=400)
    content = models.OneToOneField(Content, on_delete=models.PROTECT)
    made_at = models.DateTimeField()


class Filing(models.Model):
    """That a document stands in a party's file, under a name that says what it is (AC08.5).

    `source` says what it came from, such as "notice:NT-1001"; a notice's letter is filed once.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="filings")
    name = models.CharField(max_length=200, unique=True)
    party = models.CharField(max_length=32, db_index=True)
    subject_ref = models.CharField(max_length=90, blank=True, default="", db_index=True)
    filed_at = models.DateTimeField()
    by = models.CharField(max_length=80)
    source = models.CharField(max_length=200, blank=True, default="", db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source"],
                condition=Q(source__startswith="notice:"),
                name="filing_one_letter_of_a_notice",
            )
        ]


class DocumentText(models.Model):
    """What was read of a paper that came as a picture; it goes when the paper goes.

    `words` are its words in one spelling, of which the database keeps an index.
    """

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="read")
    text = models.TextField(blank=True, default="")
    words = models.TextField(blank=True, default="")
    read_at = models.DateTimeField()
