"""Keep what is credited for goods that stay with the customer, and things found in goods (C19)."""

from __future__ import annotations

import re

from django.db import models
from django.db.models import Q

from makegood.core.money import Money, sum_of
from makegood.domains.ordering.credited import CreditGiven, credit_finder, fallen_before
from makegood.domains.ordering.models import OrderLine

PRICE_DROP = "price_drop"
PRICE_MATCH = "price_match"
"""The reasons of an allowance for a price that fell, ours or another's; no fault is behind it."""


_WORDS = re.compile(r"[A-Za-z0-9-]+")


class Allowance(models.Model):
    """A part of the price, or all of it, that is credited while the customer keeps the goods."""

    ref_kind = "allowance"

    number = models.CharField(max_length=32, unique=True)
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="allowances")
    party = models.CharField(max_length=32, db_index=True)
    account = models.CharField(max_length=32)
    quantity = models.PositiveIntegerField()
    reason = models.CharField(max_length=24)
    evidence = models.CharField(max_length=400)
    is_whole = models.BooleanField()
    currency = models.CharField(max_length=3, default="USD")
    goods_cents = models.BigIntegerField()
    tax_cents = models.BigIntegerField()
    granted_at = models.DateTimeField()
    granted_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(goods_cents__gt=0, tax_cents__gte=0, quantity__gte=1),
                name="allowance_of_something",
            )
        ]

    @property
    def goods(self) -> Money:
        """What is credited without tax."""
        return Money(self.goods_cents, self.currency)

    @property
    def tax(self) -> Money:
        """The tax that is credited with it."""
        return Money(self.tax_cents, self.currency)


class FoundItem(models.Model):
    """Something of somebody's found in goods that came back: kept, told of, fetched or disposed."""

    ref_kind = "found_item"

    number = models.CharField(max_length=32, unique=True)
    found_in = models.CharField(max_length=90)
    party = models.CharField(max_length=32, db_index=True)
    description = models.CharField(max_length=400)
    place = models.CharField(max_length=120)
    found_at = models.DateTimeField()
    found_by = models.CharField(max_length=80)
    keep_until = models.DateField()
    reminded_at = models.DateTimeField(null=True)
    handed_over_at = models.DateTimeField(null=True)
    handed_over_by = models.CharField(max_length=80, blank=True, default="")
    handed_to = models.CharField(max_length=120, blank=True, default="")
    disposed_at = models.DateTimeField(null=True)
    disposed_by = models.CharField(max_length=80, blank=True, default="")
    how_disposed = models.CharField(max_length=400, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(handed_over_at=None) | Q(disposed_at=None), name="found_item_ends_once"
            )
        ]

    @property
    def state(self) -> str:
        """Where it is: kept, handed over, or disposed of."""
        if self.handed_over_at is not None:
            return "handed_over"
        return "disposed" if self.disposed_at is not None else "kept"


class PhotoLook(models.Model):
    """A photo that a person looked at and that did not show what it should; another is asked for.

    It proves nothing by itself, and says nothing about whoever sent it.
    """

    ref_kind = "photo_look"

    document = models.CharField(max_length=32)
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="photo_looks")
    party = models.CharField(max_length=32, db_index=True)
    finding = models.CharField(max_length=24)
    looked_at = models.DateTimeField()
    looked_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "line"], name="photo_looked_at_once")
        ]


def allowed_on(line: str, currency: str) -> tuple[Money, Money]:
    """What part of a line was credited while its goods stayed: without tax, and the tax."""
    rows = Allowance.objects.filter(line__number=line, is_whole=False)
    goods, tax = fallen_before(line, currency)
    return (
        sum((one.goods for one in rows), -goods),
        sum((one.tax for one in rows), -tax),
    )


def matched_on(line: str, pieces: int, currency: str) -> Money:
    """What these pieces of a line got already, without tax, because another shop asks less."""
    rows = Allowance.objects.filter(line__number=line, reason=PRICE_MATCH)
    parts = [one.goods.share(min(pieces, one.quantity), one.quantity) for one in rows]
    return sum_of(parts, currency)


def papers_used(party: str) -> frozenset[str]:
    """The words of what proved allowances of a party, the numbers of its papers among them."""
    told = Allowance.objects.filter(party=party).values_list("evidence", flat=True)
    return frozenset(word for one in told for word in _WORDS.findall(one))


@credit_finder
def credits_given(line: str) -> tuple[CreditGiven, ...]:
    """What was credited of a line while its goods stayed, one by one."""
    rows = Allowance.objects.filter(line__number=line).order_by("pk")
    return tuple(CreditGiven(one.quantity, one.goods, one.tax) for one in rows)


def kept_on(order: str, currency: str) -> Money:
    """What was credited in full on an order with its tax, while the goods stayed."""
    rows = Allowance.objects.filter(line__order__number=order, is_whole=True)
    return sum((one.goods + one.tax for one in rows), Money.zero(currency))


def kept_of(line: str) -> int:
    """How many pieces of a line were credited in full and stay with the customer."""
    rows = Allowance.objects.filter(line__number=line, is_whole=True)
    return sum(rows.values_list("quantity", flat=True))
