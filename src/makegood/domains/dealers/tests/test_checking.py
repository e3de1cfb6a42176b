"""The ordered checks of a claim, with exact figures. Source: C23, B46, B49."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood.domains.aftersales.warranty import Attempt
from makegood.domains.catalog.queries import TermCard
from makegood.domains.dealers.checking import (
    Agreement,
    Approval,
    ClaimedLine,
    Earlier,
    Repair,
    SoldUnit,
    Work,
    check,
)
from makegood.domains.ordering.tests.cast import usd

TERMS = (TermCard("W-1", "", 12, 12, 12), TermCard("W-2", "motor", 0, 60, 60))
UNIT = SoldUnit("SN-D-40112", "WM900", date(2025, 9, 14), "", TERMS)
LABOUR = ClaimedLine(1, Work.LABOUR, usd("142.50"), "WM-DRV-02", Decimal("1.5"), usd("95.00"))
BELT = ClaimedLine(2, Work.PART, usd("24.95"), "PT-BELT-24")
TRIP = ClaimedLine(3, Work.TRIP, usd("45.00"), miles=34)
REPAIR = Repair(
    models=frozenset({"WM900", "WM950", "WM700", "DR800"}), paid_for_labour=True, closed_on=None,
    agreement=Agreement(usd("95.00"), Decimal(30)), serial="SN-D-40112", unit=UNIT,
    failure_code="W01", failed_on=date(2026, 4, 10),
    repaired_on=date(2026, 4, 14), received_on=date(2026, 4, 20), today=date(2026, 4, 20),
    lines=(LABOUR, BELT, TRIP),
)  # fmt: skip


def repair(**changed):
    return replace(REPAIR, **changed)


def labour(place, op, hours, **changed):
    amount = usd("95.00").percent(Decimal(hours) * 100)
    return replace(
        LABOUR, place=place, code=op, hours=Decimal(hours), amount=amount, rate=None, **changed
    )


def allowed(found, place=None):
    if place is None:
        return f"{found.allowed.amount:.2f}"
    return f"{found.lines[place - 1].allowed.amount:.2f}"


def reasons(found):
    return [one.reason for line in found.lines for one in line.grounds]


def texts(found):
    return [one.says.text() for line in found.lines for one in line.grounds]


def test_AC23_1_labour_is_paid_by_the_flat_rate_and_parts_by_cost_and_markup():
    found = check(REPAIR)
    # 0.8 h x 95.00 = 76.00; 12.40 x 1.30 = 16.12; the trip is 45.00: together 137.12
    assert (allowed(found, 1), allowed(found, 2), allowed(found, 3)) == ("76.00", "16.12", "45.00")
    assert (found.claimed, found.allowed) == (usd("212.45"), usd("137.12"))
    assert found.allowed - found.claimed == usd("-75.33")
    assert reasons(found) == ["flat_rate", "cost_plus"]
    assert found.decision == "adjusted"
    assert [one.rule for one in found.lines] == [
        "flat_rate", "cost_plus_markup(12.40, 30%)", "as_claimed",
    ]  # fmt: skip
    assert texts(found) == [
        "Operation WM-DRV-02 has a flat-rate time of 0.8 h; 1.5 h were claimed.",
        "Drive belt PT-BELT-24: dealer cost $12.40 plus 30% is $16.12.",
    ]


def test_AC23_3_a_claim_a_day_late_is_denied_and_says_how_to_ask_for_an_exception():
    late = repair(
        failed_on=date(2026, 4, 1), repaired_on=date(2026, 4, 2), received_on=date(2026, 5, 3)
    )
    found = check(late)
    assert (found.decision, set(reasons(found))) == ("denied", {"late"})
    assert "by May 2, 2026; it came late by 1 (" in texts(found)[0]
    cure = found.lines[0].grounds[0].cure
    assert cure is not None
    assert "ask for an exception" in cure.text()
    on_time = check(replace(late, received_on=date(2026, 5, 2)))
    assert on_time.decision == "adjusted"


def test_AC23_4_a_board_without_a_fault_is_denied_and_its_diagnosis_paid():
    board = ClaimedLine(
        2, Work.PART, usd("189.00"), "PT-CTRL", finding="no_fault_found", due_on=date(2026, 5, 11)
    )
    found = check(repair(failure_code="W07", lines=(labour(1, "WM-CTL-01", "0.7"), board)))
    assert (allowed(found, 1), allowed(found, 2)) == ("28.50", "0.00")
    assert found.lines[0].hours == Decimal("0.3")


def test_AC23_6_the_same_operation_on_the_same_piece_within_30_days_is_asked_about():
    before = Earlier("DCL-2200", frozenset({"WM-DRV-02"}), date(2026, 3, 25), has_trip=True)
    found = check(repair(earlier=(before,)))
    assert found.decision == "returned_for_info"
    assert found.question is not None
    assert found.question.reason == "repeat_repair"
    assert "20 days before (claim DCL-2200)" in found.question.says.text()
    answered = check(repair(earlier=(before,), answered=True))
    assert answered.decision == "adjusted"


@pytest.mark.parametrize(("days", "decision"), [(30, "returned_for_info"), (31, "adjusted")])
def test_a_repeat_is_asked_about_up_to_its_last_day(days, decision):
    before = date.fromordinal(REPAIR.repaired_on.toordinal() - days)
    earlier = Earlier("DCL-2200", frozenset({"WM-DRV-02"}), before, has_trip=False)
    assert check(repair(earlier=(earlier,))).decision == decision


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"lines": (labour(1, "WM-DRV-02", "26"),)}, "hours"),
        ({"repaired_on": date(2026, 4, 21)}, "future"),
        ({"failed_on": date(2026, 4, 15)}, "before_failure"),
        ({"direct": "R-2001"}, "direct"),
    ],
)
def test_B46_what_cannot_be_is_asked_and_not_denied(changed, reason):
    found = check(repair(**changed))
    assert (found.decision, found.allowed) == ("returned_for_info", usd("0.00"))
    assert found.question is not None
    assert found.question.reason == reason


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"earlier": (Earlier("DCL-1", frozenset({"WM-DRV-02"}), REPAIR.repaired_on, False),)},
         "duplicate"),
        ({"models": frozenset({"DR800"})}, "not_authorised"),
        ({"closed_on": date(2026, 4, 13)}, "closed"),
        ({"agreement": None}, "no_terms"),
        ({"unit": None}, "unknown_serial"),
        ({"unit": replace(UNIT, started_on=date(2025, 4, 9))}, "out_of_warranty"),
        ({"failure_code": "W99"}, "unknown_failure"),
        ({"failure_code": "D04"}, "not_of_model"),
    ],
)  # fmt: skip
def test_the_checks_of_the_whole_deny_every_line_with_their_reason(changed, reason):
    found = check(repair(**changed))
    assert (found.decision, set(reasons(found))) == ("denied", {reason})


def test_the_first_check_that_denies_is_the_one_that_is_told():
    both = repair(models=frozenset(), unit=None, received_on=date(2026, 8, 1))
    assert set(reasons(check(both))) == {"late"}


def test_the_warranty_lasts_through_its_last_day():
    last = replace(UNIT, started_on=date(2025, 4, 10))  # its terms count their last day, 2026-04-10
    assert check(repair(unit=last)).decision == "adjusted"


def test_a_motor_out_of_labour_warranty_is_paid_without_its_labour():
    motor = ClaimedLine(2, Work.PART, usd("371.28"), "PT-MOTOR")
    old = replace(UNIT, started_on=date(2023, 2, 20))
    found = check(
        repair(unit=old, failure_code="W04", lines=(labour(1, "WM-MOT-01", "1.4"), motor))
    )
    assert reasons(found) == ["labour_ended"]
    assert allowed(found) == "371.28"  # 285.60 x 1.30


def test_a_piece_in_stock_is_covered_and_days_in_repair_extend_the_warranty():
    assert check(repair(unit=replace(UNIT, started_on=None))).decision == "adjusted"
    spent = Attempt("RP-1", "belt", date(2026, 1, 5), date(2026, 1, 19), "repaired")
    over = replace(UNIT, started_on=date(2025, 4, 1))  # ended on 2026-03-31, and 14 days more
    assert set(reasons(check(repair(unit=over)))) == {"out_of_warranty"}
    assert check(repair(unit=replace(over, attempts=(spent,)))).decision == "adjusted"


def test_an_operation_mends_what_failed_and_shared_work_is_paid_once():
    wrong = check(repair(lines=(labour(1, "WM-CTL-01", "0.7"),)))
    assert reasons(wrong) == ["operation"]
    lines = labour(1, "WM-DRV-02", "0.8"), labour(2, "WM-DRV-03", "0.6")
    found = check(repair(lines=lines))
    assert reasons(found) == ["overlap", "flat_rate"]
    assert allowed(found, 2) == "38.00"  # 0.6 - 0.2 shared = 0.4 h x 95.00


def test_approved_straight_time_is_paid_as_far_as_it_was_clocked():
    approval = Approval("PA-1001", usd("300.00"), Decimal("0.5"), None)
    line = labour(1, "WM-DRV-02", "1.5", clocked=Decimal("0.95"))
    found = check(repair(lines=(line,), approval=approval))
    assert allowed(found) == "90.25"  # 0.8 + 0.15 clocked beyond it = 0.95 h x 95.00
    unclocked = labour(1, "WM-DRV-02", "1.5")
    assert allowed(check(repair(lines=(unclocked,), approval=approval))) == "76.00"


def test_a_rate_above_the_agreed_one_is_paid_at_the_agreed_one():
    line = replace(LABOUR, hours=Decimal("0.8"), rate=usd("110.00"), amount=usd("88.00"))
    found = check(repair(lines=(line,)))
    assert (reasons(found), allowed(found)) == (["labour_rate"], "76.00")


def test_parts_fit_the_piece_and_are_ours():
    wrong = replace(BELT, code="PT-BELT-20")
    assert reasons(check(repair(lines=(wrong,)))) == ["not_fitting"]
    assert reasons(check(repair(lines=(replace(BELT, code="PT-X"),)))) == ["unknown_part"]


def test_one_trip_for_a_visit_and_invoices_for_outside_work():
    before = Earlier("DCL-2200", frozenset({"WM-CTL-01"}), REPAIR.repaired_on, has_trip=True)
    assert reasons(check(repair(lines=(TRIP,), earlier=(before,)))) == ["one_trip"]
    assert allowed(check(repair(lines=(replace(TRIP, amount=usd("60.00")),)))) == "45.00"
    outside = ClaimedLine(1, Work.SUBLET, usd("30.00"))
    assert reasons(check(repair(lines=(outside,)))) == ["no_invoice"]
    assert check(repair(lines=(replace(outside, has_invoice=True),))).decision == "approved"


def test_a_costly_repair_needs_approval_and_is_paid_up_to_it():
    motor = ClaimedLine(2, Work.PART, usd("371.28"), "PT-MOTOR")
    lines = (labour(1, "WM-MOT-01", "1.4"), motor, TRIP)  # 133.00 + 371.28 + 45.00 = 549.28
    costly = repair(failure_code="W04", lines=lines)
    assert set(reasons(check(costly))) == {"no_approval"}
    approval = Approval("PA-1001", usd("520.00"), Decimal(0), None)
    found = check(replace(costly, approval=approval))
    assert (allowed(found), reasons(found)) == ("520.00", ["approved_up_to"])
    assert check(replace(costly, lines=lines[1:])).decision == "approved"


def test_goodwill_out_of_warranty_pays_its_share():
    approval = Approval("PA-1001", usd("300.00"), Decimal(0), Decimal(50))
    old = replace(UNIT, started_on=date(2023, 2, 20))
    found = check(repair(unit=old, approval=approval))
    assert allowed(found) == "68.56"  # 38.00 + 8.06 + 22.50


def test_a_recall_pays_however_old_and_late():
    old = replace(UNIT, started_on=date(2023, 2, 20))
    recall = repair(
        unit=old, failure_code="W08", received_on=date(2026, 8, 1), today=date(2026, 8, 1),
        lines=(labour(1, "WM-RCL-12", "0.7"),),
    )  # fmt: skip
    assert (check(recall).decision, allowed(check(recall))) == ("approved", "66.50")


@pytest.mark.parametrize(
    ("finding", "decision"),
    [
        ("confirmed_defect", "adjusted"), ("physical_damage", "denied"), ("misuse", "denied"),
        ("water", "denied"), ("transport_damage", "denied"), ("wrong_part_returned", "denied"),
        ("serial_mismatch", "denied"), ("installation_error", "denied"),
    ],
)  # fmt: skip
def test_a_finding_decides(finding, decision):
    belt = replace(BELT, finding=finding, due_on=date(2026, 5, 11))
    found = check(repair(lines=(LABOUR, belt)))
    assert found.decision == decision
    if decision == "denied":
        assert set(reasons(found)) == {finding}


def test_a_changed_part_is_reviewed_and_a_part_not_here_is_waited_for():
    due = date(2026, 5, 11)
    changed = check(repair(lines=(LABOUR, replace(BELT, finding="modified", due_on=due))))
    assert changed.needs_review
    waiting = repair(lines=(LABOUR, replace(BELT, due_on=due)), today=due)
    assert [one.code for one in check(waiting).waits] == ["PT-BELT-24"]
    late = check(replace(waiting, today=date(2026, 5, 12)))
    assert (late.decision, set(reasons(late)), late.waits) == ("denied", {"not_returned"}, ())


@given(
    hours=st.decimals(min_value=0, max_value=12, places=2),
    part=st.integers(0, 100_000),
    finding=st.sampled_from(["", "confirmed_defect", "no_fault_found", "water"]),
)
def test_a_line_is_never_allowed_more_than_was_claimed_nor_less_than_nothing(hours, part, finding):
    line = replace(LABOUR, hours=hours, rate=None, amount=usd("95.00").percent(hours * 100))
    belt = replace(BELT, amount=usd("0.01") * part, finding=finding, due_on=date(2026, 5, 11))
    for one in check(repair(lines=(line, belt))).lines:
        assert usd("0.00") <= one.allowed <= one.claimed
        assert bool(one.grounds) or one.allowed == one.claimed
