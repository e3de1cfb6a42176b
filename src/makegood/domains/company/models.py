"""Keep who works here and with which keys programs act for them. Source: C06."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models

from makegood.core.sealed import SealedField
from makegood.domains.parties.models import Party
from makegood.handbook import Clause


class Staff(models.Model):
    """A person, or the automated representative, who works here.

    `role` is the authority profile and empty for somebody who may do nothing yet; `party` is the
    same person as a customer, so that nobody decides about an account of their own.
    """

    username = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=160)
    role = models.CharField(max_length=8, blank=True, default="")
    title = models.CharField(max_length=160)
    department = models.CharField(max_length=40, blank=True, default="")
    email = models.CharField(max_length=254, blank=True, default="")
    languages = models.JSONField(default=list)
    is_automated = models.BooleanField(default=False)
    party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")


class ApiKey(models.Model):
    """A key with which a program acts as somebody who works here; only its hash is kept."""

    ref_kind = "api_key"

    number = models.CharField(max_length=20, unique=True)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="api_keys")
    label = models.CharField(max_length=80)
    key_hash = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=80)
    expires_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)


class Password(models.Model):
    """With what somebody signs in at the desk; only a slow hash of it is kept."""

    staff = models.OneToOneField(Staff, on_delete=models.PROTECT, related_name="+")
    password_hash = models.CharField(max_length=200)
    set_at = models.DateTimeField()
    wrong_tries = models.PositiveIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)
    totp_secret = SealedField(blank=True, default="")
    totp_confirmed_at = models.DateTimeField(null=True)
    totp_step = models.BigIntegerField(default=0)

    def is_locked(self, now: datetime) -> bool:
        """Whether it opens nothing just now, because it was wrong too often."""
        return self.locked_until is not None and self.locked_until > now

    def count_wrong(self, rule: Clause, now: datetime) -> None:
        """Count a wrong try by the rule of signing in; too many of them lock it for a while."""
        self.wrong_tries += 1
        if self.wrong_tries >= rule.whole("tries"):
            self.wrong_tries = 0
            self.locked_until = now + timedelta(minutes=rule.whole("lock_minutes"))
        self.save()


class DeskSession(models.Model):
    """Somebody signed in at the desk; of the token in their browser only its hash is kept."""

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
