"""One order of a subscription is left out, and nothing of it is made on its day."""

from __future__ import annotations

from datetime import date

from makegood.core import clock, worker
from makegood.core.decision import Code
from makegood.core.promises import open_promises
from makegood.domains.ordering.tests.cast import ABDUL_IN_STORE, TOM, do, nothing_changes, told
from makegood.domains.ordering.tests.subscriptions import card, orders, started


def skip(by=TOM, **other):
    return do("ordering.skip_renewal", by, **other)


def test_the_next_one_is_left_out_and_the_one_after_it_comes():
    number = started()
    with clock.standing_at("2026-11-30T15:00:00"):
        worker.work_off()
        assert [one.kind for one in open_promises(f"subscription:{number}")] == ["renewal"]
        assert told(skip()) == [
            "Drinking-water filter HY-FILTER is left out once, and comes next on June 15, 2027.",
            "Until then you may skip it, change how often it comes, or stop it.",
        ]
        assert card(number).next_on == date(2027, 6, 15)
        assert open_promises(f"subscription:{number}") == []
    with clock.standing_at("2026-12-16T15:00:00"):
        worker.work_off()
        assert len(orders()) == 1
    with clock.standing_at("2027-05-31T15:00:00"):
        worker.work_off()
    with clock.standing_at("2027-06-15T15:00:00"):
        worker.work_off()
        assert len(orders()) == 2


def test_who_has_several_is_asked_which_one():
    first, second = started(), started(every="3")
    with nothing_changes():
        outcome = skip()
        assert (outcome.code, outcome.needs) == (Code.NEEDS_INFO, "subscription")
        assert outcome.options == (first, second)
    assert skip(subscription=second).is_done
    assert card(first).next_on == date(2026, 12, 15)


def test_nobody_else_skips_what_is_tom_s():
    number = started()
    with nothing_changes():
        assert skip(ABDUL_IN_STORE, subscription=number).code is Code.NOT_FOUND
