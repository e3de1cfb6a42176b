"""What a cash drawer must hold, and what a payment was put to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from makegood.core.clock import local
from makegood.core.money import Money
from makegood.domains.billing.models import Drawer, Payment
from makegood.domains.billing.queries.receivables import unapplied_of
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.postings import CASH_DRAWER


@dataclass(frozen=True, slots=True)
class DrawerView:
    """A drawer's session: whose, since when, what it must hold and what was counted at its end."""

    number: str
    opened_by: str
    opened_on: date
    opening: Money
    expected: Money
    counted: Money | None
    reason: str
    is_open: bool


def drawer(number: str) -> DrawerView | None:
    """One session of a drawer by its number; None when there is none."""
    return next((_view(row) for row in Drawer.objects.filter(number=number)), None)


def open_drawers() -> list[DrawerView]:
    """The drawers that are open now, the oldest first."""
    return [_view(row) for row in Drawer.objects.filter(closed_at=None).order_by("opened_at")]


def put_to(payment: str) -> list[tuple[str, Money]]:
    """What a payment pays now: its order, or item by item and what waits on the account."""
    row = Payment.objects.get(number=payment)
    if row.order:
        return [(row.about, row.amount)]
    sums: dict[str, Money] = {}
    for one in row.allocations.order_by("pk"):
        sums[one.about] = sums.get(one.about, Money.zero(row.currency)) + one.amount
    return [(about, amount) for about, amount in
            (*sums.items(), (row.ref, unapplied_of(payment))) if amount]  # fmt: skip


def _view(row: Drawer) -> DrawerView:
    moved = ledger.balance_of(CASH_DRAWER, about=row.ref, currency=row.currency)
    counted = None if row.counted_cents is None else Money(row.counted_cents, row.currency)
    return DrawerView(
        row.number, row.opened_by, local(row.opened_at).date(), row.opening, row.opening + moved,
        counted, row.reason, row.closed_at is None,
    )  # fmt: skip
