"""Keep the labels that the simulated carrier made, as a real carrier would at its own place."""

from __future__ import annotations

from enum import StrEnum

from django.db import models


class Fault(StrEnum):
    """What can go wrong with a carrier.

    Slow, it did nothing yet; refusing, it never will. Timed out or asked twice, the label is made
    and we never hear so; late, it is made when asked for again. A wrong answer names no parcel.
    A lost parcel is seen no more, and of a damaged one the proof of delivery says so.
    """

    DELAY = "delay"
    FAIL = "fail"
    TIMEOUT = "timeout"
    TWICE = "twice"
    LATE = "late"
    WRONG = "wrong"
    LOST = "lost"
    DAMAGED = "damaged"


class Label(models.Model):
    """One label by the key it was asked with; asked twice, it is the same one.

    `about` is the return or the carriage that it was made for.
    """

    key = models.CharField(max_length=200, unique=True)
    about = models.CharField(max_length=32, db_index=True)
    tracking = models.CharField(max_length=40, unique=True)
    carrier = models.CharField(max_length=60, default="Meridian Freight")
    service = models.CharField(max_length=32)
    paid_by = models.CharField(max_length=16)
    made_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)
    is_lost = models.BooleanField(default=False)
    is_damaged = models.BooleanField(default=False, db_default=False)
    days = models.PositiveIntegerField(default=3)
    starts_at = models.CharField(max_length=120, blank=True, default="")
    ends_at = models.CharField(max_length=120, blank=True, default="")


class WaitingFault(models.Model):
    """A fault that befalls the next thing asked of the carrier, in order."""

    fault = models.CharField(max_length=16)
    used_at = models.DateTimeField(null=True)
