"""A part that a repair fitted has a warranty of its own; whichever runs longer counts (WAR-15)."""

from __future__ import annotations

from datetime import date

import pytest

from makegood.core import clock
from makegood.core.outcome import InvalidAsk, Status
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.pieces import authorised, bought_elsewhere
from makegood.domains.aftersales.tests.story import TOM, mails, told
from makegood.domains.aftersales.warranty import Attempt, cover_of, fitted_part
from makegood.domains.catalog.queries import TermCard
from makegood.domains.ordering.tests.cast import RAE, do, nothing_changes

BOARD = TermCard("WT-CTRL", "", 0, 12, 12)
WASHER = (TermCard("WT-WM900", "", 12, 12, 12),)


def recorded(number, part="PT-CTRL", came="2026-06-10", went="2026-06-15", ended="repaired"):
    return do(
        "aftersales.record_repair", RAE, repair=number, ended=ended, came_in_on=came,
        went_out_on=went, part=part,
    )  # fmt: skip


def test_a_part_is_covered_as_it_is_sold_and_90_days_at_least():
    fitted = fitted_part("PT-CTRL", date(2026, 6, 15), (BOARD,), at_least_days=90)
    assert (fitted.parts_until, fitted.labour_until) == (date(2027, 6, 15), date(2026, 9, 13))
    belt = fitted_part("PT-BELT-24", date(2026, 6, 15), (), at_least_days=90)
    assert (belt.parts_until, belt.labour_until) == (date(2026, 9, 13), date(2026, 9, 13))


def test_the_longer_of_both_counts_and_only_for_the_component_that_was_repaired():
    fitted = fitted_part("PT-CTRL", date(2026, 6, 15), (BOARD,), at_least_days=90)
    repair = Attempt(
        "RP-1", "control_board", date(2026, 6, 15), date(2026, 6, 15), "repaired", fitted
    )
    old, young = date(2025, 7, 1), date(2026, 6, 1)
    for start, component, parts, labour in (
        (old, "control_board", date(2027, 6, 15), date(2026, 9, 13)),
        (old, "motor", date(2026, 7, 1), date(2026, 7, 1)),
        (young, "control_board", date(2027, 6, 15), date(2027, 6, 1)),
    ):
        cover = cover_of(WASHER, component, start, (repair,), date(2026, 8, 1))
        assert cover is not None
        assert (cover.parts_until, cover.labour_until) == (parts, labour)
        assert not cover.is_shared(date(2026, 8, 1))


def test_before_the_part_was_fitted_it_covers_nothing_and_days_in_repair_extend_it():
    fitted = fitted_part("PT-CTRL", date(2026, 6, 15), (BOARD,), at_least_days=90)
    first = Attempt(
        "RP-1", "control_board", date(2026, 6, 10), date(2026, 6, 15), "repaired", fitted
    )
    again = Attempt("RP-2", "control_board", date(2027, 6, 1), date(2027, 6, 11), "failed")
    before = cover_of(WASHER, "control_board", date(2025, 6, 1), (first, again), date(2026, 6, 14))
    after = cover_of(WASHER, "control_board", date(2025, 6, 1), (first, again), date(2027, 6, 20))
    assert before is not None
    assert after is not None
    assert before.parts_until == date(2026, 6, 5)  # a year and the four days up to the 14th
    assert after.parts_until == date(2027, 6, 25)


def test_the_customer_reads_until_when_the_new_part_is_covered():
    number = authorised(bought_elsewhere(bought_on="2025-07-20"))
    outcome = recorded(number)
    assert told(outcome)[2] == (
        "The new part, Control board PT-CTRL, is covered until June 15, 2027, with labour until"
        " September 13, 2026, or as long as the appliance if that is longer."
    )
    assert "is covered until June 15, 2027" in mails("repair_recorded")[0]
    assert queries.repair_card(number).part == "PT-CTRL"


def test_a_fault_of_the_new_part_is_covered_after_the_end_of_the_appliance():
    serial = bought_elsewhere(bought_on="2025-07-20")
    recorded(authorised(serial))
    with clock.standing_at("2027-03-01"):
        cover = do("aftersales.check_coverage", TOM, unit=serial, component="control_board")
        assert "its own warranty runs longer" in " ".join(told(cover))
        assert (cover.answer("parts"), cover.answer("labour")) == (True, False)
        other = do("aftersales.check_coverage", TOM, unit=serial, component="pump")
        assert (other.answer("parts"), other.answer("labour")) == (False, False)
        assert "runs longer" not in " ".join(told(other))


def test_only_a_part_of_that_model_is_fitted_and_only_by_a_repair_that_was_done():
    number = authorised(bought_elsewhere(bought_on="2025-07-20"))
    with nothing_changes():
        outcome = recorded(number, part="PT-BELT-20")
    assert (outcome.status, outcome.needs) == (Status.NEEDS_INFO, "part")
    with pytest.raises(InvalidAsk):
        recorded(number, ended="failed")
