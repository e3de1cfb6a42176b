"""The payment provider as the company needs it: what became of the money it was asked to move.

Money is moved by effects ("payment.capture", "payment.refund", "payment.hold", "payment.release",
"payment.stop"); this is the way to ask afterwards,
at the source, under the same key. An adapter fills it; `use` says which.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from makegood.core.money import Money


class ProviderState(StrEnum):
    """What the provider says of a movement of money."""

    PENDING = "pending"
    SETTLED = "settled"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ProviderReport:
    """What became of one movement: since when, the provider's reference and fee, why it failed."""

    state: ProviderState
    reference: str
    amount: Money
    fee: Money
    at: datetime
    reason: str = ""


class PaymentProvider(Protocol):
    """Somebody who moves money for the company."""

    def report(self, key: str) -> ProviderReport | None:
        """What became of the movement asked for under this key; None when it is not known."""


class NoProvider(LookupError):
    """No adapter fills this port, so nobody can say what became of the money."""


_providers: list[PaymentProvider] = []


def use(provider: PaymentProvider) -> None:
    """Ask this provider from now on."""
    _providers[:] = [provider]


def provider() -> PaymentProvider:
    """The provider to ask; NoProvider when none is connected."""
    if not _providers:
        raise NoProvider("no payment provider is connected: see the settings of the adapters")
    return _providers[0]
