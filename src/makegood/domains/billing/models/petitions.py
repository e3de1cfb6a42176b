"""Keep that a customer is bankrupt, so that nobody asks for what was owed before. Source: C14."""

from __future__ import annotations

from django.db import models


class Petition(models.Model):
    """A petition in bankruptcy: of whom, at which court under which number, and since when."""

    party = models.CharField(max_length=32, unique=True)
    court_case = models.CharField(max_length=80)
    filed_on = models.DateField()
    told_by = models.CharField(max_length=200)
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=80)
