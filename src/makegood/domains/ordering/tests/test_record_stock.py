"""What is in the warehouse is counted; a service is in none."""

from __future__ import annotations

import pytest

from makegood.core.outcome import InvalidAsk
from makegood.domains.ordering import queries
from makegood.domains.ordering.tests.cast import RAE, do, done, nothing_changes, ordered


def test_a_count_stands_and_what_is_kept_is_not_free():
    ordered()
    outcome = done("ordering.record_stock", RAE, sku="PT-BELT-24", on_hand=5)
    assert (outcome.answer("on_hand"), outcome.answer("free")) == (5, 3)
    assert queries.stock_of("PT-BELT-24").on_hand == 5


def test_a_count_below_what_is_kept_shows_how_many_are_missing():
    ordered()
    assert done("ordering.record_stock", RAE, sku="PT-BELT-24", on_hand=0).answer("free") == -2


@pytest.mark.parametrize("ask", [{"sku": "SV-INST", "on_hand": 1}, {"sku": "WM900", "on_hand": -1}])
def test_only_goods_are_counted_and_never_fewer_than_none(ask):
    with nothing_changes(), pytest.raises(InvalidAsk):
        do("ordering.record_stock", RAE, **ask)
