"""Answer what of refunds waits for the estates of customers who have died."""

from __future__ import annotations

from makegood.domains.billing.models import RefundLeg


def waiting_for_estate(party: str) -> tuple[str, ...]:
    """The parts of refunds to a party that wait for the papers of its estate, in their order."""
    waiting = RefundLeg.objects.filter(refund__party=party, failed_at=None, sent_at=None)
    waiting = waiting.exclude(for_estate_since=None).order_by("pk")
    return tuple(waiting.values_list("number", flat=True))
