"""What suppliers send is expected on a day, on another when they say so."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from makegood.core.outcome import Outcome, Status
from makegood.domains.ordering import queries
from makegood.domains.ordering.tests.cast import RAE, TOM, do, done, nothing_changes

INBOUND: dict[str, JsonValue] = {
    "number": "IN-1",
    "sku": "WM900",
    "quantity": 5,
    "due_on": "2026-06-29",
}


def expect(**changed: JsonValue) -> Outcome:
    return do("ordering.expect_supply", RAE, **(INBOUND | changed))


def test_what_is_on_its_way_and_another_day_are_on_record():
    assert expect().is_done
    assert expect(due_on="2026-07-06").answer("due_on") == "2026-07-06"
    assert [str(due) for _, _, due in queries.stock_of("WM900").inbound] == ["2026-07-06"]


def test_whoever_waits_for_it_is_named():
    done("ordering.record_stock", RAE, sku="WM900", on_hand=0)
    expect()
    lines: JsonValue = [{"sku": "WM900", "quantity": 2}]
    order = done("ordering.create_order", TOM, lines=lines).answer("order")
    assert expect(due_on="2026-07-01").answer("orders") == [order]
    with nothing_changes():
        assert expect(quantity=1).status is Status.REFUSED


@pytest.mark.parametrize("changed", [{"due_on": "2026-06-14"}, {"sku": "DR800"}])
def test_a_day_that_is_past_or_another_article_is_not_taken(changed):
    expect()
    with nothing_changes():
        assert not expect(**changed).is_done
