"""A delivery that did not come in its window is credited, once, and what came is not."""

from __future__ import annotations

import pytest

from makegood.core import clock, worker
from makegood.core.decision import Code
from makegood.domains.billing.queries import stored_value
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering.tests.cast import (
    RAE,
    TOM,
    amount_of,
    do,
    done,
    nothing_changes,
    ordered,
    told,
    usd,
)
from makegood.domains.ordering.tests.missing import WASHER, brought, gone, left, mailed, owed

pytestmark = pytest.mark.usefixtures("carriers")

NEXT_MORNING = "2026-07-03T16:00:00"


def on_its_way(window: str = "morning") -> str:
    """An order of a washer that is to come on July 2, between 8:00 and 12:00 there."""
    order = ordered(TOM, WASHER)
    done("ordering.change_day", TOM, order=order, day="2026-07-02", window=window)
    return gone(order, promised_on="2026-07-02", carrier="Meridian Freight", tracking="MF1")


def test_a_delivery_at_12_20_for_8_to_12_is_credited_30_00_by_itself():
    order, before = on_its_way(), stored_value("C-6")
    due = owed(order)
    brought("2026-07-02T16:20:00Z")  # 12:20 in Harlow
    with clock.standing_at(NEXT_MORNING):
        worker.work_off()
        assert stored_value("C-6") == before + usd("30.00")
        posted = [
            (entry.rule, line.account, line.amount)
            for entry in ledger.entries_of("shipment:SH-9:window")
            for line in entry.lines
        ]
        assert posted == [("J12", "5200", usd("30.00")), ("J12", "2310", usd("-30.00"))]
        assert owed(order) == due
        mail = mailed()
        assert f"Your delivery of order {order} was to come on July 2, 2026." in mail
        assert "Nobody was there between 8:00 and 12:00" in mail
        assert "For that you get $30.00 as store credit." in mail
        with nothing_changes():
            assert told(do("ordering.credit_missed_window", shipment="SH-9")) == [
                "The missed window of shipment SH-9 was credited already. Nothing was changed."
            ]


@pytest.mark.parametrize(
    ("window", "at", "credit"),
    [
        ("morning", "2026-07-02T16:00:00Z", "0.00"),
        ("morning", "2026-07-02T16:01:00Z", "30.00"),
        ("afternoon", "2026-07-02T21:00:00Z", "0.00"),
        ("afternoon", "2026-07-02T21:01:00Z", "30.00"),
        ("afternoon", "", "30.00"),
    ],
)
def test_until_the_last_minute_of_its_window_it_is_in_time(window, at, credit):
    on_its_way(window)
    if at:
        brought(at)
    with clock.standing_at(NEXT_MORNING):
        outcome = done("ordering.credit_missed_window", shipment="SH-9")
        assert amount_of(outcome, "credited") == credit


def test_who_was_not_at_home_when_they_came_is_owed_nothing():
    on_its_way()
    with clock.standing_at("2026-07-02T15:00:00Z"):
        done("ordering.record_turned_back", RAE, shipment="SH-9", why="undeliverable")
    with clock.standing_at(NEXT_MORNING):
        outcome = done("ordering.credit_missed_window", shipment="SH-9")
        assert amount_of(outcome, "credited") == "0.00"


def test_what_had_no_window_and_what_is_not_over_is_not_credited():
    left()
    with clock.standing_at("2026-07-03"), nothing_changes():
        outcome = do("ordering.credit_missed_window", shipment="SH-9")
        assert told(outcome) == ["Shipment SH-9 has no window that is over. Nothing was changed."]


def test_nobody_grants_it_by_hand():
    on_its_way()
    with clock.standing_at(NEXT_MORNING):
        for actor in (RAE, TOM):
            with nothing_changes():
                assert do("ordering.credit_missed_window", actor, shipment="SH-9").code is (
                    Code.NOT_AUTHORISED
                )
