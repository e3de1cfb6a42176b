"""A fault that comes and goes is looked for by running the appliance, and nobody is disbelieved."""

from __future__ import annotations

from makegood.core import clock
from makegood.core.decision import Code
from makegood.core.outcome import Status
from makegood.core.promises import open_promises
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.pieces import authorised, bought_elsewhere
from makegood.domains.aftersales.tests.story import TOM, mails, told
from makegood.domains.ordering.tests.cast import RAE, do, done, nothing_changes

WASHER = "SN-77120"


def soak(number, hours=72):
    return do("aftersales.begin_soak_test", RAE, repair=number, hours=hours)


def ends(number, ended="nothing_found", day="2026-06-20", **ask):
    return do(
        "aftersales.record_repair", RAE, repair=number, ended=ended, came_in_on="2026-06-15",
        went_out_on=day, **ask,
    )  # fmt: skip


def not_seen(unit=WASHER):
    """A repair in which the fault did not show, ended on June 20, 2026."""
    number = authorised(unit, comes_and_goes=True)
    soak(number)
    with clock.standing_at("2026-06-20T12:00"):
        outcome = ends(number)
    assert outcome.is_done, outcome.explanation()
    return number, outcome


def test_it_runs_for_72_hours_and_the_customer_hears_by_when_and_how_to_help():
    number = authorised(WASHER, comes_and_goes=True)
    outcome = soak(number)
    assert outcome.answer("told_by") == "2026-06-22"
    assert "soak_result" in {one.kind for one in open_promises(f"repair:{number}")}
    assert "We let it run for 72 hours and watch it." in mails("repair_recorded")[-1]
    assert "please film it" in mails("repair_recorded")[-1]
    assert queries.repair_card(number).soak_hours == 72
    with nothing_changes():
        again = soak(number)
    assert "is watched until June 18, 2026 already" in told(again)[0]


def test_it_is_not_ended_as_not_found_before_it_ran_to_its_end():
    number = authorised(WASHER, comes_and_goes=True)
    with nothing_changes():
        outcome = ends(number, day="2026-06-15")
    assert told(outcome) == [
        "This fault comes and goes: before we say that nothing was found, the appliance runs for"
        " 72 hours."
    ]
    with nothing_changes():
        short = soak(number, 71)
    assert (short.status, short.needs) == (Status.NEEDS_INFO, "hours")
    soak(number)
    with clock.standing_at("2026-06-18T09:59"), nothing_changes():
        assert ends(number, day="2026-06-18").code is Code.POLICY_DENIED
    with clock.standing_at("2026-06-18T14:00"):
        assert ends(number, day="2026-06-18").is_done
    assert not open_promises(f"repair:{number}")


def test_where_it_did_not_show_the_visit_is_free_and_the_customer_is_believed():
    _, outcome = not_seen()
    assert outcome.answer("fee") is None
    assert "we believe you all the same" in " ".join(told(outcome))
    assert "by August 19, 2026" in " ".join(told(outcome))


def test_if_it_comes_back_the_first_day_counts_after_the_end_of_the_warranty():
    serial = bought_elsewhere(bought_on="2025-06-20")
    first, _ = not_seen(serial)
    ask = {"unit": serial, "component": "control_board", "symptom": "Again."}
    with clock.standing_at("2026-08-19"):
        back = done("aftersales.authorise_repair", TOM, **ask)
    assert (
        f"This is the fault of repair {first} again, so June 15, 2026 counts as the day on which"
        " it failed."
    ) in told(back)
    assert (back.answer("parts"), back.answer("labour")) == (True, True)
    card = queries.repair_card(str(back.answer("repair")))
    assert (card.evidence, card.fee_told, card.comes_and_goes) == (first, None, True)


def test_once_it_is_watched_no_longer_it_is_a_fault_like_any_other():
    serial = bought_elsewhere(bought_on="2025-06-20")
    not_seen(serial)
    with clock.standing_at("2026-08-20"), nothing_changes():
        refused = do("aftersales.authorise_repair", TOM, unit=serial, component="control_board",
                     symptom="Again.")  # fmt: skip
    assert refused.code is Code.POLICY_DENIED


def test_a_fault_that_came_back_counts_as_a_repair_that_did_not_last():
    not_seen()
    remedies = []
    for day in ("2026-06-21", "2026-06-22"):
        with clock.standing_at(f"{day}T12:00"):
            number = authorised(WASHER)
            ended = done("aftersales.record_repair", RAE, repair=number, ended="failed",
                         came_in_on=day, went_out_on=day)  # fmt: skip
            remedies.append(ended.answer("remedy_due"))
    assert remedies == [False, True]  # one that did not show, and two that failed


def test_a_fault_that_is_always_there_is_not_waited_for():
    number = authorised(WASHER)
    with nothing_changes():
        outcome = soak(number)
    assert "there is nothing to wait for" in told(outcome)[0]
