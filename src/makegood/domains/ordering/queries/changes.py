"""Answer what was changed of an order after it was taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from makegood.core.money import Money
from makegood.domains.ordering.models import OrderChange


@dataclass(frozen=True, slots=True)
class ChangeCard:
    """A change of an order: what of it, on whose side, and the money that went with it."""

    kind: str
    what: Mapping[str, object]
    reason: str
    cause: str
    at: datetime
    by: str
    before: Money
    after: Money
    fee: Money
    refunded: Money


def changes_of(order: str) -> tuple[ChangeCard, ...]:
    """What was changed of an order, the oldest first."""
    rows = OrderChange.objects.filter(order__number=order).select_related("order").order_by("pk")
    return tuple(_card(row, row.order.currency) for row in rows)


def _card(row: OrderChange, currency: str) -> ChangeCard:
    before, after, fee, refunded = (
        Money(cents, currency)
        for cents in (
            row.total_before_cents, row.total_after_cents, row.fee_cents, row.refunded_cents,
        )
    )  # fmt: skip
    return ChangeCard(
        row.kind, row.what, row.reason, row.cause, row.at, row.by, before, after, fee, refunded
    )
