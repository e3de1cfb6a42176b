"""The handbook's table says what follows: stop a lot, test again, accept a lot's claims."""

from __future__ import annotations

from decimal import Decimal

from makegood.core import clock
from makegood.domains.aftersales import queries, sampling
from makegood.domains.aftersales.tests.lab import GOOD, LOT, decide, in_lab, measure
from makegood.domains.aftersales.tests.pieces import bought_elsewhere
from makegood.domains.aftersales.tests.story import mails, posted, told
from makegood.domains.ordering.tests.cast import chat, do, done, nothing_changes


def fourteen_have_it():
    """Tom, Priya and Abdul bought of the lot; eleven others registered a piece of it."""
    for place in range(11):
        party = done(
            "parties.register_party", kind="person", name=f"Owner Number{place}", language="en",
            history={
                "number": f"C-8{place:02}", "since": "2026-01-05",
                "accounts": [{"number": f"408{place:02}", "opened_on": "2026-01-05"}],
                "contact_points": [
                    {"kind": "email", "value": f"owner{place}@example.com",
                     "added_on": "2026-01-05"},
                ],
            },
        )  # fmt: skip
        assert party.is_done
        done("aftersales.register_warranty", chat(f"C-8{place:02}"), serial=f"SN-771{60 + place}")


def test_AC22_1_a_leak_stops_the_lot_the_same_day_with_fourteen_customers_listed():
    fourteen_have_it()
    number = in_lab()
    measure(number, "0.90")
    measure(number, "0.20", GOOD)
    outcome = decide(number)
    assert outcome.result == {
        "test": number, "action": "stop_ship", "rests_on": "TD-LEAKS", "affected": 14,
    }  # fmt: skip
    card = queries.lot_card(LOT)
    assert len(card.affected) == 14
    assert ("C-6", "Tom Gallagher") in card.affected
    assert clock.local(card.escalated_at).date().isoformat() == "2026-06-15"
    assert (card.report_by - card.stopped_at).total_seconds() == 24 * 3600
    assert card.test == number
    assert len(mails("lot_stopped")) == 14


def test_AC22_2_an_inconclusive_result_is_tested_again_and_nothing_is_stopped():
    number = in_lab()
    measure(number, "0.76")
    measure(number, "0.20", GOOD)
    outcome = decide(number)
    assert (outcome.answer("action"), outcome.answer("rests_on")) == ("retest", "TD-AGAIN")
    assert "nothing is denied for it" in told(outcome)[0]
    assert queries.test_card(number).state == "inconclusive"
    assert not queries.is_stopped(LOT)


def test_AC22_3_three_of_twelve_where_one_percent_is_expected_is_the_lot():
    # 1 - sum of the first three terms of the binomial: 220 x 0.01^3 x 0.99^9 = 0.000201 and less.
    assert sampling.chance_of(3, 12, Decimal(1)) == Decimal("0.0002")
    serials = [f"SN-771{place}" for place in range(50, 62)]
    number = in_lab("belt_elongation", serials, consent="DC-1009")
    for place, serial in enumerate(serials):
        measure(number, "4.60" if place < 3 else "2.10", serial, unit="%", uncertainty="0.10")
    measure(number, "2.00", GOOD, unit="%", uncertainty="0.10")
    outcome = decide(number)
    assert (outcome.answer("action"), outcome.answer("rests_on")) == ("accept_lot", "TD-BELT-LOT")
    assert (
        told(outcome)[0] == "3 of 12 failed; by chance so many fail with a probability of 0.0002."
    )
    assert not queries.is_stopped(LOT)


def test_a_known_good_piece_that_fails_is_not_counted_against_the_lot():
    number = in_lab()
    measure(number, "0.20")
    measure(number, "0.90", GOOD)
    assert decide(number).answer("action") == "ship"


def test_what_is_not_measured_yet_is_waited_for_and_it_is_decided_once():
    number = in_lab()
    measure(number, "0.20")
    with nothing_changes():
        assert told(decide(number)) == [f"Not measured yet: {GOOD}."]
    measure(number, "0.20", GOOD)
    assert decide(number).is_done
    with nothing_changes():
        assert not decide(number).is_done


def test_a_bearing_that_detergent_corroded_is_no_fault_of_the_appliance():
    for value, row, action in (("12", "TD-CORRODED", "external_cause"),
                               ("0.50", "TD-BEARING", "confirm_fault")):  # fmt: skip
        number = in_lab("bearing_corrosion", consent="DC-1009")
        measure(number, value, unit="%", uncertainty="0.10")
        measure(number, "0.10", GOOD, unit="%", uncertainty="0.10")
        outcome = decide(number)
        assert (outcome.answer("rests_on"), outcome.answer("action")) == (row, action)
        assert ("out of goodwill" in " ".join(told(outcome))) is (row == "TD-CORRODED")


def test_a_board_without_a_fault_goes_back():
    number = in_lab("board_burn_in")
    measure(number, "24.00", unit="h", uncertainty="0.00")
    measure(number, "24.00", GOOD, unit="h", uncertainty="0.00")
    assert decide(number).answer("action") == "no_trouble_found"
    assert bought_elsewhere()
    assert do("aftersales.decide_test", test="LT-9999").is_done is False


def test_none_of_59_failed_says_below_five_percent_with_95_percent_confidence():
    # 1 - 0.05^(1/59) = 0.0495; of 58 it would be 0.0504, and five percent not yet said.
    assert sampling.rate_below(59, Decimal(95)) == Decimal("5.0")
    assert sampling.rate_below(58, Decimal(95)) == Decimal("5.1")
    assert sampling.pieces_needed(Decimal(5), Decimal(95)) == 59
    serials = [f"SN-771{place:02}" for place in range(20, 79)]
    number = in_lab(failed=serials)
    for serial in (*serials, GOOD):
        measure(number, "0.20", serial)
    outcome = decide(number)
    assert told(outcome) == [
        "None of 59 failed. So with 95% confidence fewer than 5% of the lot fail.",
        "It is safe; the lot may be shipped.",
    ]
    assert told(outcome, "es")[0].startswith("De 59 no falló ninguna.")
    assert told(outcome, "fr")[0].startswith("Sur 59, aucune n'a échoué.")


def independent():
    return in_lab(lab="meridian_materials", asked_by="C-6", accepted="DC-1010")


def test_an_independent_laboratory_that_finds_nothing_is_paid_by_whoever_agreed_to_that():
    number = independent()
    measure(number, "0.20")
    measure(number, "0.20", GOOD)
    outcome = decide(number)
    assert told(outcome)[-1] == (
        "Meridian Materials Institute found no fault. As you agreed before the test, you pay its"
        " $136.00."
    )
    assert queries.test_card(number).borne_by == "customer"
    assert posted(f"product_test:{number}:borne") == [
        ("J02", "1100", "136.00"), ("J02", "4100", "-136.00"),
    ]  # fmt: skip
    assert "you pay its $136.00" in mails("test_decided")[0]


def test_one_that_finds_the_fault_is_paid_by_us():
    number = independent()
    measure(number, "0.90")
    measure(number, "0.20", GOOD)
    outcome = decide(number)
    assert told(outcome)[-1] == (
        "Meridian Materials Institute found a fault, so we pay its $136.00."
    )
    assert queries.test_card(number).borne_by == "company"
    assert posted(f"product_test:{number}:borne") == []
    assert len(mails("test_decided")) == 1


def test_while_it_is_tested_again_nobody_bears_the_cost():
    number = independent()
    measure(number, "0.76")
    measure(number, "0.20", GOOD)
    assert decide(number).answer("action") == "retest"
    assert queries.test_card(number).borne_by == ""


def test_whoever_agreed_to_no_cost_pays_nothing_for_our_own_laboratory():
    number = in_lab(asked_by="C-6")
    measure(number, "0.20")
    measure(number, "0.20", GOOD)
    outcome = decide(number)
    assert told(outcome) == [
        "None of 1 failed. So with 95% confidence fewer than 95% of the lot fail.",
        "It is safe; the lot may be shipped.",
    ]
    assert queries.test_card(number).borne_by == ""
    assert posted(f"product_test:{number}:borne") == []
    (letter,) = mails("test_decided")
    assert "you pay" not in letter
