"""The money of an order is shared out by pieces, and every share adds up to the whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from makegood.core.money import Money, sum_of
from makegood.domains.ordering.policy import deposit_for, share_of_pieces


@given(cents=st.integers(0, 10**7), pieces=st.lists(st.integers(1, 9), min_size=1, max_size=6))
def test_the_shares_of_the_pieces_are_the_whole(cents, pieces):
    quantity, before, shares = sum(pieces), 0, []
    for count in pieces:
        shares.append(share_of_pieces(Money(cents), quantity, before=before, count=count))
        before += count
    assert sum_of(shares) == Money(cents)


@given(
    deposit=st.integers(0, 10**6),
    values=st.lists(st.integers(1, 10**6), min_size=1, max_size=6),
)
def test_the_deposit_is_used_up_with_the_last_shipment_and_never_exceeded(deposit, values):
    total = Money(sum(values) + deposit)
    values = [*values, deposit] if deposit else values
    left, used = Money(deposit), Money(0)
    for place, value in enumerate(values):
        last = place == len(values) - 1
        share = deposit_for(left, used, total, Money(value), last=last)
        assert Money(0) <= share <= left
        left, used = left - share, used + share
    assert used <= Money(deposit)
