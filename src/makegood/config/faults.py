"""Let the simulated world outside go wrong on purpose, in the demo only."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from makegood.adapters.carriers.simulated import faults as carrier
from makegood.adapters.carriers.simulated.models import Fault as CarrierFault
from makegood.adapters.channels.simulated import faults as channels
from makegood.adapters.channels.simulated.models import Mode
from makegood.adapters.payments.simulated import faults as payments
from makegood.adapters.payments.simulated.models import Fault as PaymentFault

_LATE_SECONDS = 3600
FAULTS: Mapping[str, tuple[str, ...]] = {
    "carrier": tuple(CarrierFault),
    **{channel: tuple(Mode) for channel in ("mail", "text", "letter")},
    "payments": tuple(PaymentFault),
}
"""What can go wrong, by whom it befalls."""


def befall(simulator: str, fault: str, times: int) -> None:
    """Have the next things asked of a simulator go wrong; both names are among FAULTS."""
    in_turn: Mapping[str, Callable[[list[str]], None]] = {
        "carrier": carrier.next_faults,
        "payments": payments.next_faults,
    }
    if simulator in in_turn:
        in_turn[simulator]([fault] * times)
        return
    late = _LATE_SECONDS if fault == Mode.DELAY else 0
    channels.set_fault(simulator, fault, times=times, delay_seconds=late)
