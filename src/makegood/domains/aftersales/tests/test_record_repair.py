"""How a repair ended is recorded; its days extend the warranty, and failures change the remedy."""

from __future__ import annotations

import pytest

from makegood.core import clock
from makegood.core.outcome import Status
from makegood.core.promises import open_promises
from makegood.domains.aftersales import queries, warranty
from makegood.domains.aftersales.tests.pieces import authorised, bought_elsewhere, repaired
from makegood.domains.aftersales.tests.story import mails, posted, told
from makegood.domains.billing import queries as billing
from makegood.domains.ordering.tests.cast import INES, RAE, do, nothing_changes, usd

WASHER = "SN-77120"


def record(number, ended="repaired", came="2026-06-10", went="2026-06-13", actor=RAE, cause=None):
    return do(
        "aftersales.record_repair", actor, repair=number, ended=ended, came_in_on=came,
        went_out_on=went, note="Drain pump replaced.", cause=cause,
    )  # fmt: skip


def owed(number):
    return [(one.about, one.owed) for one in billing.open_items("C-6") if number in one.about]


def test_a_repair_that_is_done_keeps_its_promise_and_adds_its_days():
    number = authorised(WASHER)
    outcome = record(number)
    assert outcome.result == {"repair": number, "remedy_due": False, "fee": None}
    assert told(outcome) == [
        "Repair RP-1001 was done on June 13, 2026.",
        "It was in repair for 3 days; they are added to the warranty.",
    ]
    assert open_promises(f"repair:{number}") == []
    assert "they are added to the warranty" in mails("repair_recorded")[0]


def test_AC21_6_the_third_failed_repair_changes_the_remedy():
    serial = bought_elsewhere(bought_on="2025-11-03")
    for month in ("03", "04"):
        with clock.standing_at(f"2026-{month}-20"):
            repaired(
                serial, "control_board", came_in_on=f"2026-{month}-10",
                went_out_on=f"2026-{month}-13", ended="failed",
            )  # fmt: skip
    outcome = record(authorised(serial, "control_board"), "failed")
    assert outcome.answer("remedy_due") is True
    assert told(outcome)[-1] == (
        "It was repaired 3 times for this and was out of service for 9 days. We do not try again:"
        " you choose between another one and your money back."
    )


def test_AC21_6_where_the_law_takes_off_the_use_fourteen_of_120_months_are_94_40():
    left = warranty.refund_after_use(usd("809.10"), 14, 120)
    assert left == usd("714.70")
    assert usd("809.10") - left == usd("94.40")


def test_where_no_fault_was_found_nothing_was_repaired():
    number = authorised(WASHER)
    outcome = record(number, "nothing_found")
    assert told(outcome)[0] == "In repair RP-1001 no fault was found on June 13, 2026."
    again = authorised(WASHER)
    assert record(again, "failed", "2026-06-14", "2026-06-14").answer("remedy_due") is False


@pytest.mark.parametrize(
    ("came", "went"), [("2026-06-13", "2026-06-10"), ("2026-06-14", "2026-06-16")]
)
def test_days_that_cannot_be_are_asked_again(came, went):
    number = authorised(WASHER)
    with nothing_changes():
        outcome = record(number, came=came, went=went)
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "went_out_on")


def test_it_ends_once():
    number = authorised(WASHER)
    record(number)
    with nothing_changes():
        outcome = record(number)
    assert told(outcome) == ["Repair RP-1001 was finished on June 13, 2026 already."]


def test_where_nothing_was_found_the_visit_costs_what_was_told_before_it():
    number = authorised(WASHER, "motor")
    outcome = record(number, "nothing_found")
    assert told(outcome) == [
        "In repair RP-1001 no fault was found on June 13, 2026.",
        "The visit costs $89.00, as you were told beforehand.",
    ]
    assert outcome.answer("fee") == {"amount": "89.00", "currency": "USD"}
    assert posted(f"repair:{number}") == [("J02", "1100", "89.00"), ("J02", "4100", "-89.00")]
    assert owed(number) == [(f"repair:{number}", usd("89.00"))]


def test_for_a_known_fault_the_first_visit_in_vain_is_free_and_the_second_is_not():
    first = authorised(WASHER, "pump")
    assert told(record(first, "nothing_found"))[-1] == "The visit costs you nothing."
    again = authorised(WASHER, "pump")
    assert told(record(again, "nothing_found"))[-1] == (
        "The visit costs $89.00, as you were told beforehand."
    )
    assert (owed(first), owed(again)) == ([], [(f"repair:{again}", usd("89.00"))])


@pytest.mark.parametrize(
    ("cause", "says", "fee"),
    [
        ("installed_by_us", "it was we who installed it wrongly", None),
        ("installed_by_dealer", "we take it up with the dealer", None),
        ("installed_by_others", "Whoever installed it answers for that", usd("89.00")),
        ("outside", "an independent laboratory can look at it", usd("89.00")),
    ],
)
def test_who_installed_it_wrongly_answers_for_the_visit(cause, says, fee):
    number = authorised(WASHER, "motor")
    outcome = record(number, cause=cause)
    assert any(says in one for one in told(outcome))
    assert told(outcome)[-1] == (
        "The visit costs $89.00, as you were told beforehand."
        if fee
        else "The visit costs you nothing."
    )
    assert owed(number) == ([(f"repair:{number}", fee)] if fee else [])


def test_a_part_that_is_no_longer_made_credits_the_price_for_the_months_left():
    number = authorised(WASHER, "motor")
    outcome = record(number, "no_part")
    assert told(outcome)[-1] == (
        "The part is no longer made. Of 120 months 1 are used; of the price of $809.10 we credit"
        " $802.36."
    )
    assert queries.repair_card(number).credit == usd("802.36")
    paid = do("aftersales.pay_share", INES, repair=number)
    assert told(paid) == [
        "The warranty pays $802.36 of the price; it goes back the way it was paid."
    ]


def test_for_a_piece_that_we_did_not_sell_no_price_is_made_up():
    number = authorised(bought_elsewhere(bought_on="2025-11-03"), "motor")
    with nothing_changes():
        outcome = record(number, "no_part")
    assert told(outcome) == [
        "We did not sell SN-77250, so its price is not on record. Replace the appliance, or agree"
        " on an amount with the customer."
    ]
