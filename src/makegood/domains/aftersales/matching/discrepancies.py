"""One place where papers disagree: what was expected and found, the money, and what it means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from makegood.core.money import Money
from makegood.domains.aftersales.matching.papers import PaperLine, cents, pieces_of
from makegood.domains.aftersales.matching.patterns import Pattern, Seen

CREDIT, REVIEW, TERMS = "credit", "review", "terms"


@dataclass(frozen=True, slots=True)
class Share:
    """What of one line of the invoice a discrepancy is about; the amount without tax.

    `pieces` at `price` each where that says it exactly; the price is None otherwise.
    """

    place: int
    pieces: int
    price: Money | None
    amount: Money


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Two or more papers that disagree about one thing of one article. Source: C20.

    `meanings` are what it may mean, the likeliest first; `at_stake` is the money it is about, on
    these lines of the invoice. `expected` and `found` are as the papers write them.
    """

    kind: str
    item: str
    columns: tuple[str, ...]
    expected: str
    found: str
    pieces: int
    at_stake: Money
    shares: tuple[Share, ...]
    meanings: tuple[Pattern, ...]
    is_certain: bool

    @property
    def meaning(self) -> Pattern:
        """What it means most likely."""
        return self.meanings[0]

    @property
    def credit(self) -> Money:
        """What is credited for it as it stands: all that is at stake, or nothing yet."""
        nothing = Money.zero(self.at_stake.currency)
        return self.at_stake if self.is_certain else nothing

    @property
    def id(self) -> str:
        """By what it is named within one comparison, such as "MP-1:PT-BELTKIT-24"."""
        return f"{self.meaning.row}:{self.item}"


def settles(meaning: Pattern, *, is_person: bool) -> bool:
    """Whether the papers alone say that money goes back; terms decide between companies."""
    return meaning.settles == CREDIT or (meaning.settles == TERMS and is_person)


def columns_of(seen: Seen) -> tuple[str, ...]:
    """The columns whose value is not the first one seen."""
    first = next(iter(seen.values.values()))
    return tuple(column for column, value in seen.values.items() if value != first)


def pieces_at_price(lines: Sequence[PaperLine], pieces: int, currency: str) -> tuple[Share, ...]:
    """So many pieces of the invoice's lines at the price they were billed, the last lines first."""
    found, left = [], min(pieces, pieces_of(lines))
    for line in reversed(lines):
        taken = min(left, line.pieces)
        if taken and line.cents_of_piece is not None:
            found.append(_share(line.place, taken, line.cents_of_piece, currency))
        left -= taken
    return tuple(found)


def price_over(
    lines: Sequence[PaperLine], pieces: int, expected: Fraction, currency: str
) -> tuple[Share, ...]:
    """What so many pieces of the invoice's lines cost more than expected, the first lines first."""
    found, left = [], pieces
    for line in lines:
        taken = min(left, line.pieces)
        over = (line.cents_of_piece or Fraction(0)) - expected
        if taken and over > 0:
            found.append(_share(line.place, taken, over, currency))
        left -= taken
    return tuple(found)


def _share(place: int, pieces: int, price: Fraction, currency: str) -> Share:
    exact = Money(int(price), currency) if price.denominator == 1 else None
    return Share(place, pieces, exact, Money(cents(price * pieces), currency))
