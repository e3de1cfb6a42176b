"""Keep what was paid, to what it was put, and which cash drawer it lies in. Source: C14."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import models
from django.db.models import Q
from pydantic import JsonValue

from makegood.core.money import Money
from makegood.domains.billing.models.tenders import TenderAccount
from makegood.domains.billing.policy import received
from makegood.domains.ledger.models import Entry


class Payment(models.Model):
    """Money that somebody paid, or was asked for. Card numbers are never kept: token and last four.

    Asked, then captured or failed, later settled or taken back by a bank: each with its time. What
    is paid for one order is wholly that order's; what is paid on account (no order) is put to what
    is open, see Allocation. A hold on the card that secured it is let go once it is captured.
    """

    ref_kind = "payment"

    number = models.CharField(max_length=32, unique=True)
    order = models.CharField(max_length=32, blank=True, default="", db_index=True)
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
    returned_at = models.DateTimeField(null=True)
    return_reason = models.CharField(max_length=200, blank=True, default="", db_default="")
    apply_to = models.JSONField(default=list, db_default=[])
    drawer = models.CharField(max_length=32, blank=True, default="", db_default="")
    hold = models.CharField(max_length=60, blank=True, default="", db_default="")

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
            models.CheckConstraint(
                condition=Q(returned_at=None) | ~Q(captured_at=None),
                name="payment_captured_before_returned",
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

    @property
    def ref(self) -> str:
        """Its name in the books and on papers, such as "payment:P-5003"."""
        return f"payment:{self.number}"

    @property
    def about(self) -> str:
        """Where its money stands in the books: with its order, or by itself when on account."""
        return f"order:{self.order}" if self.order else self.ref

    def post(self, *, on: date) -> Entry:
        """Put the captured money into the books, once."""
        posting = received(
            purpose=self.purpose,
            tender=self.tender,
            amount=self.amount,
            party=self.party,
            about=self.about,
            held=self.tender_account.ref if self.tender_account else "",
            drawer=self.drawer,
        )
        source, whose = f"{self.ref}:received", self.order or f"on account of {self.party}"
        return Entry.of(posting, source=source, on=on, memo=f"Payment {self.number}, {whose}")

    def wire(self) -> Mapping[str, JsonValue]:
        """What the payment provider is told to capture."""
        return {
            "order": self.order,
            "method": self.tender,
            "token": self.token,
            "amount_cents": self.amount_cents,
            "currency": self.currency,
        }


class Allocation(models.Model):
    """What of a payment on account was put to an open item; a negative one takes it off again."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="allocations")
    about = models.CharField(max_length=90, db_index=True)
    amount_cents = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(amount_cents=0), name="allocation_of_something")
        ]

    @property
    def amount(self) -> Money:
        """What was put to it; negative when it was taken off."""
        return Money(self.amount_cents, self.currency)


class DisputedCharge(models.Model):
    """What of an open item the customer says is not owed; no payment is put to it meanwhile."""

    about = models.CharField(max_length=90)
    party = models.CharField(max_length=32, db_index=True)
    amount_cents = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    reason = models.CharField(max_length=200)
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=80)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["about"], condition=Q(ended_at=None), name="dispute_open_once"
            ),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="dispute_of_something"),
        ]

    @property
    def amount(self) -> Money:
        """How much of it is disputed."""
        return Money(self.amount_cents, self.currency)
