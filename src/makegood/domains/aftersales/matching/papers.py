"""The papers of a purchase, from the requisition to the invoice, with their lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from makegood.core.money import Money


class Kind(StrEnum):
    """What a paper is, in the order in which papers come to be. Source: C20.

    A price change says which price holds from a day on; a usage report, what of goods on
    consignment was used.
    """

    REQUISITION = "requisition"
    ORDER = "order"
    ACKNOWLEDGEMENT = "acknowledgement"
    PRICE_CHANGE = "price_change"
    PICK_LIST = "pick_list"
    PACKING_SLIP = "packing_slip"
    PROOF_OF_DELIVERY = "proof_of_delivery"
    RECEIVING_REPORT = "receiving_report"
    INSPECTION = "inspection"
    USAGE_REPORT = "usage_report"
    INVOICE = "invoice"


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line of a paper: so many units of one article, each unit of so many pieces.

    `pack` is how many pieces a unit holds; None when the paper does not say it. The price is that
    of one unit, without tax.
    """

    place: int
    quantity: int
    sku: str = ""
    buyer_part: str = ""
    description: str = ""
    unit: str = "each"
    pack: int | None = 1
    price: Money | None = None
    serials: frozenset[str] = frozenset()
    lots: frozenset[str] = frozenset()
    is_goods: bool = True

    @property
    def pieces(self) -> int:
        """How many pieces it is of; a unit of unknown size counts as one piece."""
        return self.quantity * (self.pack or 1)

    @property
    def cents_of_piece(self) -> Fraction | None:
        """The exact price of one piece in cents; None where the paper has no price."""
        return None if self.price is None else Fraction(self.price.cents, self.pack or 1)

    @property
    def name(self) -> str:
        """What the line calls its article, as short as the paper can say it."""
        return self.sku or self.buyer_part or self.description


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper with its lines; `number` is the one that stands on it.

    `packages` are the pallets or boxes it counts, `due_on` the day it promises, or from which on a
    changed price holds. What was signed `subject_to_count` shows that it came, and no pieces.
    """

    kind: Kind
    number: str
    on: date
    lines: tuple[PaperLine, ...] = ()
    packages: int | None = None
    due_on: date | None = None
    subject_to_count: bool = False


def pieces_of(lines: Iterable[PaperLine]) -> int:
    """How many pieces some lines are of together."""
    return sum(line.pieces for line in lines)


def cents(exact: Fraction) -> int:
    """A fraction of cents as whole cents, half up. Source: domain.md, conventions."""
    return (exact.numerator * 2 + exact.denominator) // (exact.denominator * 2)


def worth(lines: Sequence[PaperLine], pieces: int) -> Fraction | None:
    """What so many pieces cost at the lines' own prices, in exact cents; None without prices."""
    whole, billed = Fraction(0), 0
    for line in lines:
        price = line.cents_of_piece
        if price is None:
            return None
        whole += price * line.pieces
        billed += line.pieces
    return whole * pieces / billed if billed else None
