"""A repair under warranty is opened, once for a fault, and never a fourth time."""

from __future__ import annotations

from makegood.core import clock
from makegood.core.promises import open_promises
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.models import Repair
from makegood.domains.aftersales.tests.pieces import authorised, bought_elsewhere, repaired
from makegood.domains.aftersales.tests.story import TOM, mails, told
from makegood.domains.ordering.tests.cast import chat, do, nothing_changes

WASHER = "SN-77120"


def authorise(serial=WASHER, component="motor", **ask):
    return do(
        "aftersales.authorise_repair", TOM, unit=serial, component=component,
        symptom="It hums and does not turn.", **ask,
    )  # fmt: skip


def test_a_covered_fault_gets_a_visit_and_a_promised_call():
    outcome = authorise()
    assert outcome.result == {"repair": "RP-1001", "place": "visit", "parts": True, "labour": True}
    assert [one.text() for one in outcome.news] == [
        "Repair RP-1001 is open. A technician comes to you, and we call you to agree on the day.",
        "We call you by June 18, 2026.",
    ]
    (promise,) = open_promises("repair:RP-1001")
    assert (promise.kind, clock.local(promise.due_at).date().isoformat()) == (
        "repair_visit", "2026-06-18",
    )  # fmt: skip
    assert "the repair costs you nothing" in mails("repair_authorised")[0]
    (repair,) = queries.unit_card(WASHER).repairs
    assert (repair.component, repair.ended) == ("motor", "")


def test_a_part_goes_to_the_workshop():
    outcome = do(
        "aftersales.authorise_repair", chat("C-8"), unit="SN-C-40817", component="control_board",
        symptom="Dead again.",
    )  # fmt: skip
    assert (outcome.answer("place"), outcome.answer("labour")) == ("depot", False)
    assert open_promises("repair:RP-1001") == []


def test_the_same_fault_is_not_opened_twice():
    authorised(WASHER, "motor")
    with nothing_changes():
        outcome = authorise()
    assert told(outcome) == ["Repair RP-1001 for this fault is open already."]
    assert authorise(component="pump").is_done


def test_out_of_warranty_it_is_refused_with_what_is_still_possible():
    serial = bought_elsewhere(bought_on="2025-03-20")
    with nothing_changes():
        outcome = authorise(serial, "pump")
    assert outcome.clauses[:1] == ("WAR-1@2026-01-01",)
    assert "A fault of June 15, 2026 is not covered by the warranty any more." in told(outcome)
    assert [one.text() for one in outcome.instead] == [
        "We can still repair it for a price that you know beforehand."
    ]
    assert authorise(serial, "pump", failed_on="2026-03-20").is_done
    assert Repair.objects.get().pays_labour


def test_AC21_6_after_three_repairs_no_fourth_is_pushed():
    serial = bought_elsewhere(bought_on="2025-11-03")
    for month in ("03", "04", "05"):
        with clock.standing_at(f"2026-{month}-20"):
            repaired(
                serial, "control_board", came_in_on=f"2026-{month}-10",
                went_out_on=f"2026-{month}-13",
            )  # fmt: skip
    with nothing_changes():
        outcome = authorise(serial, "control_board")
    assert told(outcome) == [
        "It was repaired 3 times for this and was out of service for 9 days. We do not try again:"
        " you choose between another one and your money back."
    ]
    assert authorise(serial, "pump").is_done


def test_after_thirty_days_out_of_service_nothing_more_is_tried():
    serial = bought_elsewhere(bought_on="2025-11-03")
    repaired(serial, "pump", came_in_on="2026-05-01", went_out_on="2026-05-30")
    assert authorise(serial, "motor").is_done
    repaired(serial, "door", came_in_on="2026-06-01", went_out_on="2026-06-02")
    with nothing_changes():
        outcome = authorise(serial, "heating")
    assert "out of service for 30 days" in told(outcome)[0]
