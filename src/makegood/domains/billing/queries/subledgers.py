"""What the accounts that payments keep must hold, read off the payments and refunds alone."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, QuerySet, Sum

from makegood.core.money import Money
from makegood.domains.billing.models import Chargeback, Payment, RefundLeg, Tender

ModelT = TypeVar("ModelT", bound=Model)


def card_clearing(currency: str = "USD") -> Money:
    """What the provider holds for us: captured by card and not settled, less what it sends back."""
    captured = Payment.objects.filter(
        tender=Tender.CARD, captured_at__isnull=False, settled_at=None, currency=currency
    )
    sent = RefundLeg.objects.filter(
        tender=Tender.CARD, failed_at=None, settled_at=None, currency=currency
    )
    lost = Chargeback.objects.filter(payment__tender=Tender.CARD, won=False, currency=currency)
    return Money(_cents(captured) - _cents(sent) - _cents(lost), currency)


def _cents(rows: QuerySet[ModelT]) -> int:
    return rows.aggregate(cents=Sum("amount_cents"))["cents"] or 0
