"""A fair test has pieces that failed and pieces known to be good, of the lot in doubt."""

from __future__ import annotations

import pytest

from makegood.core.outcome import Status
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.lab import FAILED, GOOD, order, sampled
from makegood.domains.aftersales.tests.story import told
from makegood.domains.ordering.tests.cast import RAE, do, nothing_changes


def choose(number, **ask):
    asked = {"failed": [FAILED], "controls": [GOOD], "holder": "Returns dock", **ask}
    return do("aftersales.select_samples", RAE, test=number, **asked)


def test_each_sample_has_its_reason_and_its_holder():
    number = str(order().answer("test"))
    assert choose(number, same_lot=["SN-77131"]).answer("samples") == 3
    card = queries.test_card(number)
    assert [(one.serial, one.role, one.holder) for one in card.samples] == [
        ("SN-77131", "same_lot", "Returns dock"), (GOOD, "control", "Returns dock"),
        (FAILED, "failed", "Returns dock"),
    ]  # fmt: skip
    assert card.state == "sampled"


@pytest.mark.parametrize(
    ("ask", "needs"),
    [
        ({"failed": []}, "failed"), ({"controls": []}, "controls"),
        ({"same_lot": ["SN-77098"]}, "same_lot"),
    ],
)  # fmt: skip
def test_what_is_missing_or_of_another_lot_is_asked_for(ask, needs):
    number = str(order().answer("test"))
    with nothing_changes():
        outcome = choose(number, **ask)
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, needs)


def test_what_so_few_pieces_cannot_say_of_the_lot_is_told():
    number = str(order().answer("test"))
    outcome = choose(number, same_lot=[f"SN-771{place}" for place in range(30, 41)])
    assert told(outcome)[1] == (
        "With 12 pieces and no failure, up to 22.1% of the lot may still fail. For fewer than 5%,"
        " with 95% confidence, it takes 59 pieces."
    )


def test_they_are_chosen_once():
    number = sampled()
    with nothing_changes():
        assert not choose(number).is_done
