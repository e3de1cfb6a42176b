"""What is still open with a customer after a sale, besides returns. Source: C05, PRV-4."""

from __future__ import annotations

from makegood.domains.aftersales.models import Exchange, FoundItem, Parcel, Repair

_ENDED = frozenset(
    {"reversed", "core_received", "charged", "hold_declined", "cancelled", "taken_back"}
)


def open_matters_of(party: str) -> tuple[str, ...]:
    """The exchanges whose old piece is awaited, repairs under way, finds and parcels kept.

    Each as a reference, such as "exchange:EX-1001". An exchange for other goods is as open as the
    return that it rests on.
    """
    exchanges = Exchange.objects.filter(party=party, kind="advance").order_by("pk")
    waiting = (f"exchange:{one.number}" for one in exchanges if one.state not in _ENDED)
    repairs = Repair.objects.filter(party=party, ended="").order_by("pk")
    finds = FoundItem.objects.filter(party=party, handed_over_at=None, disposed_at=None)
    parcels = Parcel.objects.filter(party=party, matched_at=None).order_by("pk")
    return (
        *waiting,
        *(f"repair:{one.number}" for one in repairs),
        *(f"found_item:{one.number}" for one in finds.order_by("pk")),
        *(f"parcel:{one.number}" for one in parcels),
    )
