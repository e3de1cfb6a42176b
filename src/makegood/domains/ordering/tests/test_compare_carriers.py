"""Each carrier is asked, and the cheapest that keeps the promise serves best. Source: C12."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import JsonValue

from makegood.adapters.carriers.simulated.faults import Fault, next_faults
from makegood.core import clock
from makegood.core.decision import Code
from makegood.core.runner import preview
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.ports import Parcel, Rate
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
)  # fmt: skip
from makegood.domains.ordering.tests.parcels import compared, connect_carriers


@pytest.fixture(autouse=True)
def carriers_answer() -> None:
    connect_carriers()


def compare(*lines, **ask):
    return do("ordering.compare_carriers", RAE, order=ordered(TOM, *lines), **ask)


def test_the_cheapest_service_that_keeps_the_promised_day_serves_best():
    outcome = compare(("PT-MOTOR", 1))
    card = queries.carriage_card(str(outcome.answer("carriage")))
    assert {(one.code, str(one.price)) for one in card.rates} == {
        ("MF-GROUND", "11.05 USD"), ("KP-ECONOMY", "7.30 USD"), ("KP-AIR", "38.20 USD"),
    }  # fmt: skip
    assert card.promised_on is not None
    in_time = [one for one in card.rates if one.arrives_on <= card.promised_on]
    best = min(in_time, key=lambda one: one.price)
    assert (outcome.answer("service"), amount_of(outcome, "freight")) == (
        best.code, f"{best.price.amount:.2f}",
    )  # fmt: skip


def test_when_the_promise_has_come_near_a_dearer_service_keeps_it_and_then_the_fastest():
    order = ordered(TOM, ("PT-BELT-24", 2))
    day = queries.promised_on(order)
    assert day == date(2026, 6, 23)
    served, said = [], ""
    for today in ("2026-06-15", "2026-06-17", "2026-06-18", "2026-06-23"):
        with clock.standing_at(today):
            outcome = done("ordering.compare_carriers", RAE, order=order)
            served.append((outcome.answer("service"), outcome.answer("arrives_on")))
            said = " ".join(told(outcome))
    assert served == [
        ("KP-ECONOMY", "2026-06-23"), ("MF-GROUND", "2026-06-23"), ("KP-AIR", "2026-06-22"),
        ("KP-AIR", "2026-06-24"),
    ]  # fmt: skip
    assert "No service keeps the promised day" in said


def test_an_appliance_is_brought_by_two_and_never_left_at_the_kerb():
    outcome = compare(("WM700", 1))
    card = queries.carriage_card(str(outcome.answer("carriage")))
    assert [one.code for one in card.rates] == ["MF-HOME", "MF-HOME-FAST"]
    assert card.grams == 66_000
    kerb = Rate("Kestrel Parcel", "KP-KERB", "", usd("39.00"), 4, by_two=False, by_air=False)
    assert not policy.may_carry(Parcel(66_000, True, False, False, True), kerb)


def test_lithium_never_flies():
    card = queries.carriage_card(str(compare(("PT-CTRL", 1)).answer("carriage")))
    assert [one.code for one in card.rates] == ["MF-GROUND", "KP-ECONOMY"]


def test_goods_worth_more_than_500_are_signed_for():
    one = queries.carriage_card(str(compare(("PT-CTRL", 1)).answer("carriage")))
    many = queries.carriage_card(str(compare(("PT-CTRL", 4)).answer("carriage")))
    assert (one.needs_signature, many.needs_signature) == (False, True)
    assert [str(rate.price) for rate in one.rates] == ["8.35 USD", "5.50 USD"]
    assert [str(rate.price) for rate in many.rates] == ["13.75 USD", "10.00 USD"]


def test_of_an_order_a_part_may_go():
    order = ordered(TOM, ("PT-BELT-24", 6))
    lines: JsonValue = [{"line": f"{order}/1", "quantity": 5}]
    outcome = done("ordering.compare_carriers", RAE, order=order, lines=lines)
    card = queries.carriage_card(str(outcome.answer("carriage")))
    assert (card.pieces, card.grams) == (((f"{order}/1", 5),), 1_000)


def test_a_carrier_that_is_away_keeps_nobody_from_the_other():
    order = ordered(TOM)
    next_faults([Fault.TIMEOUT])
    outcome = done("ordering.compare_carriers", RAE, order=order)
    assert "Meridian Freight does not answer just now." in told(outcome)
    assert outcome.answer("service") == "KP-ECONOMY"


@pytest.mark.parametrize("fault", [Fault.DELAY, Fault.FAIL, Fault.WRONG])
def test_when_no_carrier_answers_so_that_it_can_be_used_nothing_is_compared(fault):
    order = ordered(TOM)
    next_faults([fault, fault])
    with clock.standing_at("2026-06-15"):
        outcome = do("ordering.compare_carriers", RAE, order=order)
    assert outcome.code is Code.POLICY_DENIED
    assert told(outcome)[-1] == "No carrier that answered takes these goods. Nothing was booked."
    assert queries.carriages_of(order) == ()


def test_the_same_rates_told_twice_count_once():
    order = ordered(TOM)
    next_faults([Fault.TWICE, Fault.TWICE])
    carriage = str(done("ordering.compare_carriers", RAE, order=order).answer("carriage"))
    assert len(queries.carriage_card(carriage).rates) == 3


def test_the_preview_shows_what_the_carriers_ask():
    outcome = preview("ordering.compare_carriers", {"order": ordered(TOM)}, actor=RAE)
    assert outcome.is_done
    assert outcome.figures[0].name == "freight"


def test_nothing_is_compared_of_an_order_that_is_held_or_has_left_or_holds_fewer():
    assert do("ordering.compare_carriers", RAE, order="O-1041").code is Code.POLICY_DENIED
    order = ordered(TOM)
    with nothing_changes():
        lines: JsonValue = [{"line": f"{order}/1", "quantity": 3}]
        outcome = do("ordering.compare_carriers", RAE, order=order, lines=lines)
    assert "3 were to be sent, and 2 are left" in told(outcome)[0]
    done("ordering.hold_order", RAE, order=order, kind="address", reason="Not found.")
    assert do("ordering.compare_carriers", RAE, order=order).code is Code.POLICY_DENIED


def test_a_customer_compares_no_carriers():
    order = ordered(TOM)
    with nothing_changes():
        assert do("ordering.compare_carriers", TOM, order=order).code is Code.NOT_AUTHORISED


def test_what_waits_in_a_carriage_is_not_compared_again():
    order, carriage = compared()
    done("ordering.book_carriage", RAE, carriage=carriage)
    with nothing_changes():
        outcome = do("ordering.compare_carriers", RAE, order=order)
    assert "waits in carriages already" in told(outcome)[0]
    done("ordering.void_carriage", RAE, carriage=carriage)
    assert do("ordering.compare_carriers", RAE, order=order).is_done
