"""Keep what went back, by which means, and what banks take back. Source: C17."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.db.models import Q
from pydantic import JsonValue

from makegood.core.money import Money
from makegood.domains.billing.models.payments import Payment
from makegood.domains.billing.models.tenders import STORED_VALUE, Tender, TenderAccount
from makegood.domains.ledger.models import Entry

AS_CHEQUE = frozenset({Tender.CASH, Tender.CHEQUE, Tender.MONEY_ORDER})
"""What was paid so goes back as a cheque of ours."""


class Refund(models.Model):
    """Money that goes back for a reason (`source`, such as "return:R-2001"), in legs."""

    ref_kind = "refund"

    number = models.CharField(max_length=32, unique=True)
    order = models.CharField(max_length=32, blank=True, default="", db_index=True)
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

    @property
    def about(self) -> str:
        """Where it stands in the books: with its order, or with the payment that was too much."""
        return f"order:{self.order}" if self.order else self.source


class RefundLeg(models.Model):
    """One way by which a refund goes back, on one payment; a failed one is reissued as another.

    Of a cheque that is to be stopped: since when the bank is asked (`stop_asked_at`), until it
    answers. Of one that nobody claims: when we wrote once more (`written_at`), when the state
    got it. Of whoever has died: since when it waits for the estate, and who the estate is paid by.
    """

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
    held_until = models.DateField(null=True)
    sent_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=200, blank=True, default="")
    drawer = models.CharField(max_length=32, blank=True, default="", db_default="")
    stop_asked_at = models.DateTimeField(null=True)
    written_at = models.DateTimeField(null=True)
    unclaimed_at = models.DateTimeField(null=True)
    for_estate_since = models.DateTimeField(null=True)
    payee = models.CharField(max_length=120, blank=True, default="", db_default="")
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
        """Whether the payment provider sends it; cash no drawer pays out goes as its cheque."""
        return self.tender not in STORED_VALUE and not self.drawer

    def wire(self) -> Mapping[str, JsonValue]:
        """What the payment provider is told to give back, and on which payment of its own."""
        return {
            "order": self.refund.order,
            "method": "cheque" if self.tender in AS_CHEQUE else self.tender,
            "token": self.token,
            "on": self.payment.reference,
            "amount_cents": self.amount_cents,
            "currency": self.currency,
            **({"payee": self.payee} if self.payee else {}),
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
