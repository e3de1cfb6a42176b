"""What a supplier brings later is told to whoever waits for it, once, before the day."""

from __future__ import annotations

from pydantic import JsonValue

from makegood.core.models import Job
from makegood.domains.ordering import queries
from makegood.domains.ordering.tests.cast import COMPANY, RAE, TOM, done, ordered


def test_who_waits_for_what_comes_later_is_told_once():
    done("ordering.record_stock", RAE, sku="WM900", on_hand=0)
    supply: dict[str, JsonValue] = {"number": "IN-1", "sku": "WM900", "quantity": 5}
    done("ordering.expect_supply", RAE, **supply, due_on="2026-06-29")
    order = ordered(TOM, ("WM900", 1))
    assert done("ordering.monitor_promises", COMPANY).answer("orders") == []
    done("ordering.expect_supply", RAE, **supply, due_on="2026-07-13")
    assert done("ordering.monitor_promises", COMPANY).answer("orders") == [order]
    told = queries.delays_of(order)[0]
    assert (told.kind, str(told.was_on), str(told.revised_on)) == (
        "first", "2026-06-30", "2026-07-14",
    )  # fmt: skip
    assert done("ordering.monitor_promises", COMPANY).answer("orders") == []
    assert Job.objects.filter(operation="ordering.end_notice").count() == 1
