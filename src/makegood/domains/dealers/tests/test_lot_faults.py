"""A fault that a test found in a whole lot is accepted without the part; C22's decision table."""

from __future__ import annotations

from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.lab import GOOD, decide, in_lab, measure
from makegood.domains.aftersales.tests.pieces import authorised
from makegood.domains.aftersales.tests.story import connect_simulators
from makegood.domains.dealers.tests.story import INES, card, done, submit

SERIALS = [f"SN-771{place}" for place in range(50, 62)]


def lot_found_faulty() -> str:
    """Three of twelve belts of the lot stretch too far."""
    connect_simulators()
    number = in_lab("belt_elongation", SERIALS, consent="DC-1009")
    for place, serial in enumerate(SERIALS):
        measure(number, "4.60" if place < 3 else "2.10", serial, unit="%", uncertainty="0.10")
    measure(number, "2.00", GOOD, unit="%", uncertainty="0.10")
    assert decide(number).answer("action") == "accept_lot"
    return number


def sold_by_oakhill(serial="SN-77165"):
    done("dealers.register_unit", INES, dealer="DL-4", serial=serial, model="WM900",
         shipped_on="2025-08-01", sold_on="2025-09-14")  # fmt: skip
    return serial


def test_a_belt_of_that_lot_is_paid_and_need_not_come_back():
    number, serial = lot_found_faulty(), sold_by_oakhill()
    outcome = submit(serial=serial)
    said = [one.text() for one in outcome.news]
    assert (
        f"A test found this fault in all of lot LOT-24-117 ({number}), so the part need not come"
        " back."
    ) in said
    lines = card(str(outcome.answer("claim"))).lines
    assert [one.tag for one in lines] == ["", "", ""]
    done("dealers.decide_claim", INES, claim=outcome.answer("claim"))
    assert f"{sum(one.allowed.cents for one in card(outcome.answer('claim')).lines) / 100}" == (
        "137.12"
    )


def test_another_component_or_another_lot_is_asked_back_as_ever():
    lot_found_faulty()
    other = submit(ro_no="OH-1")
    assert any(one.tag for one in card(str(other.answer("claim"))).lines)
    board = submit(
        serial=sold_by_oakhill(), ro_no="OH-2", failure_code="W07",
        labour=[{"op": "WM-CTL-01", "hours": "0.7"}],
        parts=[{"part": "PT-CTRL", "price": "189.00"}],
    )  # fmt: skip
    assert any(one.tag for one in card(str(board.answer("claim"))).lines)


def test_before_the_test_was_decided_nothing_is_known_of_the_lot():
    outcome = submit(serial=sold_by_oakhill())
    assert any(one.tag for one in card(str(outcome.answer("claim"))).lines)


def test_a_customers_first_visit_for_it_costs_nothing():
    lot_found_faulty()
    repair = authorised("SN-77120", "belt")
    assert queries.repair_card(repair).fee_told is None
    other = authorised("SN-77120", "motor")
    assert queries.repair_card(other).fee_told is not None


def test_without_such_a_test_the_fee_of_a_visit_for_a_belt_is_told_beforehand():
    assert queries.repair_card(authorised("SN-77120", "belt")).fee_told is not None
