"""Tell whether what was bought is paid, for one purchase or for many with one look."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from makegood.core.money import Money
from makegood.domains.billing import queries as billing
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.postings import TRADE_RECEIVABLE


class Purchase(NamedTuple):
    """Which order its buyer paid, of which so much would be given back."""

    order: str
    buyer: str
    much: Money


def is_unpaid(order: str, buyer: str, much: Money) -> bool:
    """Whether its buyer still owes on an order, or a bank takes back what was paid for it."""
    return bool(unpaid_among([Purchase(order, buyer, much)]))


def unpaid_among(bought: Collection[Purchase]) -> frozenset[Purchase]:
    """Of which of these the buyer still owes, or a bank takes back what was paid; with one look."""
    disputed = billing.disputed_among({one.order for one in bought})
    owed = ledger.balances_about(TRADE_RECEIVABLE, {f"order:{one.order}" for one in bought})
    zero = Money.zero()
    return frozenset(
        one
        for one in bought
        if one.order in disputed
        or min(owed.get((one.buyer, f"order:{one.order}"), zero), one.much) > zero
    )
