"""Let the simulated world outside take its time, as a real mail server or bank does.

Without that the moment between "they did it" and "we know it" is too short to be met by a kill,
and a storm would prove little about the very thing that it is for.
"""

from __future__ import annotations

import time

from makegood.core import effects
from makegood.core.effects import Deliverer, Delivery, Receipt


class Unhurried:
    """A deliverer that thinks before it does something, and again before it says that it did."""

    def __init__(self, real: Deliverer, seconds: float) -> None:
        self._real, self._seconds = real, seconds

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of effect that the real one does."""
        return self._real.kinds

    def deliver(self, delivery: Delivery) -> Receipt:
        """Do what the real one does, slowly."""
        time.sleep(self._seconds / 3)
        receipt = self._real.deliver(delivery)
        time.sleep(self._seconds)
        return receipt


def slow_down(seconds: float) -> None:
    """Let mail, payments and the carrier take so long to answer from now on."""
    from makegood.adapters.carriers.simulated.carrier import carrier
    from makegood.adapters.channels.simulated.receivers import SimulatedChannels
    from makegood.adapters.payments.simulated.provider import simulator

    reals: tuple[Deliverer, ...] = (carrier, SimulatedChannels(), simulator)
    for real in reals:
        effects.register(Unhurried(real, seconds))
