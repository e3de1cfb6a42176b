"""Keep returns as records of who did what and when, never as a flag. Source: C19."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Self

from django.db import models
from django.db.models import Q

from makegood.core.money import Money
from makegood.domains.aftersales.judging import Found, Judgement
from makegood.domains.aftersales.policy import ReturnFacts
from makegood.domains.aftersales.terms import Terms
from makegood.domains.ordering.models import OrderLine


class ReturnReason(StrEnum):
    """Why goods come back. Source: C19."""

    CHANGED_MIND = "changed_mind"
    DEFECTIVE = "defective"
    DAMAGED_IN_TRANSIT = "damaged_in_transit"
    WRONG_ITEM = "wrong_item"
    NOT_AS_DESCRIBED = "not_as_described"
    MISSING_PARTS = "missing_parts"
    LATE = "late"
    RECALL = "recall"
    WARRANTY = "warranty"


class Grade(StrEnum):
    """What an inspection finds: from as new to broken or not ours. Source: C19."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class Return(models.Model):
    """Pieces of one order line that come back, with the money as it was last decided.

    Its party is who sends them back: whoever bought them, or to whom they were given (`is_gift`).
    `parcel` is the one it came in, if that was taken in before its return was known; `grams` is
    what its part of the parcel weighed.
    """

    ref_kind = "return"

    number = models.CharField(max_length=32, unique=True)
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="returns")
    party = models.CharField(max_length=32, db_index=True)
    account = models.CharField(max_length=32)
    quantity = models.PositiveIntegerField()
    reason = models.CharField(max_length=24)
    opened = models.BooleanField(null=True)
    is_gift = models.BooleanField(default=False, db_default=False)
    currency = models.CharField(max_length=3, default="USD")
    goods_cents = models.BigIntegerField()
    tax_cents = models.BigIntegerField()
    delivery_cents = models.BigIntegerField()
    delivery_tax_cents = models.BigIntegerField()
    fee_cents = models.BigIntegerField()
    expires_on = models.DateField()

    authorised_at = models.DateTimeField()
    authorised_by = models.CharField(max_length=80)
    label_sent_at = models.DateTimeField(null=True)
    label = models.CharField(max_length=60, blank=True, default="")
    carrier = models.CharField(max_length=60, blank=True, default="", db_default="")
    tracking = models.CharField(max_length=60, blank=True, default="")
    reminded_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    received_by = models.CharField(max_length=80, blank=True, default="")
    grams = models.PositiveIntegerField(null=True)
    parcel = models.CharField(max_length=32, blank=True, default="", db_default="")
    received_serial = models.CharField(max_length=40, blank=True, default="")
    parcels = models.PositiveIntegerField(default=0)
    lost_at = models.DateTimeField(null=True)
    lost_report = models.CharField(max_length=400, blank=True, default="", db_default="")
    inspected_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    disputed_at = models.DateTimeField(null=True)
    refunded_at = models.DateTimeField(null=True)
    refunded_by = models.CharField(max_length=80, blank=True, default="")
    expired_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.CharField(max_length=80, blank=True, default="")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    quantity__gte=1, goods_cents__gte=0, tax_cents__gte=0, fee_cents__gte=0
                ),
                name="return_is_of_something",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None) | Q(refunded_at=None, received_at=None),
                name="return_cancelled_before_it_came",
            ),
        ]
        indexes = [
            models.Index(
                fields=["received_at"], name="return_to_inspect", condition=Q(inspected_at=None)
            )
        ]

    @classmethod
    def authorise(
        cls,
        number: str,
        facts: ReturnFacts,
        *,
        quantity: int,
        reason: str,
        opened: bool | None,
        at: datetime,
        by: str,
        expires_on: date,
    ) -> Self:
        """Keep a return on the terms that were told; ValueError when none were worked out."""
        if facts.terms is None:
            raise ValueError(f"return {number} has no terms")
        row = cls(
            number=number,
            line=OrderLine.objects.get(number=facts.line),
            party=facts.party,
            account=facts.account,
            quantity=quantity,
            reason=reason,
            opened=opened,
            expires_on=expires_on,
            authorised_at=at,
            authorised_by=by,
        )
        row.agree(facts.terms)
        row.save(force_insert=True)
        return row

    def agree(self, terms: Terms) -> None:
        """Take these amounts as the ones decided last; not saved yet."""
        self.currency = terms.goods.currency
        self.goods_cents, self.tax_cents = terms.goods.cents, terms.tax.cents
        self.delivery_cents = terms.delivery.cents
        self.delivery_tax_cents = terms.delivery_tax.cents
        self.fee_cents = terms.fee.cents

    @property
    def terms(self) -> Terms:
        """The money as it was last decided."""
        return Terms(
            *(
                Money(cents, self.currency)
                for cents in (
                    self.goods_cents,
                    self.tax_cents,
                    self.delivery_cents,
                    self.delivery_tax_cents,
                    self.fee_cents,
                )
            )
        )

    @property
    def state(self) -> str:
        """How far it is, by what was done last. Source: C19."""
        rejected = self.disputed_at and self.rejections.filter(choice="").first()
        for state, at in (
            ("cancelled", self.cancelled_at),
            ("closed", self.closed_at),
            ("refunded", self.refunded_at),
            ("rejected", rejected),
            ("disputed", self.disputed_at),
            ("accepted", self.accepted_at),
            ("received", self.received_at),
            ("expired", self.expired_at),
            ("label_sent", self.label_sent_at),
        ):
            if at is not None:
                return state
        return "authorised"


class Inspection(models.Model):
    """What a person found when the goods were looked at, and what becomes of them."""

    of = models.OneToOneField(Return, on_delete=models.PROTECT, related_name="inspection")
    grade = models.CharField(max_length=1)
    serial = models.CharField(max_length=40, blank=True, default="")
    accessories_complete = models.BooleanField()
    works = models.BooleanField()
    is_empty = models.BooleanField(default=False, db_default=False)
    findings = models.CharField(max_length=1000)
    disposition = models.CharField(max_length=32)
    inspected_at = models.DateTimeField()
    inspected_by = models.CharField(max_length=80)

    @classmethod
    def keep(cls, of: Return, found: Found, judged: Judgement, *, at: datetime, by: str) -> None:
        """Keep what was found, and what it means for the return and its money."""
        cls.objects.create(
            of=of,
            grade=found.grade,
            serial=found.serial,
            accessories_complete=found.accessories_complete,
            works=found.works,
            is_empty=found.is_empty,
            findings=found.findings,
            disposition=judged.disposition,
            inspected_at=at,
            inspected_by=by,
        )
        of.agree(judged.terms)
        of.inspected_at = at
        of.accepted_at, of.disputed_at = (at, None) if judged.accepted else (None, at)
        of.save()
