"""What a supplier brings later is told to whoever waits for it, once, before the day."""

from __future__ import annotations

from pydantic import JsonValue

from makegood.core import jobs
from makegood.core.models import Job
from makegood.domains.ordering import queries
from makegood.domains.ordering.models import LinePromise
from makegood.domains.ordering.tests.cast import COMPANY, RAE, TOM, chat, done, ordered


def monitored():
    """The orders that are told now, and what falls due is done."""
    found = done("ordering.monitor_promises", COMPANY).answer("orders")
    while jobs.run_one():
        pass
    return found


def test_who_waits_for_what_comes_later_is_told_once():
    done("ordering.record_stock", RAE, sku="WM900", on_hand=0)
    supply: dict[str, JsonValue] = {"number": "IN-1", "sku": "WM900", "quantity": 5}
    done("ordering.expect_supply", RAE, **supply, due_on="2026-06-29")
    order = ordered(TOM, ("WM900", 1))
    assert done("ordering.monitor_promises", COMPANY).answer("orders") == []
    done("ordering.expect_supply", RAE, **supply, due_on="2026-07-13")
    assert monitored() == [order]
    told = queries.delays_of(order)[0]
    assert (told.kind, str(told.was_on), str(told.revised_on)) == (
        "first", "2026-06-30", "2026-07-14",
    )  # fmt: skip
    assert done("ordering.monitor_promises", COMPANY).answer("orders") == []
    assert Job.objects.filter(operation="ordering.end_notice").count() == 1


def test_the_line_said_first_counts_and_what_was_said_for_later_keeps_its_day():
    for sku in ("WM900", "PT-BELT-24"):
        done("ordering.record_stock", RAE, sku=sku, on_hand=0)
    first: dict[str, JsonValue] = {"number": "IN-1", "sku": "WM900", "quantity": 5}
    last: dict[str, JsonValue] = {"number": "IN-2", "sku": "PT-BELT-24", "quantity": 5}
    done("ordering.expect_supply", RAE, **first, due_on="2026-06-22")
    done("ordering.expect_supply", RAE, **last, due_on="2026-07-29")
    order = ordered(TOM, ("WM900", 1), ("PT-BELT-24", 1))
    done("ordering.expect_supply", RAE, **first, due_on="2026-07-09")
    assert monitored() == [order]
    [notice] = queries.delays_of(order)
    assert (str(notice.was_on), str(notice.revised_on)) == ("2026-06-23", "2026-07-10")
    leaving = [str(one.promises[0].ship_by) for one in queries.supply_of(order) if one.to_send]
    assert leaving == ["2026-07-10", "2026-07-30"]
    assert monitored() == []


def test_an_order_that_cannot_be_told_keeps_no_other_from_being_told():
    done("ordering.record_stock", RAE, sku="WM900", on_hand=0)
    supply: dict[str, JsonValue] = {"number": "IN-1", "sku": "WM900", "quantity": 5}
    done("ordering.expect_supply", RAE, **supply, due_on="2026-06-29")
    stuck, other = ordered(TOM, ("WM900", 1)), ordered(chat("C-9"), ("WM900", 1))
    done("ordering.send_delay_notice", RAE, order=stuck, revised_on="2026-07-20")
    LinePromise.objects.filter(line__order__number=stuck, why="delayed").delete()
    done("ordering.expect_supply", RAE, **supply, due_on="2026-07-13")
    assert monitored() == [stuck, other]
    assert [len(queries.delays_of(one)) for one in (stuck, other)] == [1, 1]
    ended = Job.objects.filter(operation="ordering.send_delay_notice").order_by("pk")
    assert list(ended.values_list("ended_as", flat=True)) == ["refused", "done"]
