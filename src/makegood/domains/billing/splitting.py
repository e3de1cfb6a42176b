"""Share out a refund over what paid: each instrument its part, never more than it gave (C17)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from makegood.core.money import Money, allocate, sum_of


class TooMuch(ValueError):
    """More should go back than can still be refunded."""


@dataclass(frozen=True, slots=True)
class Paid:
    """One captured payment: what paid (`instrument`), how much, and what went back already."""

    payment: str
    instrument: str
    captured: Money
    returned: Money

    @property
    def left(self) -> Money:
        """What can still go back to it."""
        return self.captured - self.returned


def is_lent(instrument: str) -> bool:
    """Whether a lender paid, whose money goes back to the lender first (REF-15)."""
    return instrument.startswith("loan:")


@dataclass(frozen=True, slots=True)
class Part:
    """What goes back on one payment."""

    payment: str
    amount: Money


def refundable(payments: Sequence[Paid]) -> Money:
    """What can still go back on all payments together."""
    return sum_of([paid.left for paid in payments])


def split(amount: Money, payments: Sequence[Paid]) -> tuple[Part, ...]:
    """The parts of a refund, in the order of the payments; they sum to the amount exactly.

    What a lender paid first (REF-15), then the others: pro rata by instrument (two payments with
    one card are one instrument) by what each gave, with the largest remainder; what an instrument
    can no longer take goes to the others. Within an instrument the latest payment first, so that
    the customer sees few credits. Raises TooMuch. Source: C17 `issue_refund`, AC17.1.
    """
    if amount > refundable(payments):
        raise TooMuch(f"{amount} of {refundable(payments)} that can still be refunded")
    lent = [paid for paid in payments if is_lent(paid.instrument)]
    others = [paid for paid in payments if not is_lent(paid.instrument)]
    to_lenders = min(amount, refundable(lent)) if lent else Money.zero(amount.currency)
    parts = _shared(to_lenders, lent) | _shared(amount - to_lenders, others)
    return tuple(
        Part(paid.payment, parts[paid.payment]) for paid in payments if parts[paid.payment]
    )


def _shared(amount: Money, payments: Sequence[Paid]) -> dict[str, Money]:
    """What of an amount goes back on each payment, pro rata by instrument."""
    by_instrument: dict[str, list[Paid]] = {}
    for paid in payments:
        by_instrument.setdefault(paid.instrument, []).append(paid)
    shares = _capped(
        amount,
        [sum_of([paid.captured for paid in group]) for group in by_instrument.values()],
        [sum_of([paid.left for paid in group]) for group in by_instrument.values()],
    )
    parts: dict[str, Money] = {}
    for share, group in zip(shares, by_instrument.values(), strict=True):
        for paid in reversed(group):
            taken = min(share, paid.left)
            share -= taken
            parts[paid.payment] = taken
    return parts


def _capped(amount: Money, weights: Sequence[Money], caps: Sequence[Money]) -> list[Money]:
    """Allocate by weight with no share above its cap; the caps together hold the amount."""
    shares = [Money.zero(amount.currency) for _ in weights]
    left = amount
    while left:
        room = [cap - share for cap, share in zip(caps, shares, strict=True)]
        open_weights = [
            weight.cents if space else 0 for weight, space in zip(weights, room, strict=True)
        ]
        for place, given in enumerate(allocate(left, open_weights)):
            shares[place] += min(given, room[place])
        left = amount - sum_of(shares)
    return shares
