"""Keep that a customer is bankrupt, so that nobody asks for what was owed before. Source: C14."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models


class _Filed(models.Model):
    """What was told of a petition: its court and number, its day, who told us and who noted it."""

    court_case = models.CharField(max_length=80)
    filed_on = models.DateField()
    told_by = models.CharField(max_length=200)
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=80)

    class Meta:
        abstract = True


class Petition(_Filed):
    """A petition in bankruptcy that counts: nobody has two."""

    party = models.CharField(max_length=32, unique=True)


class WithdrawnPetition(_Filed):
    """A petition that was on record wrongly: what it said, and who withdrew it when and why."""

    party = models.CharField(max_length=32, db_index=True)
    withdrawn_at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=80)
    reason = models.CharField(max_length=200)

    @classmethod
    def of(cls, row: Petition, *, at: datetime, by: str, reason: str) -> Self:
        """Take a petition off the record and keep it here; another one may then be recorded."""
        kept = cls.objects.create(
            party=row.party, court_case=row.court_case, filed_on=row.filed_on,
            told_by=row.told_by, noted_at=row.noted_at, noted_by=row.noted_by,
            withdrawn_at=at, withdrawn_by=by, reason=reason,
        )  # fmt: skip
        row.delete()
        return kept
