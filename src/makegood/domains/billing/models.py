"""Keep what was paid, by which means, what went back, and what banks dispute. Source: C14, C17.

Orders are known by number only: they stand higher in the house. Balances of gift cards and store
credit, and what was refunded so far, are never kept: they follow from entries and legs.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from django.db import models
from django.db.models import Q
from pydantic import JsonValue

from makegood.core.money import Money
from makegood.core.numbers import next_number
from makegood.core.sealed import SealedField, blind_index
from makegood.domains.billing.policy import received
from makegood.domains.ledger.models import Entry


class Tender(StrEnum):
    """By what means somebody pays."""

    CARD = "card"
    GIFT = "gift"
    STORE_CREDIT = "store_credit"
    CASH = "cash"
    ACH = "ach"


class Purpose(StrEnum):
    """What a payment is for: something down on an order, or what is owed."""

    DEPOSIT = "deposit"
    ORDER = "order"


STORED_VALUE = frozenset({Tender.GIFT, Tender.STORE_CREDIT})
"""Tenders whose money the company itself holds (account 2300)."""

BY_PROVIDER = frozenset({Tender.CARD, Tender.ACH})
"""Tenders that the payment provider captures."""


class TenderAccount(models.Model):
    """A gift card (whoever has the code) or store credit (its party's); the ledger has its balance.

    `code` is sealed because whoever knows a gift card's code can spend it; it is found by its
    blind index.
    """

    ref_kind = "tender"

    number = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=12)
    code = SealedField(found_by="code_index", index_kind="tender")
    code_index = models.CharField(max_length=64, unique=True)
    party = models.CharField(max_length=32, blank=True, default="", db_index=True)
    opened_at = models.DateTimeField()

    @property
    def ref(self) -> str:
        """Its name in the ledger, such as "tender:TA-1001"."""
        return f"tender:{self.number}"

    @classmethod
    def open(cls, kind: Tender, *, at: datetime, code: str = "", party: str = "") -> Self:
        """Open a gift card under its code, or somebody's store credit under its own number."""
        number = next_number("TA")
        return cls.objects.create(
            number=number,
            kind=kind,
            code=code or number,
            code_index=blind_index(code or number, "tender"),
            party=party,
            opened_at=at,
        )

    @classmethod
    def for_store_credit(cls, party: str, *, at: datetime) -> Self:
        """The store credit of a party, opened when it has none yet."""
        held = cls.objects.filter(party=party, kind=Tender.STORE_CREDIT).order_by("pk").first()
        return held or cls.open(Tender.STORE_CREDIT, at=at, party=party)


class Payment(models.Model):
    """Money that somebody paid, or was asked for. Card numbers are never kept: token and last four.

    Asked, then captured or failed, later settled: each with its time.
    """

    ref_kind = "payment"

    number = models.CharField(max_length=32, unique=True)
    order = models.CharField(max_length=32, db_index=True)
    party = models.CharField(max_length=32, db_index=True)
    tender = models.CharField(max_length=12)
    purpose = models.CharField(max_length=8)
    token = models.CharField(max_length=64, blank=True, default="")
    last4 = models.CharField(max_length=4, blank=True, default="")
    tender_account = models.ForeignKey(
        TenderAccount, on_delete=models.PROTECT, null=True, related_name="payments"
    )
    amount_cents = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    reference = models.CharField(max_length=80, blank=True, default="")
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)
    captured_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=200, blank=True, default="")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="payment_of_something"),
            models.CheckConstraint(
                condition=Q(captured_at=None) | Q(failed_at=None), name="payment_captured_or_failed"
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None) | ~Q(captured_at=None),
                name="payment_captured_before_settled",
            ),
        ]

    @property
    def amount(self) -> Money:
        """What was paid."""
        return Money(self.amount_cents, self.currency)

    @property
    def instrument(self) -> str:
        """What paid: two payments with the same card share it."""
        held = self.tender_account.number if self.tender_account else self.token
        return f"{self.tender}:{held}"

    def post(self, *, on: date) -> Entry:
        """Put the captured money into the books, once."""
        posting = received(
            purpose=self.purpose,
            tender=self.tender,
            amount=self.amount,
            party=self.party,
            order=self.order,
            held=self.tender_account.ref if self.tender_account else "",
        )
        source = f"payment:{self.number}:received"
        return Entry.of(posting, source=source, on=on, memo=f"Payment {self.number}, {self.order}")

    def wire(self) -> Mapping[str, JsonValue]:
        """What the payment provider is told to capture."""
        return {
            "order": self.order,
            "method": self.tender,
            "token": self.token,
            "amount_cents": self.amount_cents,
            "currency": self.currency,
        }


class Refund(models.Model):
    """Money that goes back for a reason (`source`, such as "return:R-2001"), in legs."""

    ref_kind = "refund"

    number = models.CharField(max_length=32, unique=True)
    order = models.CharField(max_length=32, db_index=True)
    party = models.CharField(max_length=32, db_index=True)
    source = models.CharField(max_length=90, db_index=True)
    reason = models.CharField(max_length=200)
    total_cents = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    due_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(total_cents__gt=0), name="refund_of_something")
        ]

    @property
    def total(self) -> Money:
        """What goes back in all."""
        return Money(self.total_cents, self.currency)

    @property
    def ref(self) -> str:
        """Its name in promises and checks, such as "refund:RF-3001"."""
        return f"refund:{self.number}"


class RefundLeg(models.Model):
    """One way by which a refund goes back, on one payment; a failed one is reissued as another."""

    ref_kind = "refund_leg"

    number = models.CharField(max_length=40, unique=True)
    refund = models.ForeignKey(Refund, on_delete=models.PROTECT, related_name="legs")
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="legs")
    tender = models.CharField(max_length=12)
    token = models.CharField(max_length=64, blank=True, default="")
    last4 = models.CharField(max_length=4, blank=True, default="")
    tender_account = models.ForeignKey(
        TenderAccount, on_delete=models.PROTECT, null=True, related_name="legs"
    )
    amount_cents = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=80, blank=True, default="")
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=200, blank=True, default="")
    reissue_of = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="reissued_as"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="leg_of_something")
        ]

    @property
    def amount(self) -> Money:
        """What goes back this way."""
        return Money(self.amount_cents, self.currency)

    @property
    def is_by_provider(self) -> bool:
        """Whether the payment provider sends it; cash goes back as its cheque."""
        return self.tender not in STORED_VALUE

    def wire(self) -> Mapping[str, JsonValue]:
        """What the payment provider is told to give back, and on which payment of its own."""
        return {
            "order": self.refund.order,
            "method": "cheque" if self.tender == Tender.CASH else self.tender,
            "token": self.token,
            "on": self.payment.reference,
            "amount_cents": self.amount_cents,
            "currency": self.currency,
        }


class Chargeback(models.Model):
    """A payment that the customer's bank takes back, until that is decided for us or not."""

    ref_kind = "chargeback"

    number = models.CharField(max_length=32, unique=True)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="chargebacks")
    amount_cents = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    reference = models.CharField(max_length=80, unique=True)
    reason = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=80)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=80, blank=True, default="")
    won = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="chargeback_of_something")
        ]

    @property
    def amount(self) -> Money:
        """What the bank takes back."""
        return Money(self.amount_cents, self.currency)
