"""Sharing out a refund over what paid."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood.core.money import Money, sum_of
from makegood.domains.billing.splitting import Paid, TooMuch, refundable, split
from makegood.domains.billing.tests.till import usd


def paid(number: str, instrument: str, captured: str, returned: str = "0.00") -> Paid:
    return Paid(number, instrument, usd(captured), usd(returned))


WASHER = (
    paid("P-1", "card:tok", "228.99"),
    paid("P-2", "gift:TA-1", "100.00"),
    paid("P-3", "card:tok", "815.94"),
)


def parts(amount: str, *payments: Paid) -> list[tuple[str, str]]:
    return [(part.payment, f"{part.amount.amount:.2f}") for part in split(usd(amount), payments)]


def test_AC17_1_each_instrument_gets_its_share_and_a_card_one_credit() -> None:
    assert parts("750.44", *WASHER) == [("P-2", "65.54"), ("P-3", "684.90")]


def test_a_card_gets_a_second_credit_only_when_one_payment_cannot_take_it() -> None:
    assert parts("1144.93", *WASHER) == [("P-1", "228.99"), ("P-2", "100.00"), ("P-3", "815.94")]
    assert parts("1000.00", *WASHER) == [("P-1", "96.72"), ("P-2", "87.34"), ("P-3", "815.94")]


def test_what_an_instrument_can_no_longer_take_goes_to_the_others() -> None:
    emptied = paid("P-1", "gift:TA-1", "100.00", "100.00")
    assert parts("50.00", emptied, paid("P-2", "card:tok", "100.00")) == [("P-2", "50.00")]
    nearly = paid("P-1", "gift:TA-1", "100.00", "95.00")
    assert parts("50.00", nearly, paid("P-2", "card:tok", "100.00")) == [
        ("P-1", "5.00"),
        ("P-2", "45.00"),
    ]


def test_what_a_lender_paid_goes_back_to_the_lender_first_and_the_rest_to_the_others() -> None:
    financed = (
        paid("P-1", "card:tok", "228.99"),
        paid("P-2", "loan:LN-1", "800.00"),
        paid("P-3", "gift:TA-1", "115.94"),
    )
    assert parts("750.44", *financed) == [("P-2", "750.44")]
    assert parts("900.00", *financed) == [("P-1", "66.39"), ("P-2", "800.00"), ("P-3", "33.61")]
    assert parts("1144.93", *financed) == [
        ("P-1", "228.99"), ("P-2", "800.00"), ("P-3", "115.94"),
    ]  # fmt: skip


def test_a_lender_who_has_all_of_it_back_gets_no_more() -> None:
    repaid = paid("P-1", "loan:LN-1", "800.00", "800.00")
    assert parts("50.00", repaid, paid("P-2", "card:tok", "100.00")) == [("P-2", "50.00")]


def test_a_cent_over_what_is_left_is_too_much() -> None:
    assert parts("0.01", paid("P-1", "card:tok", "10.00", "9.99")) == [("P-1", "0.01")]
    with pytest.raises(TooMuch):
        split(usd("0.02"), [paid("P-1", "card:tok", "10.00", "9.99")])
    with pytest.raises(TooMuch):
        split(usd("0.01"), [])


cents = st.integers(min_value=1, max_value=10**7)
payments = st.lists(
    st.builds(
        lambda captured, share, instrument, place: Paid(
            f"P-{place}", instrument, Money(captured), Money(captured * share // 100)
        ),
        cents,
        st.integers(0, 100),
        st.sampled_from(["card:a", "card:b", "gift:1", "gift:2", "loan:1"]),
        st.integers(1, 10**9),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda one: one.payment,
)


@given(payments, st.integers(0, 100))
def test_the_parts_are_the_whole_and_no_payment_gets_more_than_it_gave(
    given_payments: list[Paid], percent: int
) -> None:
    amount = Money(max(refundable(given_payments).cents * percent // 100, 0))
    found = split(amount, given_payments)
    assert sum_of([part.amount for part in found]) == amount
    left = {one.payment: one.left for one in given_payments}
    assert all(Money.zero() < part.amount <= left[part.payment] for part in found)
