"""Keep the chart, the entries and their lines, and which periods are closed. Source: C18.

The database itself refuses what must never be: see the migration `0002_kept_by_the_database`.
Lines are written before their entry; the entry's arrival seals them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q, QuerySet

from makegood.core import clock
from makegood.core.inserting import add, insert
from makegood.core.money import Money
from makegood.core.numbers import next_number
from makegood.core.reading import asked_often
from makegood.domains.ledger.postings import Credit, Debit, Posting, Side, balance


class AlreadyPosted(Exception):
    """This source event has its entry already; it gets no second one."""

    def __init__(self, source: str, number: str) -> None:
        super().__init__(f"{source} was posted as {number}; nothing was posted again")


class Unbalanced(Exception):
    """The lines do not come to zero in one currency, or are fewer than two."""

    def __init__(self, source: str, lines: Sequence[Side]) -> None:
        super().__init__(f"{source}: {len(lines)} lines come to {balance(lines)} cents, not to 0")


class PeriodClosed(Exception):
    """The day lies in a period that is closed; post today and name that period instead."""

    def __init__(self, on: date) -> None:
        super().__init__(f"{month_of(on)} is closed; post in the open period with it as reference")


class Account(models.Model):
    """One account of the chart; `subledger` says by what its balance is kept apart."""

    ref_kind = "account"

    class Type(models.TextChoices):
        """What an account counts."""

        ASSET = "asset"
        LIABILITY = "liability"
        INCOME = "income"
        EXPENSE = "expense"

    class Subledger(models.TextChoices):
        """By what a control account is kept: nothing, whose affairs, or which record."""

        NONE = ""
        PARTY = "party"
        ABOUT = "about"

    code = models.CharField(max_length=4, primary_key=True)
    title = models.CharField(max_length=60)
    type = models.CharField(max_length=9, choices=Type)
    subledger = models.CharField(max_length=5, choices=Subledger, blank=True, default="")


class Period(models.Model):
    """A month of the books that is closed; a month without a row is open."""

    month = models.CharField(max_length=7, primary_key=True)
    closed_at = models.DateTimeField()
    closed_by = models.CharField(max_length=80)

    @classmethod
    def is_open(cls, on: date) -> bool:
        """Whether something can still be posted on this day."""
        return not _closed(month_of(on))


class Entry(models.Model):
    """One entry: what happened (`source`), by which rule, on which day. Never changed.

    `reference_period` names the closed month that a later entry corrects (AC18.3).
    """

    ref_kind = "entry"

    sequence = models.BigIntegerField(primary_key=True)
    number = models.CharField(max_length=32, unique=True)
    rule = models.CharField(max_length=3)
    source = models.CharField(max_length=120, unique=True)
    on = models.DateField(db_index=True)
    reference_period = models.CharField(max_length=7, blank=True, default="")
    reversal_of = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="reversed_by"
    )
    party = models.CharField(max_length=32, blank=True, default="", db_index=True)
    memo = models.CharField(max_length=200, blank=True, default="")
    posted_at = models.DateTimeField()

    @classmethod
    def of(
        cls, posting: Posting, *, source: str, on: date, memo: str, reference_period: str = ""
    ) -> Self:
        """Post what a rule made of an event; raises as `post` does."""
        return cls.post(
            rule=posting.rule,
            source=source,
            on=on,
            lines=posting.lines,
            memo=memo,
            reference_period=reference_period,
        )

    @classmethod
    def post(
        cls,
        *,
        rule: str,
        source: str,
        on: date,
        lines: Sequence[Side],
        party: str = "",
        memo: str = "",
        reference_period: str = "",
        reversal_of: Entry | None = None,
    ) -> Self:
        """Post an entry, or nothing of it: Unbalanced, AlreadyPosted, PeriodClosed."""
        if len(lines) < 2 or list(balance(lines).values()) != [0]:
            raise Unbalanced(source, lines)
        for already in _posted_from(source):
            raise AlreadyPosted(source, already)
        if not Period.is_open(on):
            raise PeriodClosed(on)
        number = next_number("JE")
        sequence = int(number.removeprefix("JE-"))
        insert(Line, *(Line.of(side, sequence, party) for side in lines))
        entry = cls(
            sequence=sequence,
            number=number,
            rule=rule,
            source=source,
            on=on,
            reference_period=reference_period,
            reversal_of=reversal_of,
            party=party or next((side.party for side in lines if side.party), ""),
            memo=memo[:200],
            posted_at=clock.now(),
        )
        return add(entry)

    def reverse(self, *, on: date, source: str, memo: str) -> Entry:
        """Post the opposite of this entry, naming its month when that is closed already."""
        opposites = [line.side.opposite for line in self.lines.order_by("pk")]
        return Entry.post(
            rule=self.rule,
            source=source,
            on=on,
            lines=opposites,
            party=self.party,
            memo=memo,
            reference_period="" if Period.is_open(self.on) else month_of(self.on),
            reversal_of=self,
        )


class Line(models.Model):
    """One line of an entry: an account and cents, a debit positive and a credit negative."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="lines")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="lines")
    party = models.CharField(max_length=32, blank=True, default="")
    about = models.CharField(max_length=90, blank=True, default="", db_index=True)
    currency = models.CharField(max_length=3)
    cents = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(cents=0), name="line_moves_money")]
        indexes = [models.Index(fields=["account", "party"], name="line_by_party")]

    @staticmethod
    def of(side: Side, sequence: int, party: str) -> dict[str, object]:
        """The columns of one side's line, in the entry of this sequence number."""
        return {
            "entry_id": sequence,
            "account_id": side.account,
            "party": side.party or party,
            "about": side.about,
            "currency": side.amount.currency,
            "cents": side.cents,
        }

    @property
    def amount(self) -> Money:
        """What it adds to its account, a debit positive."""
        return Money(self.cents, self.currency)

    @property
    def side(self) -> Side:
        """The line as a debit or a credit."""
        kind = Debit if self.cents > 0 else Credit
        amount = Money(abs(self.cents), self.currency)
        return kind(self.account_id, amount, self.party, self.about)


class Reconciliation(models.Model):
    """One comparison of the books with their subledgers; `differences` holds what is not well."""

    ref_kind = "reconciliation"

    number = models.CharField(max_length=32, unique=True)
    made_at = models.DateTimeField(db_index=True)
    made_by = models.CharField(max_length=80)
    balance_cents = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    differences = models.JSONField()

    @property
    def balance(self) -> Money:
        """What all accounts came to together: zero, or the books are broken."""
        return Money(self.balance_cents, self.currency)


@asked_often
def _posted_from(source: str) -> QuerySet[Entry, str]:
    return Entry.objects.filter(source=source).values_list("number", flat=True)


@asked_often
def _closed(month: str) -> QuerySet[Period, str]:
    return Period.objects.filter(month=month).values_list("month", flat=True)


def month_of(day: date) -> str:
    """The period of a day, such as "2026-01"."""
    return f"{day:%Y-%m}"
