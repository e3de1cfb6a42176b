"""A subscription ends at once and for nothing; what was ordered before still comes."""

from __future__ import annotations

from datetime import date

from makegood.core import clock, worker
from makegood.core.decision import Code
from makegood.domains.ordering import queries
from makegood.domains.ordering.tests.cast import ABDUL_IN_STORE, TOM, do, nothing_changes, told
from makegood.domains.ordering.tests.subscriptions import card, orders, started


def stop(by=TOM, **other):
    return do("ordering.stop_subscription", by, **other)


def test_nothing_more_is_ordered_and_what_was_ordered_stays():
    number = started()
    with clock.standing_at("2026-12-01T15:00:00"):
        worker.work_off()
    with clock.standing_at("2026-12-14"):
        assert told(stop()) == [
            "Drinking-water filter HY-FILTER does not come by itself any more.",
            "What is ordered already still comes, and can be cancelled as any order.",
        ]
        assert card(number).stopped_on == date(2026, 12, 14)
    with clock.standing_at("2026-12-16T15:00:00"):
        worker.work_off()
        assert len(orders()) == 1
        assert queries.order_card(orders()[0]).state == "allocated"


def test_it_ends_once():
    number = started()
    stop()
    with nothing_changes():
        assert told(stop(subscription=number)) == [
            "That subscription has ended already. Nothing was changed."
        ]
    with nothing_changes():
        assert stop().code is Code.NOT_FOUND


def test_nobody_else_ends_what_is_tom_s():
    number = started()
    with nothing_changes():
        assert stop(ABDUL_IN_STORE, subscription=number).code is Code.NOT_FOUND
