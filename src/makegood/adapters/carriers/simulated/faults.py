"""Let the simulated carrier go wrong on purpose, so that people can see what happens then."""

from __future__ import annotations

from collections.abc import Sequence

from makegood.adapters.carriers.simulated.models import Fault, WaitingFault
from makegood.core import clock
from makegood.core.transactions import write

__all__ = ["Fault", "next_faults", "take_fault"]


def next_faults(faults: Sequence[Fault | str]) -> None:
    """Have these befall the next things asked of the carrier, one each, in this order.

    ValueError for a fault that there is not.
    """
    named = [Fault(fault) for fault in faults]
    with write(WaitingFault):
        WaitingFault.objects.bulk_create(WaitingFault(fault=fault.value) for fault in named)


def take_fault() -> Fault | None:
    """The fault that befalls what is asked now, used up by it; None when it goes well."""
    with write(WaitingFault):
        waiting = WaitingFault.objects.select_for_update().filter(used_at=None)
        row = waiting.order_by("pk").first()
        if row is None:
            return None
        row.used_at = clock.now()
        row.save(update_fields=["used_at"])
        return Fault(row.fault)
