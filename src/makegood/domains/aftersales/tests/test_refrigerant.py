"""Only a certified technician opens what holds refrigerant, and what was taken out is on record."""

from __future__ import annotations

import pytest

from makegood.core.decision import Code
from makegood.core.outcome import Status
from makegood.domains.aftersales.models.units import RefrigerantRecord
from makegood.domains.aftersales.tests.pieces import authorised, bought_elsewhere
from makegood.domains.aftersales.tests.story import TOM, told
from makegood.domains.ordering.tests.cast import RAE, do, done, nothing_changes

RECOVERY = {
    "certificate": "XM-608-4471", "kind": "R-134a", "recovered_grams": 380, "charged_grams": 400,
}  # fmt: skip


def dryer():
    return bought_elsewhere("SN-81005", bought_on="2025-09-01")


def record(number, ended="repaired", **ask):
    return do(
        "aftersales.record_repair", RAE, repair=number, ended=ended, came_in_on="2026-06-12",
        went_out_on="2026-06-13", **ask,
    )  # fmt: skip


def test_the_customer_is_told_beforehand_not_to_open_it():
    ask = {"unit": dryer(), "component": "heating", "symptom": "It stays cold."}
    assert "please do not open it yourself" in " ".join(
        told(done("aftersales.authorise_repair", TOM, **ask))
    )


def test_it_is_asked_whether_the_circuit_was_opened_and_what_was_taken_out():
    number = authorised(dryer(), "heating")
    with nothing_changes():
        outcome = record(number)
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "circuit_opened")
    with nothing_changes():
        outcome = record(number, circuit_opened=True)
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "recovery")
    outcome = record(number, circuit_opened=True, recovery=RECOVERY)
    assert told(outcome)[-1] == (
        "Dana Ortiz (certificate XM-608-4471) took out 380 g of R-134a and put in 400 g."
    )
    (row,) = RefrigerantRecord.objects.all()
    assert (row.repair.number, row.certificate, row.recovered_grams, row.recorded_by) == (
        number, "XM-608-4471", 380, "rae",
    )  # fmt: skip


def test_work_by_whoever_has_no_certificate_is_not_recorded_as_lawful():
    number = authorised(dryer(), "heating")
    with nothing_changes():
        outcome = record(
            number, circuit_opened=True, recovery={**RECOVERY, "certificate": "XM-608-1"}
        )
    assert outcome.code is Code.PROHIBITED
    assert outcome.clauses == ("LAW-XM-61@2026-01-01",)
    assert "cannot have been lawful work" in told(outcome)[0]


def test_the_certificate_must_hold_on_the_day_of_the_work():
    number = authorised(dryer(), "heating")
    with nothing_changes():
        outcome = record(
            number, circuit_opened=True, recovery={**RECOVERY, "certificate": "XM-608-3902"}
        )
    assert told(outcome)[0] == (
        "The certificate XM-608-3902 ended on May 31, 2026, before this work."
    )


def test_where_the_circuit_stayed_closed_or_nothing_was_done_no_record_is_needed():
    number = authorised(dryer(), "heating")
    assert record(number, "nothing_found").is_done
    again = authorised("SN-81005", "door")
    assert record(again, circuit_opened=False).is_done
    assert not RefrigerantRecord.objects.exists()


@pytest.mark.parametrize("ended", ["failed", "nothing_found", "no_part"])
def test_whatever_came_of_it_who_opened_the_circuit_has_a_certificate(ended):
    number = authorised(dryer(), "heating")
    with nothing_changes():
        outcome = record(number, ended, circuit_opened=True)
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "recovery")
    with nothing_changes():
        unknown = {**RECOVERY, "certificate": "XM-608-1"}
        outcome = record(number, ended, circuit_opened=True, recovery=unknown)
    assert outcome.code is Code.PROHIBITED


def test_what_was_taken_out_where_nothing_was_found_is_on_record_too():
    number = authorised(dryer(), "heating")
    with nothing_changes():
        outcome = record(number, "nothing_found", recovery=RECOVERY)
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "circuit_opened")
    outcome = record(number, "nothing_found", circuit_opened=True, recovery=RECOVERY)
    assert any("took out 380 g of R-134a and put in 400 g." in one for one in told(outcome))
    (row,) = RefrigerantRecord.objects.all()
    assert (row.repair.number, row.recovered_grams) == (number, 380)


def test_a_washer_holds_none_and_nothing_is_asked():
    assert record(authorised("SN-77120")).is_done
