"""Put a payment to what is open: what the payer names, then the oldest, fees last (C14).

Pure arithmetic. What is disputed is skipped, unless the payer names it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from makegood.core.money import Money


class Rank(IntEnum):
    """In which order kinds of items are paid when the payer says nothing."""

    INSTALMENT = 1
    PRINCIPAL = 2
    FEE = 3


@dataclass(frozen=True, slots=True)
class OpenPart:
    """What of an item is open since a day."""

    day: date
    amount: Money


@dataclass(frozen=True, slots=True)
class OpenItem:
    """Something that is owed: since when it is due, and what of it is disputed.

    What `is_stayed` was owed before a petition in bankruptcy: nobody asks for it. `parts` says
    what of it is open since when, the oldest first.
    """

    about: str
    owed: Money
    disputed: Money
    due_on: date
    rank: Rank = Rank.PRINCIPAL
    is_stayed: bool = False
    parts: tuple[OpenPart, ...] = ()

    @property
    def payable(self) -> Money:
        """What of it is owed beyond dispute, and may be asked for."""
        if self.is_stayed:
            return Money.zero(self.owed.currency)
        return max(self.owed - self.disputed, Money.zero(self.owed.currency))


@dataclass(frozen=True, slots=True)
class Put:
    """What is put to one item."""

    about: str
    amount: Money


def open_parts(moves: Iterable[tuple[date, Money]]) -> tuple[OpenPart, ...]:
    """What of some debits is still open, the oldest first; each credit pays the oldest of them.

    So what was paid whole and is owed anew is open since then, and not since it first was.
    """
    debits, parts = [], []
    paid = Money.zero()
    for day, amount in moves:
        if amount.cents > 0:
            debits.append(OpenPart(day, amount))
        else:
            paid -= amount
    for debit in sorted(debits, key=lambda one: one.day):
        taken = min(paid, debit.amount)
        paid -= taken
        if left := debit.amount - taken:
            parts.append(OpenPart(debit.day, left))
    return tuple(parts)


def allocate(amount: Money, items: Sequence[OpenItem], named: Sequence[str] = ()) -> list[Put]:
    """What goes to which item; what is left over stays unapplied. Source: AC14.1.

    Named items come first, in the order named and in full; then instalments due, then principal,
    the oldest first, and fees last.
    """
    by_name = {item.about: item for item in items}
    first = [(by_name[about], by_name[about].owed) for about in dict.fromkeys(named)
             if about in by_name]  # fmt: skip
    others = (item for item in items if item.about not in named)
    rest = sorted(others, key=lambda item: (item.rank, item.due_on, item.about))
    found, left = [], amount
    for item, most in (*first, *((item, item.payable) for item in rest)):
        taken = min(left, most)
        if taken:
            found.append(Put(item.about, taken))
            left -= taken
    return found
