"""A carriage is given up while its goods are here, and its label with it."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from makegood.adapters.carriers.simulated.models import Label
from makegood.core import worker
from makegood.core.decision import Code
from makegood.domains.ordering import queries
from makegood.domains.ordering.tests.cast import RAE, TOM, do, done, nothing_changes, ordered, told
from makegood.domains.ordering.tests.parcels import connect_carriers, labelled


@pytest.fixture(autouse=True)
def carriers_answer() -> None:
    connect_carriers()


def test_its_label_counts_no_more():
    order, carriage = labelled()
    done("ordering.void_carriage", RAE, carriage=carriage)
    worker.work_off()
    assert Label.objects.get().voided_at is not None
    assert queries.carriages_of(order) == ()
    with nothing_changes():
        assert do("ordering.void_carriage", RAE, carriage=carriage).code is Code.POLICY_DENIED


def test_goods_that_left_are_not_called_back():
    order, carriage = labelled()
    lines: JsonValue = [{"line": f"{order}/1", "quantity": 2}]
    done("ordering.record_shipment", RAE, order=order, number="SH-9", carriage=carriage,
         lines=lines)  # fmt: skip
    with nothing_changes():
        assert do("ordering.void_carriage", RAE, carriage=carriage).code is Code.POLICY_DENIED


def test_an_order_that_is_cancelled_takes_its_carriage_with_it():
    order, carriage = labelled()
    done("ordering.cancel_order", TOM, order=order)
    assert queries.carriage_card(carriage).state == "voided"


def booked(order, pieces):
    """The number of a carriage that was booked for so many pieces of the first line."""
    lines: JsonValue = [{"line": f"{order}/1", "quantity": pieces}]
    made = done("ordering.compare_carriers", RAE, order=order, lines=lines).answer("carriage")
    done("ordering.book_carriage", RAE, carriage=str(made))
    return str(made)


def by_hand(order, pieces, number="SH-9", **other):
    lines: JsonValue = [{"line": f"{order}/1", "quantity": pieces}]
    parcel = {"carrier": "Hand Post", "tracking": "HP1", "promised_on": "2026-06-20"}
    return do("ordering.record_shipment", RAE, order=order, number=number, lines=lines,
              **parcel | other)  # fmt: skip


def test_goods_sent_by_hand_give_up_only_the_carriages_of_more_than_is_left():
    order = ordered(TOM, ("PT-BELT-24", 5))
    first, second = booked(order, 2), booked(order, 2)
    assert by_hand(order, 1).is_done
    states = [queries.carriage_card(one).state for one in (first, second)]
    assert states == ["booked", "booked"]
    assert by_hand(order, 2, "SH-10").is_done
    states = [queries.carriage_card(one).state for one in (first, second)]
    assert states == ["booked", "voided"]
    assert by_hand(order, 2, "SH-11").is_done
    assert queries.carriage_card(first).state == "voided"


def test_a_carriage_and_another_carrier_are_not_both_named():
    order, carriage = labelled()
    with nothing_changes():
        refused = by_hand(order, 2, carriage=carriage)
    assert told(refused) == [
        f"Carriage {carriage} goes with its own carrier. Please leave out the carriage, or the "
        "other carrier. Nothing was sent."
    ]
    own = queries.carriage_card(carriage).carrier
    assert by_hand(order, 2, carriage=carriage, carrier=own).is_done


def test_less_of_a_line_gives_up_only_what_holds_more_than_is_left():
    order = ordered(TOM, ("PT-BELT-24", 5))
    two, three = booked(order, 2), booked(order, 3)
    done("ordering.cancel_order", TOM, order=order, line=f"{order}/1", quantity=3)
    states = [queries.carriage_card(one).state for one in (two, three)]
    assert states == ["booked", "voided"]
