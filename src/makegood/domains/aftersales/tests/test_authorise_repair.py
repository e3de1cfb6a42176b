"""A repair under warranty is opened, once for a fault, and never a fourth time."""

from __future__ import annotations

import pytest

from makegood.core import clock
from makegood.core.actor import V2
from makegood.core.decision import Code
from makegood.core.models import Effect
from makegood.core.outcome import Status
from makegood.core.promises import open_promises
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.models import Repair
from makegood.domains.aftersales.tests.pieces import (
    authorised,
    bought_elsewhere,
    repaired,
    with_plan,
)
from makegood.domains.aftersales.tests.story import TOM, mails, told
from makegood.domains.ordering.tests.cast import RAE, chat, do, done, nothing_changes

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
    assert outcome.instead[-1].text() == (
        "We can still repair it for a price that you know beforehand."
    )


def test_a_fault_of_the_last_days_counts_when_something_shows_its_day():
    serial = bought_elsewhere(bought_on="2025-03-20")
    with nothing_changes():
        late = authorise(serial, "pump", failed_on="2026-03-20")
    assert (late.status, late.needs) == (Status.NEEDS_INFO, "evidence")
    assert told(late) == [
        "The day on which it failed counts, not the day on which we hear of it. After the end of"
        " a term something must show that day: a photo, a message, a technician's note."
    ]
    outcome = authorise(serial, "pump", failed_on="2026-03-20", evidence="The plumber's note.")
    assert outcome.is_done
    assert (
        "We take March 20, 2026 as the day of the fault. What shows it: The plumber's note."
        in told(outcome)
    )
    repair = Repair.objects.get()
    assert (repair.pays_labour, repair.evidence) == (True, "The plumber's note.")
    with nothing_changes():
        too_late = authorise(serial, "belt", failed_on="2026-03-21", evidence="Another note.")
    assert "A fault of March 21, 2026 is not covered by the warranty any more." in told(too_late)


def test_after_the_makers_warranty_the_protection_plan_pays_and_then_the_home_insurance():
    serial = with_plan()
    with clock.standing_at("2027-06-15"):
        maker = authorise(serial, "pump")
    assert "After the maker's warranty your protection plan pays, until June 14, 2028." in told(
        maker
    )
    with clock.standing_at("2027-07-20"):
        outcome = authorise(serial, "belt")
    assert outcome.is_done
    assert (
        "Your protection plan runs until June 14, 2028 and pays a fault of July 20, 2027, parts"
        " and labour: the repair costs you nothing." in told(outcome)
    )
    pays = Repair.objects.values_list("component", "by_plan", "pays_labour")
    assert list(pays.order_by("pk")) == [("pump", False, True), ("belt", True, True)]
    with clock.standing_at("2028-06-15"), nothing_changes():
        over = authorise(serial, "door")
    assert "A fault of June 15, 2028 is not covered by the warranty any more." in told(over)
    assert [one.text() for one in over.instead] == [
        "Your home insurance may cover it. Ask your insurer before anybody repairs it; we give"
        " you what we find in writing.",
        "We can still repair it for a price that you know beforehand.",
    ]


def test_a_plan_that_was_cancelled_pays_nothing():
    serial = with_plan()
    plan = queries.unit_card(serial).order + "/2"
    done("aftersales.cancel_plan", RAE.on_behalf_of("C-6", V2), line=plan)
    with clock.standing_at("2027-07-20"), nothing_changes():
        outcome = authorise(serial, "belt")
    assert outcome.code is Code.POLICY_DENIED


@pytest.mark.parametrize(("day", "is_done"), [("2026-08-31", True), ("2026-09-01", False)])
def test_used_in_a_business_a_household_appliance_is_covered_for_ninety_days(day, is_done):
    with clock.standing_at(day):
        outcome = authorise(component="motor", used_for="business")
        assert authorise(component="motor").is_done is not is_done
    assert outcome.is_done is is_done
    assert (
        "Our appliances are made for a home. Used in a business, the maker's warranty covers"
        " them for 90 days; your rights by law hold all the same." in told(outcome)
    )
    assert Repair.objects.get().used_for == ("business" if is_done else "")


def test_what_a_visit_may_cost_is_told_before_and_the_first_for_a_known_fault_is_free():
    told_before = "If the technician finds that nothing of the appliance failed, the visit costs"
    assert f"{told_before} $89.00." in told(authorise(component="motor"))
    known = told(authorise(component="pump"))
    assert (
        "This fault is known to us (KI-12), so the first visit costs you nothing, whatever is"
        " found." in known
    )
    assert not any(one.startswith(told_before) for one in known)
    fees = Repair.objects.order_by("pk").values_list("fee_told_cents", flat=True)
    assert list(fees) == [8900, None]


def test_what_else_was_damaged_is_told_on_to_claims_who_call_the_next_day():
    outcome = authorise(component="pump", damage="The kitchen floor is swollen.")
    assert [one.text() for one in outcome.news][-1] == "Claims calls you by June 16, 2026."
    assert (
        "The warranty pays for the appliance. Other things that it damaged are a claim of their"
        " own, which our Claims department looks into; your home insurance may pay at once and"
        " ask it back from us." in told(outcome)
    )
    promises = {one.kind for one in open_promises("repair:RP-1001")}
    assert promises == {"repair_visit", "damage_call"}
    mail = Effect.objects.get(kind="mail", payload__notice="damage").payload
    assert (mail["to"], mail["body"]) == (
        "claims@northvale.example.com",
        "Repair RP-1001, WM900 washing machine, serial number SN-77120. The customer says what"
        " else was damaged: The kitchen floor is swollen.",
    )
    assert told(outcome, "es")[-2].startswith("Haga fotos antes de limpiar")
    assert told(outcome, "fr")[-2].startswith("Prenez des photos avant de nettoyer")


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
