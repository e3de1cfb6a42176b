"""Give back what was paid ahead of an order that became less, inside the acts that make it so."""

from __future__ import annotations

from collections.abc import Iterable

from makegood.core.acting import Leaving
from makegood.core.money import Money
from makegood.domains.billing.operations.refund_tenders import RefundTenders, RefundTendersAsk
from makegood.domains.ledger.models import Entry
from makegood.domains.ledger.postings import Posting
from makegood.domains.ordering.models import OrderChange


def give_back(
    acting: Leaving, change: OrderChange, made: Iterable[tuple[str, Posting]], back: Money,
    memo: str,
) -> None:  # fmt: skip
    """Post what a change of an order gives back, and send it the way that it was paid."""
    source = f"order_change:{change.pk}"
    for what, posting in made:
        entry = Entry.of(posting, source=f"{source}:{what}", on=acting.today, memo=memo)
        acting.record(f"entry:{entry.number}")
    if back:
        order = change.order.number
        refund = RefundTendersAsk(order=order, amount=back, source=source, reason=memo)
        acting.run(RefundTenders, refund)
