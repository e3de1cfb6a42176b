"""Keep the papers of a purchase with their lines, and the invoices among them. Source: C20."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import Q

from makegood.core.money import Money
from makegood.domains.aftersales.matching import Kind, Paper, PaperLine
from makegood.domains.ordering.models import SalesOrder


class KeptPaper(models.Model):
    """A paper about an order: what it is, the number and day on it, and its lines.

    `number` is ours; for an invoice it is the invoice's own. `sha256` names the document whose
    words these are, if it came as a file.
    """

    ref_kind = "paper"

    number = models.CharField(max_length=32, unique=True)
    order = models.ForeignKey(SalesOrder, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=20)
    own_number = models.CharField(max_length=40)
    dated_on = models.DateField()
    due_on = models.DateField(null=True)
    packages = models.PositiveIntegerField(null=True)
    subject_to_count = models.BooleanField(default=False, db_default=False)
    currency = models.CharField(max_length=3, default="USD")
    sha256 = models.CharField(max_length=64, blank=True, default="")
    filed_at = models.DateTimeField()
    filed_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order", "kind", "own_number"], name="paper_filed_once"
            ),
        ]

    @property
    def ref(self) -> str:
        """How other records name it."""
        return f"{'invoice' if self.kind == Kind.INVOICE else 'paper'}:{self.number}"

    def write_lines(self, lines: Iterable[PaperLine], taxes: Iterable[Money] = ()) -> None:
        """Write down what it says, line by line; `taxes` are an invoice's, one for each line."""
        written = list(lines)
        charged = [tax.cents for tax in taxes] or [0] * len(written)
        KeptLine.objects.bulk_create(
            KeptLine.of(self, line, tax) for line, tax in zip(written, charged, strict=True)
        )

    def as_paper(self) -> Paper:
        """The paper as it is compared with others."""
        return Paper(
            kind=Kind(self.kind),
            number=self.own_number,
            on=self.dated_on,
            lines=tuple(line.as_line() for line in sorted(self.lines.all(), key=_place)),
            packages=self.packages,
            due_on=self.due_on,
            subject_to_count=self.subject_to_count,
        )


class Invoice(KeptPaper):
    """An invoice that we sent, by the number that stands on it."""

    ref_kind = "invoice"

    class Meta:
        proxy = True


class KeptLine(models.Model):
    """One line of a paper; the price is that of one unit, without tax."""

    paper = models.ForeignKey(KeptPaper, on_delete=models.PROTECT, related_name="lines")
    place = models.PositiveIntegerField()
    sku = models.CharField(max_length=40, blank=True, default="")
    buyer_part = models.CharField(max_length=40, blank=True, default="")
    description = models.CharField(max_length=200, blank=True, default="")
    unit = models.CharField(max_length=12)
    pack = models.PositiveIntegerField(null=True)
    quantity = models.PositiveIntegerField()
    price_cents = models.BigIntegerField(null=True)
    tax_cents = models.BigIntegerField(default=0)
    serials = models.JSONField(default=list)
    lots = models.CharField(max_length=400, blank=True, default="", db_default="")
    is_goods = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["paper", "place"], name="paper_line_place"),
            models.CheckConstraint(
                condition=Q(price_cents=None) | Q(price_cents__gte=0, tax_cents__gte=0),
                name="paper_line_bills",
            ),
        ]

    @classmethod
    def of(cls, paper: KeptPaper, line: PaperLine, tax_cents: int) -> Self:
        """A line as it is kept, not saved yet."""
        return cls(
            paper=paper,
            place=line.place,
            sku=line.sku,
            buyer_part=line.buyer_part,
            description=line.description,
            unit=line.unit,
            pack=line.pack,
            quantity=line.quantity,
            price_cents=None if line.price is None else line.price.cents,
            tax_cents=tax_cents,
            serials=sorted(line.serials),
            lots=" ".join(sorted(line.lots)),
            is_goods=line.is_goods,
        )

    def as_line(self) -> PaperLine:
        """The line as it is compared with others."""
        price = self.price_cents
        return PaperLine(
            place=self.place,
            quantity=self.quantity,
            sku=self.sku,
            buyer_part=self.buyer_part,
            description=self.description,
            unit=self.unit,
            pack=self.pack,
            price=None if price is None else Money(price, self.paper.currency),
            serials=frozenset(self.serials),
            lots=frozenset(self.lots.split()),
            is_goods=self.is_goods,
        )


def _place(line: KeptLine) -> int:
    return line.place
