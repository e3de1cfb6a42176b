"""What is left of store credit that was given, when what ends first is spent first. Pure (C17)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from makegood.core.money import Money


@dataclass(frozen=True, slots=True)
class Given:
    """Credit that was given at a place in the books and ends on a day; `over_at` where it was."""

    number: str
    place: int
    amount: Money
    ends_on: date
    over_at: int | None = None

    def stands_at(self, place: int) -> bool:
        """Whether it could be spent there."""
        return self.place < place and (self.over_at is None or place < self.over_at)


@dataclass(frozen=True, slots=True)
class Spent:
    """What was bought at a place in the books."""

    place: int
    amount: Money


def left_of(given: Iterable[Given], spent: Iterable[Spent], balance: Money) -> Mapping[str, Money]:
    """What of each is left, by number; nothing of what is over, and in all no more than `balance`.

    Money that was paid is spent after what was given: so less of what was given ends.
    """
    in_order = sorted(given, key=lambda one: (one.ends_on, one.place))
    left = {one.number: one.amount for one in in_order}
    nothing = Money.zero(balance.currency)
    for use in sorted(spent, key=lambda one: one.place):
        open_amount = use.amount
        for one in in_order:
            if one.stands_at(use.place):
                taken = min(open_amount, left[one.number])
                left[one.number] -= taken
                open_amount -= taken
    for one in in_order:
        kept = nothing if one.over_at is not None else max(nothing, min(left[one.number], balance))
        left[one.number] = kept
        balance -= kept
    return left
