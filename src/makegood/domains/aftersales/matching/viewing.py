"""What stays the same while the articles of an invoice are looked at: papers, tolerances, day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from makegood.core.money import sum_of
from makegood.domains.aftersales.matching.aligning import Aligned
from makegood.domains.aftersales.matching.discrepancies import (
    Discrepancy,
    Share,
    columns_of,
    settles,
)
from makegood.domains.aftersales.matching.papers import Paper
from makegood.domains.aftersales.matching.patterns import Seen, meanings


@dataclass(frozen=True, slots=True)
class Tolerances:
    """How far papers may differ and still agree; the price in per cent or in cents."""

    pieces: int
    price_percent: Decimal
    price_cents: int
    days: int
    duplicate_days: int
    similarity: int

    def same_price(self, one: Fraction, other: Fraction) -> bool:
        """Whether two prices agree: within the larger of a share and an amount."""
        share = Fraction(self.price_percent) / 100 * other
        return abs(one - other) <= max(share, Fraction(self.price_cents))


@dataclass(frozen=True, slots=True)
class View:
    """What stays the same while the articles of an invoice are looked at."""

    currency: str
    is_person: bool
    papers: tuple[Paper, ...]
    allowed: Tolerances
    today: date

    def discrepancy(
        self, article: Aligned, seen: Seen, told: tuple[str, str], pieces: int,
        shares: tuple[Share, ...],
    ) -> Discrepancy:  # fmt: skip
        """A discrepancy of an article, with all that it may mean."""
        meant = meanings(seen, self.today)
        return Discrepancy(
            kind=seen.dimension, item=article.name, columns=columns_of(seen),
            expected=told[0], found=told[1], pieces=pieces,
            at_stake=sum_of([one.amount for one in shares], self.currency), shares=shares,
            meanings=meant, is_certain=settles(meant[0], is_person=self.is_person),
        )  # fmt: skip
