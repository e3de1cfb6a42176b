"""What came is in stock, kept for who waited for it, and comes once."""

from __future__ import annotations

from pydantic import JsonValue

from makegood.core.decision import Code
from makegood.domains.ordering import queries
from makegood.domains.ordering.tests.cast import RAE, TOM, do, done, nothing_changes


def test_what_came_is_in_stock_and_still_kept_for_who_waits():
    done("ordering.record_stock", RAE, sku="WM900", on_hand=0)
    done("ordering.expect_supply", RAE, number="IN-1", sku="WM900", quantity=5, due_on="2026-06-29")
    lines: JsonValue = [{"sku": "WM900", "quantity": 2}]
    order = str(done("ordering.create_order", TOM, lines=lines).answer("order"))
    assert done("ordering.receive_supply", RAE, inbound="IN-1").answer("on_hand") == 5
    assert [one.way for one in queries.supply_of(order)[0].kept] == ["stock"]
    level = queries.stock_of("WM900")
    assert (level.free, level.inbound) == (3, ())
    with nothing_changes():
        assert do("ordering.receive_supply", RAE, inbound="IN-1").code is Code.POLICY_DENIED
    with nothing_changes():
        expect: dict[str, JsonValue] = {
            "number": "IN-1",
            "sku": "WM900",
            "quantity": 5,
            "due_on": "2026-06-30",
        }
        assert do("ordering.expect_supply", RAE, **expect).code is Code.POLICY_DENIED


def test_what_nobody_expects_does_not_come():
    with nothing_changes():
        assert do("ordering.receive_supply", RAE, inbound="IN-77").code is Code.NOT_FOUND
