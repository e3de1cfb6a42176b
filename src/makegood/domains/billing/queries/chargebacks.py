"""What banks took or take back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from makegood.core.clock import local
from makegood.core.money import Money
from makegood.domains.billing.models import Chargeback
from makegood.domains.documents.queries import documents_about


@dataclass(frozen=True, slots=True)
class ChargebackView:
    """A payment that a bank takes back; `order` is empty where it was paid on account."""

    number: str
    party: str
    order: str
    payment: str
    amount: Money
    reference: str
    reason: str
    opened_on: date
    is_open: bool
    won: bool | None
    evidence: tuple[str, ...] = ()


def chargebacks_of(order: str) -> list[ChargebackView]:
    """The payments of an order that banks took or take back, oldest first."""
    paid = Q(payment__order=order) | Q(payment__allocations__about=f"order:{order}")
    rows = Chargeback.objects.filter(paid).distinct().select_related("payment")
    return [_view(row) for row in rows.order_by("opened_at", "pk")]


def chargeback(number: str) -> ChargebackView | None:
    """One chargeback by its number; None when there is none."""
    rows = Chargeback.objects.filter(number=number).select_related("payment")
    filed = tuple(one.number for one in documents_about(f"chargeback:{number}"))
    return next((replace(_view(row), evidence=filed) for row in rows), None)


def open_chargebacks(order: str) -> list[ChargebackView]:
    """The chargebacks of an order that are not decided yet."""
    return [view for view in chargebacks_of(order) if view.is_open]


def disputed_among(orders: Collection[str]) -> frozenset[str]:
    """Of which of these orders a bank takes back what was paid, with one look."""
    abouts = {f"order:{one}" for one in orders}
    paid = Q(payment__order__in=orders) | Q(payment__allocations__about__in=abouts)
    found = Chargeback.objects.filter(paid, closed_at=None)
    rows = found.values_list("payment__order", "payment__allocations__about")
    named = {name for order, about in rows for name in (order, (about or "").partition(":")[2])}
    return frozenset(named & set(orders))


def _view(row: Chargeback) -> ChargebackView:
    return ChargebackView(
        row.number, row.payment.party, row.payment.order, row.payment.number, row.amount,
        row.reference, row.reason, local(row.opened_at).date(), row.closed_at is None, row.won,
    )  # fmt: skip
