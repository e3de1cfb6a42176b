"""Keep credit memos: what was credited for a return, or of an invoice that billed too much."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from makegood.core.money import Money
from makegood.domains.aftersales.disputing import Credit, InvoiceFacts
from makegood.domains.aftersales.models.papers import KeptPaper
from makegood.domains.aftersales.models.rows import Return
from makegood.domains.aftersales.models.sent import kept_as_sent


class CreditMemo(models.Model):
    """What was credited, what was kept, and what of it paid an open invoice (UNTDID 381).

    It is of a return, or of an invoice that it mirrors line by line: then it is what customers
    call a return invoice.
    """

    ref_kind = "credit_memo"

    number = models.CharField(max_length=32, unique=True)
    of = models.OneToOneField(
        Return, on_delete=models.PROTECT, null=True, related_name="credit_memo"
    )
    invoice = models.ForeignKey(
        KeptPaper, on_delete=models.PROTECT, null=True, related_name="credit_memos"
    )
    reason = models.CharField(max_length=200, blank=True, default="")
    currency = models.CharField(max_length=3, default="USD")
    goods_cents = models.BigIntegerField()
    tax_cents = models.BigIntegerField()
    fee_cents = models.BigIntegerField()
    receivable_cents = models.BigIntegerField(default=0)
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(goods_cents__gte=0, tax_cents__gte=0, fee_cents__gte=0),
                name="credit_memo_credits",
            ),
            models.CheckConstraint(
                condition=Q(of=None, invoice__isnull=False) | Q(of__isnull=False, invoice=None),
                name="credit_memo_is_of_one_thing",
            ),
        ]

    @classmethod
    def mirror(
        cls, number: str, facts: InvoiceFacts, credit: Credit, *, reason: str, receivable: Money,
        at: datetime, by: str,
    ) -> Self:  # fmt: skip
        """The memo of an invoice, with its lines."""
        memo = cls.objects.create(
            number=number, invoice=kept_as_sent(facts.number, at, by), reason=reason,
            currency=credit.total.currency, goods_cents=credit.goods.cents,
            tax_cents=credit.tax.cents, fee_cents=0, receivable_cents=receivable.cents,
            issued_at=at, issued_by=by,
        )  # fmt: skip
        CreditLine.objects.bulk_create(
            CreditLine(
                memo=memo,
                place=place,
                invoice_place=line.place,
                description=line.title,
                pieces=line.pieces,
                price_cents=line.price.cents if line.price else None,
                amount_cents=line.amount.cents,
                tax_cents=line.tax.cents,
                pattern=line.pattern,
                quality_code=line.quality_code,
            )
            for place, line in enumerate(credit.lines, 1)
        )
        return memo

    @property
    def ref(self) -> str:
        """How other records name it."""
        return f"credit_memo:{self.number}"

    @property
    def party(self) -> str:
        """Whose it is."""
        if self.invoice is not None:
            return self.invoice.order.party
        return self.of.party if self.of is not None else ""

    @property
    def payable(self) -> Money:
        """What is to be paid back in money: the credit less the fee and the open invoice."""
        kept = self.fee_cents + self.receivable_cents
        return Money(self.goods_cents + self.tax_cents - kept, self.currency)


class CreditLine(models.Model):
    """One line of a return invoice, mirroring a line of the invoice at its price and tax.

    `pattern` is the row of the handbook's table that says why; empty when a person judged it.
    """

    memo = models.ForeignKey(CreditMemo, on_delete=models.PROTECT, related_name="lines")
    place = models.PositiveIntegerField()
    invoice_place = models.PositiveIntegerField()
    description = models.CharField(max_length=200)
    pieces = models.PositiveIntegerField()
    price_cents = models.BigIntegerField(null=True)
    amount_cents = models.BigIntegerField()
    tax_cents = models.BigIntegerField()
    pattern = models.CharField(max_length=12, blank=True, default="")
    quality_code = models.CharField(max_length=24, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["memo", "place"], name="credit_line_place"),
            models.CheckConstraint(
                condition=Q(amount_cents__gt=0, tax_cents__gte=0)
                | Q(amount_cents=0, tax_cents__gt=0),
                name="credit_line_credits_something",
            ),
        ]
