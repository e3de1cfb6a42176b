"""Tell all the money of orders in the order in which it moved."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from makegood.core.clock import local
from makegood.core.money import Money
from makegood.core.reading import asked_often
from makegood.domains.billing.models import Allocation, Chargeback, Payment, RefundLeg
from makegood.domains.billing.queries.payments import legs

What = Literal["payment", "refund", "refund_failed", "chargeback"]
_PAID = asked_often(
    lambda orders: Payment.objects.filter(order__in=orders).order_by("asked_at", "pk")
)
_PUT = asked_often(
    lambda abouts: Allocation.objects.filter(about__in=abouts).select_related("payment")
)
_LEGS = asked_often(lambda orders: legs().filter(refund__order__in=orders))
_LOST = asked_often(
    lambda orders: Chargeback.objects.filter(payment__order__in=orders, won=False).select_related(
        "payment"
    )
)


@dataclass(frozen=True, slots=True)
class Movement:
    """One line of an order's money history; what goes back is negative."""

    on: date
    what: What
    number: str
    tender: str
    last4: str
    amount: Money


Moved = tuple[datetime, str, Movement]


def history(order: str) -> list[Movement]:
    """All money of an order in the order in which it moved."""
    return [one for _, one in histories([order])]


def histories(orders: Collection[str]) -> list[tuple[str, Movement]]:
    """All money of these orders in the order in which it moved, each with its order."""
    found = [
        _moved(one.captured_at, "payment", one, one.order, one.amount)
        for one in _PAID(orders)
        if one.captured_at
    ]
    for put in _PUT([f"order:{order}" for order in orders]):
        order = put.about.removeprefix("order:")
        found.append(_moved(put.made_at, "payment", put.payment, order, put.amount))
    for row in _LEGS(orders):
        found.append(_moved(row.made_at, "refund", row, row.refund.order, -row.amount))
        if at := row.failed_at:
            found.append(_moved(at, "refund_failed", row, row.refund.order, row.amount))
    for one in _LOST(orders):
        at, paid = one.closed_at or one.opened_at, one.payment
        found.append(_moved(at, "chargeback", paid, paid.order, -one.amount))
    return [(order, moved) for _, order, moved in sorted(found, key=lambda each: each[0])]


def _moved(at: datetime, what: What, row: Payment | RefundLeg, order: str, sum_: Money) -> Moved:
    moved = Movement(local(at).date(), what, row.number, row.tender, row.last4, sum_)
    return at, order, moved
