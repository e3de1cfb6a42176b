"""Money: exact to the cent, of one currency, shared out so that nothing is lost."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from makegood.core.money import Money, allocate, sum_of

CENTS = st.integers(-(10**13), 10**13)
WEIGHTS = st.lists(st.integers(0, 10**9), min_size=1, max_size=20).filter(any)


def usd(text: str) -> Money:
    return Money.parse(text)


@given(CENTS, st.sampled_from(["USD", "EUR"]))
def test_what_is_written_reads_back_as_the_same_amount(cents: int, currency: str) -> None:
    money = Money(cents, currency)
    assert Money.parse(str(money)) == money


@pytest.mark.parametrize(
    ("text", "cents", "spelled"),
    [
        ("750.44", 75044, "750.44 USD"),
        ("-5.00", -500, "-5.00 USD"),
        ("-0.05", -5, "-0.05 USD"),
        ("25", 2500, "25.00 USD"),
        ("0.00", 0, "0.00 USD"),
        (" 12.50 ", 1250, "12.50 USD"),
        ("999999999999.99", 99999999999999, "999999999999.99 USD"),
    ],
)
def test_an_amount_is_read_and_spelled(text: str, cents: int, spelled: str) -> None:
    assert (usd(text).cents, str(usd(text))) == (cents, spelled)


@pytest.mark.parametrize(
    "text",
    ["", "5.0", "5.001", "1,000.00", "$5.00", "5.00USD", "5.00 usd", "--5", "+5", ".50", "1e3",
     "NaN", "٢٥.٠٠", "5.00 USD EUR", "1234567890123.00"],
)  # fmt: skip
def test_anything_else_is_no_amount(text: str) -> None:
    with pytest.raises(ValueError, match=r"such as 25\.00"):
        usd(text)


@given(CENTS, WEIGHTS)
def test_shares_sum_to_the_whole_and_are_within_a_cent_of_exact(
    cents: int, weights: list[int]
) -> None:
    shares = allocate(Money(cents), weights)
    assert sum_of(shares) == Money(cents)
    for share, weight in zip(shares, weights, strict=True):
        exact = Fraction(cents * weight, sum(weights))
        assert abs(share.cents - exact) < 1
        assert weight or not share


@given(CENTS, WEIGHTS)
def test_a_debt_is_shared_like_a_credit(cents: int, weights: list[int]) -> None:
    assert allocate(Money(-cents), weights) == tuple(
        -one for one in allocate(Money(cents), weights)
    )


def test_cents_left_over_go_to_the_largest_remainders_and_the_first_of_equals() -> None:
    assert [one.cents for one in allocate(usd("1.00"), [1, 1, 1])] == [34, 33, 33]
    assert [one.cents for one in allocate(usd("0.02"), [1, 1, 1])] == [1, 1, 0]
    assert [one.cents for one in allocate(usd("1.00"), [1, 2, 4])] == [14, 29, 57]


def test_toms_tax_falls_on_his_lines_to_the_cent() -> None:
    lines = [usd("809.10"), usd("79.00")]
    tax = sum_of(lines).percent(Decimal("7.75"))
    assert tax == usd("68.83")
    shares = allocate(tax, [line.cents for line in lines])
    assert shares == (usd("62.71"), usd("6.12"))


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1], [-1]])
def test_there_is_no_sharing_without_weights(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        allocate(usd("1.00"), weights)


@given(CENTS, st.decimals(-200, 200, places=3))
def test_a_percentage_is_rounded_half_up_to_the_cent(cents: int, rate: Decimal) -> None:
    exact = (Decimal(cents) * rate / 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    assert Money(cents).percent(rate).cents == exact
    assert Money(-cents).percent(rate) == -Money(cents).percent(rate)


@pytest.mark.parametrize(
    ("amount", "rate", "result"),
    [("0.10", 5, "0.01"), ("0.09", 5, "0.00"), ("-0.10", 5, "-0.01"), ("809.10", 15, "121.37")],
)  # half a cent is rounded away from nothing; Tom's restocking fee
def test_half_a_cent_is_rounded_up(amount: str, rate: int, result: str) -> None:
    assert usd(amount).percent(rate) == usd(result)


def test_amounts_are_counted_and_compared() -> None:
    assert usd("65.54") + usd("684.90") == usd("750.44")
    assert usd("1.00") - usd("1.01") == -usd("0.01")
    assert usd("0.35") * 3 == usd("1.05")
    assert usd("0.99") < usd("1.00") <= usd("1.00") < usd("1.01")
    assert [bool(usd(text)) for text in ("0.00", "0.01", "-0.01")] == [False, True, True]
    assert sum_of([]) == Money.zero()
    assert usd("750.44").amount == Decimal("750.44")


def test_two_currencies_are_never_counted_together() -> None:
    for counted in (Money.__add__, Money.__sub__, Money.__lt__):
        with pytest.raises(ValueError, match="EUR cannot be counted together with USD"):
            counted(usd("1.00"), usd("1.00 EUR"))
    assert usd("1.00") != usd("1.00 EUR")


class Bill(BaseModel):
    total: Money


def test_an_amount_travels_as_text_or_with_its_currency() -> None:
    written = Bill(total=usd("750.44")).model_dump_json()
    assert written == '{"total":{"amount":"750.44","currency":"USD"}}'
    for text in (written, '{"total": "750.44"}', '{"total": {"amount": "750.44"}}'):
        assert Bill.model_validate_json(text).total == usd("750.44")


@pytest.mark.parametrize(
    "wrong",
    ['"5.0"', "5.5", "5", "null", "{}", '{"amount": "5.00", "tip": "1.00"}', "[1]", "true"],
)
def test_anything_else_on_its_way_is_told_what_an_amount_is(wrong: str) -> None:
    with pytest.raises(ValidationError, match=r"an amount such as 25\.00"):
        Bill.model_validate_json(f'{{"total": {wrong}}}')


def test_a_company_of_one_currency_takes_no_other() -> None:
    ours = {"currency": "USD"}
    assert Bill.model_validate({"total": "5.00"}, context=ours).total == usd("5.00")
    with pytest.raises(ValidationError, match="an amount in USD"):
        Bill.model_validate({"total": "5.00 EUR"}, context=ours)
