"""Keep which store credit was given for nothing, and until when it can be spent. Source: C17."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Q

from makegood.core.money import Money
from makegood.core.numbers import next_number
from makegood.core.reading import in_sets
from makegood.domains.billing.models.tenders import TenderAccount
from makegood.domains.ledger.models import Entry


class GivenCredit(models.Model):
    """Store credit given by an entry, which ends on a day; what was paid for never has a row.

    `told_at` is when its holder was written to before, `untold_at` when there was no way to them;
    `ended_by` is the entry by which it lapsed, `closed_at` when nothing of it was left any more.
    """

    ref_kind = "given_credit"

    number = models.CharField(max_length=32, unique=True)
    account = models.ForeignKey(TenderAccount, on_delete=models.PROTECT, related_name="given")
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="+")
    amount_cents = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    given_at = models.DateTimeField()
    ends_on = models.DateField(db_index=True)
    told_at = models.DateTimeField(null=True)
    untold_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    ended_by = models.OneToOneField(Entry, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="credit_of_something")
        ]

    @property
    def amount(self) -> Money:
        """How much was given."""
        return Money(self.amount_cents, self.currency)

    @property
    def ref(self) -> str:
        """Its name in letters, such as "given_credit:SC-1001"."""
        return f"given_credit:{self.number}"

    @classmethod
    def keep(
        cls, account: TenderAccount, entry: Entry, amount: Money, *, at: datetime, ends_on: date
    ) -> Self:
        """Note what an entry gave, and the last day on which it can be spent."""
        return cls.objects.create(
            number=next_number("SC"), account=account, entry=entry, given_at=at, ends_on=ends_on,
            amount_cents=amount.cents, currency=amount.currency,
        )  # fmt: skip

    @classmethod
    def close(cls, numbers: Sequence[str], *, at: datetime) -> None:
        """Note that nothing is left of some past their last day: none is looked at again."""
        for some in in_sets(numbers):
            cls.objects.filter(number__in=some).update(closed_at=at)
