"""Who waited in a window for what had not even left is credited, and who was told before is not."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from makegood.core import clock, worker
from makegood.core.decision import Code
from makegood.domains.billing.queries import stored_value
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering.tests.cast import (
    RAE,
    TOM,
    do,
    done,
    nothing_changes,
    ordered,
    told,
    usd,
)
from makegood.domains.ordering.tests.missing import WASHER, mailed

pytestmark = pytest.mark.usefixtures("carriers")

NEXT_MORNING = "2026-07-03T16:00:00"
CREDIT = "ordering.credit_missed_day"


def chosen(*more: tuple[str, int]) -> str:
    """An order of a washer that is to come on July 2, between 8:00 and 12:00 there, its deposit
    paid.
    """
    order = unpaid(*more)
    deposited(order)
    return order


def unpaid(*lines: tuple[str, int]) -> str:
    """The same, its deposit not paid."""
    order = ordered(TOM, WASHER, *lines)
    done("ordering.change_day", TOM, order=order, day="2026-07-02", window="morning")
    return order


def deposited(order: str, amount: str = "300.00") -> None:
    """More than its deposit is paid."""
    done("billing.take_payment", order=order, party="C-6", amount=amount, tender="card",
         purpose="deposit", token="tok_gallagher_4242", last4="4242",
         captured_reference=f"ch_{order}")  # fmt: skip


def sends(order: str, number: str = "SH-9", line: int = 1, on: str = "2026-07-02") -> None:
    lines: JsonValue = [{"line": f"{order}/{line}", "quantity": 1}]
    done("ordering.record_shipment", RAE, order=order, number=number, carrier="Meridian Freight",
         tracking="MF1", promised_on=on, lines=lines)  # fmt: skip


def credited(order: str) -> list[tuple[str, str, str]]:
    entries = ledger.entries_of(f"order:{order}:window:2026-07-02")
    return [(e.rule, line.account, str(line.amount)) for e in entries for line in e.lines]


def next_morning() -> None:
    with clock.standing_at(NEXT_MORNING):
        worker.work_off()


def test_a_washer_that_never_left_for_its_morning_is_credited_30_00_by_itself_and_once():
    order, before = chosen(), stored_value("C-6")
    with clock.standing_at("2026-07-02T22:00:00"):
        worker.work_off()
        assert credited(order) == []
    next_morning()
    with clock.standing_at(NEXT_MORNING):
        assert credited(order) == [("J12", "5200", "30.00 USD"), ("J12", "2310", "-30.00 USD")]
        assert stored_value("C-6") == before + usd("30.00")
        mail = mailed()
        assert f"Your delivery of order {order} was to come on July 2, 2026." in mail
        assert "For that you get $30.00 as store credit." in mail
        with nothing_changes():
            assert told(do(CREDIT, order=order, day="2026-07-02")) == [
                f"The missed window of order {order} on July 2, 2026 was credited already. "
                "Nothing was changed."
            ]


def test_who_was_told_of_another_day_before_that_morning_did_not_wait():
    order = chosen()
    done("ordering.change_day", TOM, order=order, day="2026-07-06", window="morning")
    next_morning()
    assert credited(order) == []
    with clock.standing_at(NEXT_MORNING), nothing_changes():
        assert told(do(CREDIT, order=order, day="2026-07-02")) == [
            f"Nothing of order {order} was waited for in a window on July 2, 2026. "
            "Nothing was changed."
        ]


def test_who_was_told_before_of_a_delay_without_a_day_did_not_wait():
    order = chosen()
    done("ordering.send_delay_notice", RAE, order=order, revised_on=None)
    next_morning()
    assert credited(order) == []


@pytest.mark.parametrize("kind", ["customer", "fraud", "credit"])
def test_an_order_that_was_held_that_morning_was_not_waited_for(kind):
    order, before = chosen(), stored_value("C-6")
    with clock.standing_at("2026-06-30"):
        done("ordering.hold_order", RAE, order=order, kind=kind, reason="It has to wait.")
    next_morning()
    assert (credited(order), stored_value("C-6")) == ([], before)
    with clock.standing_at(NEXT_MORNING), nothing_changes():
        assert told(do(CREDIT, order=order, day="2026-07-02"))[0].startswith("Nothing of order")


@pytest.mark.parametrize(("at", "is_owed"), [("2026-07-01", True), ("2026-07-02T20:00:00", False)])
def test_a_hold_that_was_released_before_that_morning_does_not_count_and_one_after_it_does(
    at, is_owed
):
    order = chosen()
    done("ordering.hold_order", RAE, order=order, kind="customer", reason="It has to wait.")
    with clock.standing_at(at):
        done("ordering.release_hold", RAE, order=order, kind="customer", note="It may go on.")
    next_morning()
    assert bool(credited(order)) == is_owed


def test_who_was_held_only_after_that_morning_had_waited():
    order = chosen()
    with clock.standing_at("2026-07-02T20:00:00"):
        done("ordering.hold_order", RAE, order=order, kind="fraud", reason="It has to wait.")
    next_morning()
    assert credited(order)


@pytest.mark.parametrize(("at", "is_owed"), [("2026-07-01", True), ("2026-07-02", False)])
def test_what_waited_for_its_deposit_until_that_day_was_not_missed(at, is_owed):
    order = unpaid()
    with clock.standing_at(at):
        deposited(order)
    next_morning()
    assert bool(credited(order)) == is_owed


@pytest.mark.parametrize(("at", "is_owed"), [("2026-07-01", False), ("2026-07-02T20:00:00", True)])
def test_what_was_cancelled_before_is_not_waited_for_and_what_was_after_it_was(at, is_owed):
    order = chosen()
    with clock.standing_at(at):
        done("ordering.cancel_order", TOM, order=order)
    next_morning()
    assert bool(credited(order)) == is_owed


def test_what_left_for_that_day_is_looked_at_by_itself_and_one_day_is_credited_once():
    order = chosen(("PT-BELT-24", 1))
    sends(order)
    next_morning()
    with clock.standing_at(NEXT_MORNING):
        by_shipment = ledger.entries_of("shipment:SH-9:window")
        assert len(by_shipment) + len(ledger.entries_of(f"order:{order}:window:2026-07-02")) == 1


@pytest.mark.parametrize(("at", "is_owed"), [("15:00", False), ("16:01", True)])
def test_what_left_for_another_day_and_came_in_the_window_all_the_same_was_not_missed(at, is_owed):
    order = chosen()
    sends(order, on="2026-07-06")
    with clock.standing_at(f"2026-07-02T{at}:00Z"):
        done("ordering.record_delivery", RAE, shipment="SH-9", place="Harlow")
    next_morning()
    assert bool(credited(order)) == is_owed


def test_the_second_washer_is_missed_although_the_first_came_a_week_before():
    order = ordered(TOM, ("WM900", 2))
    deposited(order, "600.00")
    sends(order, on="2026-06-25")
    with clock.standing_at("2026-06-16"):
        done("ordering.change_day", TOM, order=order, day="2026-07-02", window="morning")
    with clock.standing_at("2026-06-25T16:00:00"):
        done("ordering.record_delivery", RAE, shipment="SH-9", place="Harlow")
    next_morning()
    assert credited(order) == [("J12", "5200", "30.00 USD"), ("J12", "2310", "-30.00 USD")]


@pytest.mark.parametrize(("came", "is_owed"), [((1,), True), ((2,), True), ((1, 2), False)])
def test_it_was_missed_as_long_as_one_line_of_it_was_missing(came, is_owed):
    order = chosen(("PT-BELT-24", 1))
    for line in came:
        number = f"SH-{line}"
        sends(order, number, line, on="2026-07-06")
        with clock.standing_at("2026-07-02T15:00:00Z"):
            done("ordering.record_delivery", RAE, shipment=number, place="Harlow")
    next_morning()
    assert bool(credited(order)) == is_owed


def test_nobody_grants_it_by_hand():
    order = chosen()
    with clock.standing_at(NEXT_MORNING):
        for actor in (RAE, TOM):
            with nothing_changes():
                assert do(CREDIT, actor, order=order, day="2026-07-02").code is Code.NOT_AUTHORISED
