"""Compare how often goods arrive damaged in two cartons, and how likely that is chance alone.

Pure: Fisher's exact test over the fourfold table. Source: C12, AC12.4.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import comb


@dataclass(frozen=True, slots=True)
class Arrived:
    """How many shipments left in a carton, and how many of them arrived damaged."""

    carton: str
    sent: int
    damaged: int

    @property
    def rate(self) -> Fraction:
        """The share that arrived damaged."""
        return Fraction(self.damaged, self.sent) if self.sent else Fraction(0)


def chance(one: Arrived, other: Arrived) -> float:
    """How likely a difference at least as great is where both cartons are equally good."""
    sent, damaged = one.sent + other.sent, one.damaged + other.damaged
    ways = comb(sent, damaged)

    def share(count: int) -> Fraction:
        return Fraction(comb(one.sent, count) * comb(other.sent, damaged - count), ways)

    seen = share(one.damaged)
    possible = range(max(0, damaged - other.sent), min(one.sent, damaged) + 1)
    return float(sum((share(n) for n in possible if share(n) <= seen), Fraction(0)))
