"""Keep what arrived in the simulated mailboxes, and the faults that are to happen there."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import Q


class Mode(StrEnum):
    """What can go wrong on the way.

    A timeout means that the message arrives but we never hear so; twice, that it arrives again;
    wrong, that it arrives and the server answers what nobody understands.
    """

    FAIL = "fail"
    DELAY = "delay"
    TWICE = "twice"
    BOUNCE = "bounce"
    TIMEOUT = "timeout"
    WRONG = "wrong"


class Arrived(models.Model):
    """One message as its receiver has it. `copy` is 2 for the second of the same message."""

    key = models.CharField(max_length=200)
    copy = models.PositiveSmallIntegerField(default=1)
    channel = models.CharField(max_length=16)
    to = models.CharField(max_length=400, db_index=True)
    subject = models.CharField(max_length=400, blank=True, default="")
    body = models.TextField(blank=True, default="")
    headers = models.JSONField(default=dict)
    message_id = models.CharField(max_length=120)
    received_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "copy"], name="arrived_once_for_its_key")
        ]


class Enclosed(models.Model):
    """A file that came with a message."""

    arrived = models.ForeignKey(Arrived, on_delete=models.CASCADE, related_name="enclosed")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["arrived", "name"], name="enclosed_once_by_its_name")
        ]


class Fault(models.Model):
    """Something that will go wrong with the next messages of a channel, or to one receiver."""

    channel = models.CharField(max_length=16)
    mode = models.CharField(max_length=16)
    to = models.CharField(max_length=400, blank=True, default="")
    times_left = models.PositiveIntegerField(default=1)
    delay_seconds = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(mode__in=[mode.value for mode in Mode]), name="fault_mode_is_known"
            )
        ]


class Recorded(models.Model):
    """A stretch of a call that the simulated recorder recorded, or records now."""

    conversation = models.CharField(max_length=20, db_index=True)
    key = models.CharField(max_length=200, unique=True)
    started_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)
