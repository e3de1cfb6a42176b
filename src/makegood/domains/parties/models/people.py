"""Keep the parties, their accounts, and who may do what on which account. Source: C03, C04."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from makegood.core.sealed import SealedField


class PartyKind(StrEnum):
    """Whether a party is a person or an organisation."""

    PERSON = "person"
    ORGANISATION = "organisation"


class Role(StrEnum):
    """What a party is on an account."""

    HOLDER = "holder"
    JOINT = "joint"
    AUTHORISED = "authorised"
    PAYER = "payer"


class Scope(StrEnum):
    """What a holder may let somebody else do on the account."""

    BILLING_VIEW = "billing_view"
    BILLING = "billing"
    ORDERS = "orders"
    RETURNS = "returns"
    PAYMENTS = "payments"
    SERVICE = "service"
    CASES = "cases"
    ACCOUNT = "account"
    DEALER_CLAIMS = "dealer_claims"


class Party(models.Model):
    """A person or an organisation that the company deals with.

    `name_key` is the name without case and accents, for finding it again. The tax number and
    the date of birth are sealed; `*_index` finds an equal one without opening any.
    """

    ref_kind = "party"

    number = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=16)
    name = models.CharField(max_length=160)
    name_key = models.CharField(max_length=160, db_index=True)
    language = models.CharField(max_length=2, default="en")
    since = models.DateField()
    birth_date = SealedField(
        found_by="birth_date_index", index_kind="birth_date", blank=True, default=""
    )
    birth_date_index = models.CharField(max_length=64, blank=True, default="")
    tax_number = SealedField(
        found_by="tax_number_index", index_kind="tax_number", blank=True, default=""
    )
    tax_number_index = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["person", "organisation"]), name="party_kind_known"
            )
        ]


class Account(models.Model):
    """An account: what the company and its holder owe each other in one line of business."""

    ref_kind = "account"

    number = models.CharField(max_length=20, unique=True)
    line = models.CharField(max_length=32)
    terms = models.CharField(max_length=16, default="prepaid")
    currency = models.CharField(max_length=3, default="USD")
    opened_on = models.DateField()


class AccountRole(models.Model):
    """That a party holds an account, or may do some things on it until a day."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="roles")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=16)
    scopes = models.JSONField(default=list)
    granted_at = models.DateTimeField()
    granted_by = models.CharField(max_length=20, blank=True, default="")
    expires_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(role="holder", revoked_at=None),
                name="account_has_one_holder",
            ),
            models.UniqueConstraint(
                fields=["account", "party"],
                condition=Q(revoked_at=None),
                name="one_role_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(revoked_at__gte=F("granted_at")),
                name="role_ends_after_it_begins",
            ),
        ]

    def scopes_on(self, day: date) -> frozenset[str]:
        """What the party may do on the account on a day; empty when nothing any more."""
        if self.revoked_at is not None or (self.expires_on and day > self.expires_on):
            return frozenset()
        if self.role in (Role.HOLDER, Role.JOINT):
            return frozenset({"*"})
        return frozenset({Scope.PAYMENTS}) if self.role == Role.PAYER else frozenset(self.scopes)
