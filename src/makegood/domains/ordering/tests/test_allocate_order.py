"""An order's pieces are found where they are, again when more is known, never twice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from makegood.core.calendars import company_calendar
from makegood.core.decision import Code
from makegood.domains.ordering import queries
from makegood.domains.ordering.models import OrderLine
from makegood.domains.ordering.supplying import (
    Pace,
    Part,
    Source,
    Way,
    cover,
    expected,
    lateness,
    margin_of,
    shared,
)
from makegood.domains.ordering.tests.cast import (
    RAE,
    TOM,
    do,
    done,
    nothing_changes,
    ordered,
    quoted,
)

MONDAY = date(2026, 6, 15)


def test_a_quote_s_order_waits_for_what_is_nowhere_and_gets_it_once_it_is_known():
    quote = quoted(TOM, ("WM900", 2))
    done("ordering.record_stock", RAE, sku="WM900", on_hand=1)
    order = str(done("ordering.accept_quote", TOM, quote=quote).answer("order"))
    assert [one.way for one in queries.supply_of(order)[0].kept] == ["stock", "unknown"]
    assert queries.promised_on(order) is None
    done("ordering.expect_supply", RAE, number="IN-1", sku="WM900", quantity=1, due_on="2026-06-22")
    outcome = done("ordering.allocate_order", RAE, order=order)
    assert [one.way for one in queries.supply_of(order)[0].kept] == ["stock", "inbound"]
    assert outcome.answer("promised_on") == str(queries.promised_on(order)) == "2026-07-01"


def test_what_is_kept_already_is_not_kept_twice():
    order = ordered()
    before = queries.supply_of(order)
    done("ordering.allocate_order", RAE, order=order)
    assert queries.supply_of(order) == before


def test_an_order_that_does_not_exist_keeps_nothing():
    with nothing_changes():
        assert do("ordering.allocate_order", RAE, order="O-9999").code is Code.NOT_FOUND
    assert not OrderLine.objects.filter(order__number="O-9999").exists()


@given(
    wanted=st.integers(1, 50),
    free=st.lists(st.tuples(st.integers(0, 20), st.integers(0, 9)), max_size=5),
)
def test_the_parts_are_what_is_wanted_and_no_source_gives_more_than_it_has(wanted, free):
    sources = [
        Source(Way.INBOUND, date(2026, 6, 15 + later), pieces, f"IN-{place}")
        for place, (pieces, later) in enumerate(free)
    ]
    parts = cover(wanted, sources)
    assert sum(part.pieces for part in parts) == wanted
    known = [part for part in parts if part.way is not Way.UNKNOWN]
    assert sum(part.pieces for part in known) == min(wanted, sum(pieces for pieces, _ in free))
    days = [part.ready_on for part in known if part.ready_on]
    assert days == sorted(days)


@given(pieces=st.lists(st.integers(1, 9), min_size=1, max_size=5), first=st.integers(0, 40))
def test_parts_are_shared_out_and_nothing_is_lost(pieces, first):
    parts = [Part(Way.STOCK, count, MONDAY) for count in pieces]
    mine, rest = shared(parts, first)
    assert sum(one.pieces for one in mine) == min(first, sum(pieces))
    assert sum(one.pieces for one in (*mine, *rest)) == sum(pieces)


def test_a_part_without_a_day_has_no_promise():
    assert expected([Part(Way.UNKNOWN, 1, None)], Pace(1, 3, 1), company_calendar()) is None


def test_the_margin_is_the_delay_that_eighty_of_a_hundred_did_not_exceed():
    days = [(MONDAY, date(2026, 6, 15 + late)) for late in (0, 0, 0, 0, 0, 1, 1, 2, 4, 9)]
    late = [*lateness(days), *lateness([(MONDAY, date(2026, 6, 12))])]
    assert late == [0, 0, 0, 0, 0, 1, 1, 2, 4, 9, 0]
    # The ninth of eleven by nearest rank: 80 % of 11 is 8.8. Sorted: six 0, then 1, 1, 2, 4, 9.
    assert margin_of(late, percentile=Decimal(80), least=10, usual=1) == 2
    assert margin_of(late[:9], percentile=Decimal(80), least=10, usual=1) == 1
