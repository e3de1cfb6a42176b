"""A carrier is booked for goods, and makes their label."""

from __future__ import annotations

import pytest

from makegood.adapters.carriers.simulated.faults import Fault, next_faults
from makegood.adapters.carriers.simulated.models import Label
from makegood.core import clock, worker
from makegood.core.decision import Code
from makegood.core.models import Effect
from makegood.domains.ordering import queries
from makegood.domains.ordering.tests.cast import RAE, amount_of, do, done, nothing_changes, told
from makegood.domains.ordering.tests.parcels import compared, connect_carriers


@pytest.fixture(autouse=True)
def carriers_answer() -> None:
    connect_carriers()


def test_the_best_service_is_booked_and_its_label_comes():
    _, carriage = compared()
    outcome = done("ordering.book_carriage", RAE, carriage=carriage)
    assert (outcome.answer("service"), amount_of(outcome, "freight")) == ("KP-ECONOMY", "5.50")
    worker.work_off()
    card = queries.carriage_card(carriage)
    assert (card.state, card.carrier, card.tracking) == (
        "labelled", "Kestrel Parcel", f"KP260615{carriage.removeprefix('CG-')}",
    )  # fmt: skip


def test_a_service_that_is_named_counts_before_the_cheapest():
    _, carriage = compared()
    outcome = done("ordering.book_carriage", RAE, carriage=carriage, service="KP-AIR")
    assert (amount_of(outcome, "freight"), outcome.answer("arrives_on")) == ("26.80", "2026-06-16")
    assert "as you named it" in told(outcome)[0]


def test_a_service_that_nobody_offered_is_asked_for_again():
    _, carriage = compared()
    with nothing_changes():
        outcome = do("ordering.book_carriage", RAE, carriage=carriage, service="MF-HOME")
    assert outcome.code is Code.NEEDS_INFO
    assert "KP-AIR, KP-ECONOMY, MF-GROUND" in told(outcome)[0]


def test_a_price_holds_for_24_hours_and_no_longer():
    _, carriage = compared()
    with clock.standing_at("2026-06-17"), nothing_changes():
        outcome = do("ordering.book_carriage", RAE, carriage=carriage)
    assert outcome.code is Code.POLICY_DENIED
    assert told(outcome) == ["These prices are too old. Please compare the carriers anew."]


def test_a_carriage_is_booked_once():
    _, carriage = compared()
    done("ordering.book_carriage", RAE, carriage=carriage)
    with nothing_changes():
        outcome = do("ordering.book_carriage", RAE, carriage=carriage)
    assert "has its carrier already" in told(outcome)[0]


def test_an_answer_that_got_lost_makes_no_second_label_and_a_refusal_is_seen():
    _, first = compared()
    _, second = compared(("PT-CTRL", 1))
    done("ordering.book_carriage", RAE, carriage=first)
    done("ordering.book_carriage", RAE, carriage=second)
    next_faults([Fault.TIMEOUT, Fault.FAIL])
    worker.work_off()
    with clock.standing_at("2026-06-16"):
        worker.work_off()
    assert Label.objects.count() == 1
    assert queries.carriage_card(first).state == "labelled"
    assert queries.carriage_card(second).state == "booked"
    assert Effect.objects.get(key=f"label:{second}").dead_at is not None


def test_the_same_pieces_get_one_label():
    order, first = compared()
    second = str(done("ordering.compare_carriers", RAE, order=order).answer("carriage"))
    done("ordering.book_carriage", RAE, carriage=first)
    with nothing_changes():
        outcome = do("ordering.book_carriage", RAE, carriage=second)
    assert told(outcome) == [f"Line {order}/1: 2 were to be sent, and 0 are left to send."]


def test_what_is_held_since_it_was_compared_is_not_booked():
    order, carriage = compared()
    done("ordering.hold_order", RAE, order=order, kind="fraud", reason="Cards of three people.")
    with nothing_changes():
        outcome = do("ordering.book_carriage", RAE, carriage=carriage)
    assert outcome.code is Code.POLICY_DENIED
