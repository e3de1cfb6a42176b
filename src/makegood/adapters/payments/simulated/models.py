"""Keep what the simulated provider was asked to move, and the faults that are to befall it."""

from __future__ import annotations

from enum import StrEnum

from django.db import models

from makegood.core.money import Money


class Fault(StrEnum):
    """What can go wrong with one movement of money.

    To fail is to refuse the request itself, where a declined one was understood. A wrong answer
    says "done" and reports another amount than was asked for.
    """

    DELAY = "delay"
    FAIL = "fail"
    DECLINE = "decline"
    TIMEOUT_AFTER = "timeout_after"
    ANSWER_TWICE = "answer_twice"
    SETTLE_LATE = "settle_late"
    SETTLE_FAILED = "settle_failed"
    WRONG = "wrong"


class Movement(models.Model):
    """Money captured from somebody or given back, once for its key, however often it is asked."""

    key = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=8)
    method = models.CharField(max_length=12)
    token = models.CharField(max_length=64, blank=True, default="")
    on = models.CharField(max_length=80, blank=True, default="")
    amount_cents = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    asked_at = models.DateTimeField()
    times_asked = models.PositiveIntegerField(default=1)
    declined = models.CharField(max_length=80, blank=True, default="")
    settles_at = models.DateTimeField()
    fails_with = models.CharField(max_length=80, blank=True, default="")

    @property
    def amount(self) -> Money:
        """How much is moved."""
        return Money(self.amount_cents, self.currency)

    @property
    def reference(self) -> str:
        """The provider's own name for it."""
        return f"{'ch' if self.kind == 'capture' else 're'}_{self.pk:06d}"


class WaitingFault(models.Model):
    """A fault that befalls the next movement of money, in order."""

    fault = models.CharField(max_length=16)
    used_at = models.DateTimeField(null=True)
