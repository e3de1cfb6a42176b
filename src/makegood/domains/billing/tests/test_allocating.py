"""What a payment is put to: the oldest first, fees last, what is disputed not at all."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from makegood.core.money import Money, sum_of
from makegood.domains.billing.allocating import OpenItem, Put, Rank, allocate
from makegood.domains.billing.tests.till import usd

A = OpenItem("order:A", usd("139.18"), usd("60.00"), date(2026, 5, 20))
B = OpenItem("order:B", usd("151.75"), usd("0.00"), date(2026, 6, 25))
FEE = OpenItem("fee:P-1", usd("25.00"), usd("0.00"), date(2026, 1, 1), Rank.FEE)
DUE = OpenItem("plan:1", usd("40.00"), usd("0.00"), date(2026, 6, 1), Rank.INSTALMENT)


def test_AC14_1_a_payment_goes_to_what_is_undisputed_the_oldest_first() -> None:
    assert allocate(usd("150.00"), [B, A]) == [
        Put("order:A", usd("79.18")), Put("order:B", usd("70.82")),
    ]  # fmt: skip


def test_what_the_payer_names_comes_first_and_in_full() -> None:
    assert allocate(usd("160.00"), [A, B], ["order:B"]) == [
        Put("order:B", usd("151.75")), Put("order:A", usd("8.25")),
    ]  # fmt: skip
    assert allocate(usd("139.18"), [A, B], ["order:A", "order:A", "order:X"]) == [
        Put("order:A", usd("139.18"))
    ]


def test_an_instalment_due_comes_before_principal_and_fees_come_last() -> None:
    found = allocate(usd("300.00"), [FEE, B, A, DUE])
    assert [put.about for put in found] == ["plan:1", "order:A", "order:B", "fee:P-1"]
    assert sum_of([put.amount for put in found]) == usd("295.93")


amounts = st.integers(0, 50_000).map(Money)
items = st.lists(
    st.builds(
        OpenItem,
        about=st.integers(1, 9).map(lambda n: f"order:{n}"),
        owed=amounts, disputed=amounts,
        due_on=st.dates(date(2026, 1, 1), date(2026, 12, 31)), rank=st.sampled_from(Rank),
    ),
    max_size=6, unique_by=lambda item: item.about,
)  # fmt: skip


@given(amount=amounts, items=items, named=st.lists(st.just("order:1") | st.just("order:2")))
def test_no_item_gets_more_than_is_owed_and_no_cent_is_made(
    amount: Money, items: list[OpenItem], named: list[str]
) -> None:
    found, by_name = allocate(amount, items, named), {item.about: item for item in items}
    left = amount - sum_of([put.amount for put in found])
    assert left.cents >= 0
    for put in found:
        item = by_name[put.about]
        assert put.amount <= (item.owed if put.about in named else item.payable)
        assert put.amount.cents > 0
    if left:
        whole = [item.owed if item.about in named else item.payable for item in items]
        assert amount - left == sum_of(whole)
