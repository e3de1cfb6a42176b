"""Let payments go wrong on purpose, so that people can see what the company does then."""

from __future__ import annotations

from collections.abc import Sequence

from makegood.adapters.payments.simulated.models import Fault, WaitingFault
from makegood.core import clock
from makegood.core.transactions import write

__all__ = ["Fault", "clear_faults", "next_faults", "take_fault"]


def next_faults(faults: Sequence[Fault | str]) -> None:
    """Have these befall the next movements of money, one each, in this order.

    ValueError for a fault that there is not.
    """
    named = [Fault(fault) for fault in faults]
    with write(WaitingFault):
        WaitingFault.objects.bulk_create(WaitingFault(fault=fault.value) for fault in named)


def clear_faults() -> None:
    """Let everything go well again."""
    with write(WaitingFault):
        WaitingFault.objects.filter(used_at=None).delete()


def take_fault() -> Fault | None:
    """The fault that befalls this movement, used up by it; None when all goes well."""
    row = WaitingFault.objects.select_for_update().filter(used_at=None).order_by("pk").first()
    if row is None:
        return None
    row.used_at = clock.now()
    row.save(update_fields=["used_at"])
    return Fault(row.fault)
