"""Keep how a party is reached: e-mail addresses, phones and postal addresses. Source: C03."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from makegood.domains.parties.models.people import Account, Party


class ContactKind(StrEnum):
    """By what a party is reached."""

    EMAIL = "email"
    PHONE = "phone"


class Usage(StrEnum):
    """What a postal address is used for."""

    BILLING = "billing"
    MAILING = "mailing"
    SERVICE = "service"


class ContactPoint(models.Model):
    """An e-mail address (lower case) or a phone number (+12025550106) of a party.

    `failed_at` is since when nothing arrives there; it is not written to until it is proven again.
    """

    ref_kind = "contact_point"

    number = models.CharField(max_length=20, unique=True)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="contact_points")
    kind = models.CharField(max_length=8)
    value = models.CharField(max_length=254, db_index=True)
    added_at = models.DateTimeField()
    verified_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party", "kind", "value"],
                condition=Q(retired_at=None),
                name="contact_point_once_for_a_party",
            )
        ]


class Address(models.Model):
    """Where an account's bills, letters or service go, from a day until before another.

    `requested_at` is empty when the address came with the account; `is_checked` says that it
    has what its country asks of an address.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="addresses")
    usage = models.CharField(max_length=8)
    line1 = models.CharField(max_length=120)
    line2 = models.CharField(max_length=120, blank=True, default="")
    locality = models.CharField(max_length=80)
    region = models.CharField(max_length=80, blank=True, default="")
    postal_code = models.CharField(max_length=16, db_index=True)
    country = models.CharField(max_length=2)
    is_checked = models.BooleanField(default=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    requested_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "usage"],
                condition=Q(ends_on=None),
                name="one_address_without_end",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="address_ends_after_it_begins",
            ),
        ]
