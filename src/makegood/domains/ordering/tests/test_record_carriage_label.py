"""The label that a carrier made is kept with the goods it is for."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from makegood.adapters.carriers.simulated.faults import Fault, next_faults
from makegood.adapters.carriers.simulated.models import Label
from makegood.core import clock, worker
from makegood.core.decision import Code
from makegood.domains.ordering import queries
from makegood.domains.ordering.tests.cast import RAE, do, done, nothing_changes
from makegood.domains.ordering.tests.parcels import compared, connect_carriers

RECEIPT: dict[str, JsonValue] = {
    "reference": "LB-7", "tracking": "KP9001", "carrier": "Kestrel Parcel",
    "service": "KP-ECONOMY", "paid_by": "sender",
}  # fmt: skip


@pytest.fixture(autouse=True)
def carriers_answer() -> None:
    connect_carriers()


def test_the_label_is_kept_once():
    _, carriage = compared()
    done("ordering.book_carriage", RAE, carriage=carriage)
    done("ordering.record_carriage_label", effect_key=f"label:{carriage}", receipt=RECEIPT)
    assert queries.carriage_card(carriage).tracking == "KP9001"
    with nothing_changes():
        again = do("ordering.record_carriage_label", effect_key=f"label:{carriage}",
                   receipt={**RECEIPT, "tracking": "KP9002"})  # fmt: skip
    assert again.code is Code.POLICY_DENIED


def test_no_label_is_kept_for_what_is_not_booked_or_given_up():
    _, carriage = compared()
    with nothing_changes():
        outcome = do(
            "ordering.record_carriage_label", effect_key=f"label:{carriage}", receipt=RECEIPT
        )
    assert outcome.code is Code.POLICY_DENIED
    done("ordering.void_carriage", RAE, carriage=carriage)
    with nothing_changes():
        outcome = do(
            "ordering.record_carriage_label", effect_key=f"label:{carriage}", receipt=RECEIPT
        )
    assert outcome.code is Code.POLICY_DENIED


def test_nobody_at_the_desk_records_what_only_the_carrier_says():
    _, carriage = compared()
    with nothing_changes():
        outcome = do(
            "ordering.record_carriage_label", RAE, effect_key=f"label:{carriage}", receipt=RECEIPT
        )
    assert outcome.code is Code.NOT_AUTHORISED


def test_a_label_that_comes_after_its_carriage_was_given_up_is_made_void():
    _, carriage = compared()
    done("ordering.book_carriage", RAE, carriage=carriage)
    next_faults([Fault.DELAY])
    worker.work_off()
    done("ordering.void_carriage", RAE, carriage=carriage)
    worker.work_off()
    assert Label.objects.count() == 0
    with clock.standing_at("2026-06-16"):
        worker.work_off()
    assert queries.carriage_card(carriage).state == "voided"
    assert Label.objects.get().voided_at is not None


def test_a_service_may_have_a_code_as_long_as_the_carriers_table_allows():
    _, carriage = compared()
    done("ordering.book_carriage", RAE, carriage=carriage)
    receipt = {**RECEIPT, "service": "KP-ECONOMY-WITH-A-LONGER-NAME-32"}
    done("ordering.record_carriage_label", effect_key=f"label:{carriage}", receipt=receipt)
    assert queries.carriage_card(carriage).state == "labelled"
