"""How much of what was sold will still come back, and what it is worth then. Pure arithmetic.

Source: C18, ASC 606-10-55-22 to 55-29: a refund liability, and an asset for the goods.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from makegood.core.money import Money


@dataclass(frozen=True, slots=True)
class Sold:
    """What was sold in some days, what of just that was credited since, and what it cost."""

    sales: Money
    credited: Money
    cost: Money


@dataclass(frozen=True, slots=True)
class Terms:
    """How many per cent usually come back, from which sales on it is measured instead, and how
    many per cent of its cost something that came back is worth.
    """

    usual_percent: Decimal
    least_sales: Money
    worth_percent: Decimal


@dataclass(frozen=True, slots=True)
class ToCome:
    """What is expected: money back, goods in at what they are worth, and by which rate."""

    percent: Decimal
    refunds: Money
    goods: Money


def returns_to_come(open_sales: Sold, before: Sold, terms: Terms) -> ToCome:
    """What will still come back of sales that may, by what came back of sales that no longer may.

    What of them was credited already does not come once more; nothing negative is expected.
    """
    rate = _rate(before, terms)
    sales = open_sales.sales
    nothing = Money.zero(sales.currency)
    refunds = max(nothing, min(sales.percent(rate), sales) - open_sales.credited)
    if not refunds:
        return ToCome(rate, nothing, nothing)
    cost = open_sales.cost.share(refunds.cents, sales.cents)
    return ToCome(rate, refunds, max(nothing, cost).percent(terms.worth_percent))


def _rate(before: Sold, terms: Terms) -> Decimal:
    """In per cent with two decimals, at least 0."""
    if before.sales < terms.least_sales or before.sales.cents <= 0:
        return terms.usual_percent
    exact = Decimal(max(before.credited.cents, 0)) * 100 / before.sales.cents
    return exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
