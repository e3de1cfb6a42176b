"""A carrier corrects an address: its fee is ours, and the customer hears where it goes."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from makegood.core.decision import Code
from makegood.core.outcome import InvalidAsk
from makegood.domains.ordering import queries
from makegood.domains.ordering.models import SalesOrder, Shipment
from makegood.domains.ordering.tests.cast import RAE, TOM, do, done, nothing_changes, told, usd
from makegood.domains.ordering.tests.missing import left
from makegood.domains.ordering.tests.parcels import labelled, sent

pytestmark = pytest.mark.usefixtures("carriers")

RIGHT: dict[str, JsonValue] = {
    "line1": "41 Mill Road", "locality": "Harlow", "region": "XM", "postal_code": "55502",
}  # fmt: skip


def correct(place=RIGHT, fee="18.00", by=RAE):
    order = SalesOrder.objects.latest("pk").number
    return do("ordering.correct_address", by, order=order, shipment="SH-9", place=place, fee=fee)


def test_the_fee_is_ours_and_the_customer_hears_where_it_goes():
    order = sent()
    before = queries.shipment_card("SH-9").cost
    total = queries.order_card(order).total
    assert told(correct())[1:] == [
        "You pay nothing for that.", "If that is not right, please tell us at once.",
    ]  # fmt: skip
    assert before is not None
    assert queries.shipment_card("SH-9").cost == before + usd("18.00")
    card = queries.order_card(order)
    assert (card.ship_to.line1, card.total) == ("41 Mill Road", total)
    assert queries.changes_of(order)[-1].kind == "address"


def test_the_same_correction_costs_its_fee_once_and_another_one_its_own():
    order = sent()
    before = queries.shipment_card("SH-9").cost or usd("0.00")
    assert correct().is_done
    with nothing_changes():
        assert told(correct()) == [
            "That it goes to 41 Mill Road, Harlow, XM 55502 is on record already. Nothing was "
            "changed."
        ]
    assert correct({**RIGHT, "line1": "43 Mill Road"}, "6.00").is_done
    assert queries.shipment_card("SH-9").cost == before + usd("24.00")
    assert [one.kind for one in queries.changes_of(order)] == ["address", "address"]


def test_what_has_not_left_goes_to_the_right_address_with_a_label_of_its_own():
    order, carriage = labelled()
    done("ordering.pick_order", RAE, order=order)
    total = queries.order_card(order).total
    outcome = done("ordering.correct_address", RAE, order=order, place=RIGHT)
    assert told(outcome) == [
        f"The address of order {order} was corrected before it left. It goes to 41 Mill Road, "
        "Harlow, XM 55502.",
        "You pay nothing for that.", "If that is not right, please tell us at once.",
    ]  # fmt: skip
    card = queries.order_card(order)
    assert (card.ship_to.line1, card.total) == ("41 Mill Road", total)
    assert queries.carriage_card(carriage).state == "voided"
    with nothing_changes():
        assert do("ordering.correct_address", RAE, order=order, place=RIGHT).code is (
            Code.POLICY_DENIED
        )


def test_of_an_order_under_way_the_shipment_is_asked_for():
    order = left()
    with nothing_changes():
        outcome = do("ordering.correct_address", RAE, order=order, place=RIGHT)
        assert (outcome.code, outcome.needs) == (Code.NEEDS_INFO, "shipment")
    done("ordering.record_delivery", RAE, shipment="SH-9", place="Harlow")
    with nothing_changes():
        outcome = do("ordering.correct_address", RAE, order=order, place=RIGHT)
        assert told(outcome) == ["Nothing of it waits to leave. Nothing was changed."]


def test_nobody_asks_for_a_fee_before_it_has_left():
    order, _ = labelled()
    with nothing_changes():
        outcome = do("ordering.correct_address", RAE, order=order, place=RIGHT, fee="18.00")
        assert told(outcome) == [
            "No carrier asks for anything before a parcel has left. Nothing was changed."
        ]


def test_a_shipment_of_another_order_is_not_there():
    sent()
    with nothing_changes():
        outcome = do("ordering.correct_address", RAE, place=RIGHT, shipment="SH-9", order="O-1041")
        assert outcome.code is Code.NOT_FOUND


def test_another_state_is_no_correction():
    left()
    with nothing_changes():
        outcome = correct({**RIGHT, "region": "NY"})
        assert outcome.code is Code.POLICY_DENIED


def test_what_has_arrived_or_comes_back_has_no_address_to_correct():
    left()
    done("ordering.record_turned_back", RAE, shipment="SH-9", why="undeliverable")
    with nothing_changes():
        assert correct().code is Code.POLICY_DENIED
    done("ordering.record_delivery", RAE, shipment="SH-9", place="Harlow")
    with nothing_changes():
        assert correct().code is Code.POLICY_DENIED


def test_a_fee_below_zero_is_no_fee():
    left()
    with nothing_changes(), pytest.raises(InvalidAsk) as invalid:
        correct(fee="-1.00")
    assert invalid.value.faults[0].field == "fee"
    assert "zero or more" in invalid.value.faults[0].accepted


def test_no_customer_redirects_a_parcel_so():
    left()
    with nothing_changes():
        assert correct(by=TOM).code is Code.NOT_AUTHORISED


def test_a_parcel_with_a_place_of_its_own_is_corrected_and_the_rest_goes_where_it_was_to_go():
    order = sent()
    there = {**RIGHT, "line1": "14 Mil Road", "line2": "", "country": "US"}
    Shipment.objects.filter(number="SH-9").update(goes_to=there)
    SalesOrder.objects.filter(number=order).update(line1="7 Lake Street", region="NY")
    assert correct().is_done
    parcel = queries.shipment_card("SH-9").goes_to
    card = queries.order_card(order)
    assert parcel is not None
    assert (parcel.line1, card.ship_to.line1) == ("41 Mill Road", "7 Lake Street")
    with nothing_changes():
        assert correct({**RIGHT, "region": "NY"}).code is Code.POLICY_DENIED
