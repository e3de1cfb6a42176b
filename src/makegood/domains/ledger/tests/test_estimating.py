"""What is still expected to come back, by a measured or a usual rate (C18, ASC 606-10-55-22)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood.core.money import Money
from makegood.domains.ledger.estimating import Sold, Terms, ToCome, returns_to_come
from makegood.domains.ledger.tests.books import usd

TERMS = Terms(Decimal(4), usd("50000.00"), Decimal(85))
cents = st.integers(min_value=0, max_value=10**10).map(Money)


def sold(sales: str, credited: str = "0.00", cost: str = "0.00") -> Sold:
    return Sold(usd(sales), usd(credited), usd(cost))


@pytest.mark.parametrize(
    ("still", "before", "percent", "refunds", "goods"),
    [
        # Fewer than 50,000.00 were sold before: 4 % of 20,000.00, and of 12,000.00 at 85 %.
        (sold("20000.00", cost="12000.00"), sold("49999.99", "5000.00"), "4", "800.00", "408.00"),
        # From 50,000.00 on it is measured: 3,456.78 came back of them, 6.91 %.
        (sold("20000.00", cost="12000.00"), sold("50000.00", "3456.78"), "6.91", "1382.00",
         "704.82"),
        # What was credited already does not come once more.
        (sold("20000.00", "300.00", "12000.00"), sold("0.00"), "4", "500.00", "255.00"),
        (sold("20000.00", "800.00", "12000.00"), sold("0.00"), "4", "0.00", "0.00"),
        (sold("20000.00", "900.00", "12000.00"), sold("0.00"), "4", "0.00", "0.00"),
        # Nothing sold, nothing expected; and never more than was sold.
        (sold("0.00"), sold("0.00"), "4", "0.00", "0.00"),
        (sold("100.00", cost="60.00"), sold("50000.00", "60000.00"), "120", "100.00", "51.00"),
        (sold("-5.00"), sold("50000.00", "-10.00"), "0", "0.00", "0.00"),
    ],
)  # fmt: skip
def test_each_estimate(still: Sold, before: Sold, percent: str, refunds: str, goods: str) -> None:
    assert returns_to_come(still, before, TERMS) == ToCome(
        Decimal(percent), usd(refunds), usd(goods)
    )


@given(cents, cents, cents, cents, cents)
def test_never_less_than_nothing_nor_more_than_can_still_come(
    sales: Money, credited: Money, cost: Money, sold_before: Money, credited_before: Money
) -> None:
    before = Sold(sold_before, credited_before, cost)
    found = returns_to_come(Sold(sales, credited, cost), before, TERMS)
    assert Money.zero() <= found.refunds <= max(Money.zero(), sales - credited)
    assert Money.zero() <= found.goods <= cost
