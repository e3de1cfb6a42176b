"""A test is ordered when its result changes a decision, and destroys nothing without consent."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from makegood.core import clock
from makegood.core.decision import Code
from makegood.core.models import Effect
from makegood.core.outcome import InvalidAsk, Status
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.lab import in_lab, measure, order
from makegood.domains.aftersales.tests.story import posted, told
from makegood.domains.ordering.tests.cast import RAE, do, nothing_changes, usd


def test_a_test_costs_what_its_method_costs():
    outcome = order()
    assert outcome.result == {"test": "LT-1001", "due_on": "2026-06-18"}
    assert posted("product_test:LT-1001") == [("J29", "5800", "85.00"), ("J29", "2010", "-85.00")]
    card = queries.test_card("LT-1001")
    assert (card.state, card.decision_affected) == ("requested", "Whether the lot may be shipped.")


def test_AC22_4_without_a_decision_that_it_changes_none_is_ordered():
    with pytest.raises(InvalidAsk) as refused:
        do(
            "aftersales.order_test", RAE, sku="WM900", method="leakage_current",
            question="Is it any good?",
        )  # fmt: skip
    assert [fault.field for fault in refused.value.faults] == ["decision_affected"]


def test_AC22_5_one_that_destroys_needs_the_owner_s_consent():
    with nothing_changes():
        outcome = order("belt_elongation")
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "consent")
    assert "written consent" in told(outcome)[0]
    assert order("belt_elongation", consent="DC-1009").is_done


def test_a_method_that_nobody_knows_is_answered_with_those_there_are():
    with nothing_changes():
        outcome = order("tasting")
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "method")
    assert "leakage_current, board_burn_in" in told(outcome)[0]


def test_whoever_it_is_evidence_for_is_told_ten_days_before_it_is_destroyed():
    with nothing_changes():
        unsaid = order("belt_elongation", consent="DC-1009", interested=None)
    assert (unsaid.status, unsaid.needs) == (Status.NEEDS_INFO, "interested")
    assert told(unsaid)[1].startswith("Name the carrier, the insurer and the other side")
    others: list[JsonValue] = [
        {"name": "Meridian Freight", "role": "carrier", "mail": "claims@freight.example.com"},
        {"name": "Harlow Mutual", "role": "insurer", "mail": "loss@harlow-mutual.example.com"},
    ]
    number = in_lab("belt_elongation", consent="DC-1009", interested=others)
    card = queries.test_card(number)
    assert card.notices == (("Meridian Freight", "carrier"), ("Harlow Mutual", "insurer"))
    assert (str(card.not_before), str(card.due_on)) == ("2026-06-25", "2026-06-30")
    mails = [row.payload for row in Effect.objects.filter(payload__notice="test_notice")]
    assert {one["to"] for one in mails} == {
        "claims@freight.example.com", "loss@harlow-mutual.example.com",
    }  # fmt: skip
    assert mails[0]["body"].startswith(
        "Test LT-1001 will destroy a WM900 washing machine. It is not begun before June 25, 2026,"
        " at this laboratory: Product Test Lab."
    )
    with clock.standing_at("2026-06-24"), nothing_changes():
        early = measure(number, "2.10", unit="%", uncertainty="0.10")
    assert told(early) == [
        "Those for whom it is evidence were told that nothing is destroyed before June 25, 2026."
    ]
    with clock.standing_at("2026-06-25"):
        assert measure(number, "2.10", unit="%", uncertainty="0.10").is_done


def test_a_customer_who_distrusts_us_hears_the_cost_of_an_independent_laboratory_first():
    with nothing_changes():
        outcome = order(lab="meridian_materials", asked_by="C-6")
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "accepted")
    assert told(outcome)[0] == (
        "Meridian Materials Institute tests it for $136.00. If it finds a fault, we pay that; if"
        " it finds none, you do."
    )
    done = order(lab="meridian_materials", asked_by="C-6", accepted="DC-1010")
    assert done.is_done
    card = queries.test_card("LT-1001")
    assert (card.lab, card.asked_by, card.cost) == (
        "Meridian Materials Institute", "C-6", usd("136.00"),
    )  # fmt: skip


def test_a_laboratory_or_a_customer_that_nobody_knows_is_asked_again():
    with nothing_changes():
        outcome = order(lab="my_uncle")
    assert (outcome.needs, told(outcome)) == (
        "lab", ["We know these laboratories: ours, meridian_materials."],
    )  # fmt: skip
    with nothing_changes():
        assert order(lab="meridian_materials", asked_by="C-999").code is Code.NOT_FOUND
