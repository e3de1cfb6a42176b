"""A dealer argues about one line, named by its number or by what it is, in its own words."""

from __future__ import annotations

import pytest

from makegood.core import clock
from makegood.core.outcome import Status
from makegood.domains.aftersales.tests.story import told
from makegood.domains.dealers import queries
from makegood.domains.dealers.tests.story import (
    OAKHILL,
    RIVERSIDE,
    card,
    decide,
    decided,
    do,
    done,
    submitted,
)
from makegood.domains.ordering.tests.cast import nothing_changes

WHY = "The tub had to come out."


@pytest.fixture
def number():
    return decided(serial="SN-D-40113")


def argue(claim, line, actor=OAKHILL, argument=WHY):
    return do("dealers.argue_line", actor, claim=claim, line=line, argument=argument)


@pytest.mark.parametrize(("line", "place"), [("1", 1), ("labour", 1), ("part", 2), ("trip", 3)])
def test_a_line_is_argued_by_its_number_or_by_what_it_is(number, line, place):
    outcome = argue(number, line)
    assert outcome.result == {"claim": number, "line": place}
    assert told(outcome) == [
        f"Line {place}: your argument goes to the person who looks at the claim."
    ]
    lines = {one.place: one.argument for one in card(number).lines}
    assert lines == {**dict.fromkeys((1, 2, 3), ""), place: WHY}
    waiting = [(one.claim.number, one.why) for one in queries.claims_due()]
    assert (number, "argument") in waiting


@pytest.mark.parametrize("line", ["7", "freight", "the tub"])
def test_a_line_that_is_not_there_is_asked_for_with_those_that_are(number, line):
    with nothing_changes():
        outcome = argue(number, line)
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "line")
    assert told(outcome) == ["Which line is it? The claim has these: 1, 2, 3."]
    assert outcome.options == ("1", "2", "3")


def test_of_two_operations_it_is_asked_which_is_meant():
    labour = [{"op": "WM-DRV-02", "hours": "1.5"}, {"op": "WM-DRV-03", "hours": "0.6"}]
    claim = submitted(serial="SN-D-40113", labour=labour, parts=[])
    assert decide(claim).is_done
    with nothing_changes():
        assert argue(claim, "labour").options == ("1", "2")
    assert argue(claim, "2").is_done


def test_an_accepted_line_is_open_again_and_after_the_days_none_is():
    claim = decided(serial="SN-D-40113")
    done("dealers.review_adjustment", OAKHILL, claim=claim,
         answers=[{"line": 1, "accepts": True}])  # fmt: skip
    assert argue(claim, "1").is_done
    assert card(claim).lines[0].agreed_at is None
    with clock.standing_at("2026-08-20"), nothing_changes():
        late = argue(claim, "2")
    assert told(late) == [f"The lines of claim {claim} cannot be argued any more."]


def test_before_a_decision_nothing_is_argued_and_another_dealer_learns_nothing(number):
    waiting = submitted(serial="SN-D-40112", ro_no="OH-9002")
    with nothing_changes():
        assert not argue(waiting, "1").is_done
    with nothing_changes():
        assert argue(number, "1", RIVERSIDE).code == "not_found"
