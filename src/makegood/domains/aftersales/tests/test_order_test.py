"""A test is ordered when its result changes a decision, and destroys nothing without consent."""

from __future__ import annotations

import pytest

from makegood.core.outcome import InvalidAsk, Status
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.lab import order
from makegood.domains.aftersales.tests.story import posted, told
from makegood.domains.ordering.tests.cast import RAE, do, nothing_changes


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
