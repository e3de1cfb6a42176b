"""What is left of given credit, when what ends first is spent first (C17, REF-17)."""

from __future__ import annotations

from datetime import date

from hypothesis import given as whatever
from hypothesis import strategies as st

from makegood.core.money import Money, sum_of
from makegood.domains.billing.lapsing import Given, Spent, left_of
from makegood.domains.billing.tests.till import usd

SOON, LATE = date(2026, 7, 1), date(2026, 9, 1)
cents = st.integers(min_value=1, max_value=10**6).map(Money)


def test_what_ends_first_is_spent_first_and_money_that_was_paid_last() -> None:
    both = [Given("late", 1, usd("20.00"), LATE), Given("soon", 2, usd("10.00"), SOON)]
    assert left_of(both, [Spent(3, usd("12.00"))], usd("118.00")) == {
        "soon": usd("0.00"), "late": usd("18.00"),
    }  # fmt: skip


def test_what_was_spent_before_it_was_given_or_after_it_ended_is_not_spent_of_it() -> None:
    over = Given("over", 2, usd("10.00"), SOON, over_at=4)
    later = Given("later", 5, usd("10.00"), LATE)
    found = left_of([over, later], [Spent(1, usd("5.00")), Spent(6, usd("3.00"))], usd("7.00"))
    assert found == {"over": usd("0.00"), "later": usd("7.00")}


def test_no_more_is_left_than_the_account_holds() -> None:
    one = Given("one", 1, usd("10.00"), SOON)
    assert left_of([one], [], usd("4.00")) == {"one": usd("4.00")}
    assert left_of([one], [], usd("-1.00")) == {"one": usd("0.00")}


@whatever(st.lists(st.tuples(cents, st.booleans()), max_size=8), st.lists(cents, max_size=8), cents)
def test_it_is_never_negative_and_never_more_than_the_balance(
    gifts: list[tuple[Money, bool]], uses: list[Money], balance: Money
) -> None:
    given = [
        Given(str(place), place, amount, SOON if soon else LATE)
        for place, (amount, soon) in enumerate(gifts)
    ]
    spent = [Spent(place * 2, amount) for place, amount in enumerate(uses)]
    left = list(left_of(given, spent, balance).values())
    assert all(Money.zero() <= one for one in left)
    assert sum_of(left) <= balance
