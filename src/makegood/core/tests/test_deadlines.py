"""Deadlines: what they count, from when, to which last day. Figures re-derived by hand."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood.core.deadlines import DayUnit, Deadline, Roll, Silence, due
from makegood.core.tests.test_calendars import COOLING_OFF, NEW_YORK, OFFICE

CALENDAR, BUSINESS = DayUnit.CALENDAR_DAYS, DayUnit.BUSINESS_DAYS
WORKING, MONTHS, HOURS = DayUnit.WORKING_DAYS, DayUnit.MONTHS, DayUnit.HOURS


@pytest.mark.parametrize(
    ("length", "unit", "last"),
    [
        (1, BUSINESS, "03-04"),
        (2, BUSINESS, "03-05"),
        (3, BUSINESS, "03-06"),
        (15, BUSINESS, "03-24"),
        (20, BUSINESS, "03-31"),
        (35, BUSINESS, "04-21"),
        (56, CALENDAR, "04-28"),
    ],
)
def test_the_clocks_of_a_complaint_received_on_tuesday_3_march_2026(length, unit, last):
    assert due(date(2026, 3, 3), length, unit, OFFICE) == date.fromisoformat(f"2026-{last}")


def test_seven_working_days_from_1_april_2026_end_on_10_april():
    # Good Friday (3 April) is no federal holiday and counts. Source: 16 CFR 435.
    assert due(date(2026, 4, 1), 7, WORKING, OFFICE) == date(2026, 4, 10)


def test_fifteen_days_and_ten_working_days_from_2_february_2026_both_end_on_the_17th():
    assert due(date(2026, 2, 2), 15, CALENDAR, OFFICE) == date(2026, 2, 17)
    assert due(date(2026, 2, 2), 10, WORKING, OFFICE) == date(2026, 2, 17)


def test_thirty_days_from_a_delivery_on_2_june_end_on_2_july():
    assert due(date(2026, 6, 2), 30, CALENDAR, OFFICE) == date(2026, 7, 2)


def test_a_month_ends_on_the_last_of_a_month_that_lacks_the_day():
    assert due(date(2026, 1, 30), 1, MONTHS, OFFICE) == date(2026, 2, 28)
    assert due(date(2024, 1, 31), 1, MONTHS, OFFICE) == date(2024, 2, 29)
    assert due(date(2026, 1, 15), 1, MONTHS, OFFICE) == date(2026, 2, 15)
    assert due(date(2026, 12, 31), 2, MONTHS, OFFICE) == date(2027, 2, 28)


def test_an_extended_deadline_counts_from_the_first_start_and_not_from_the_clamped_day():
    first = due(date(2026, 1, 30), 1, MONTHS, OFFICE)
    assert due(date(2026, 1, 30), 1 + 2, MONTHS, OFFICE) == date(2026, 4, 30)
    assert due(first, 2, MONTHS, OFFICE) == date(2026, 4, 28)


@pytest.mark.parametrize(
    ("start", "length", "unit", "last"),
    [
        ("2026-06-15", 1, CALENDAR, "2026-06-15"),
        ("2026-06-15", 30, CALENDAR, "2026-07-14"),
        ("2026-06-15", 1, BUSINESS, "2026-06-15"),
        ("2026-06-13", 1, BUSINESS, "2026-06-15"),
        ("2026-06-15", 5, BUSINESS, "2026-06-22"),
        ("2026-01-15", 1, MONTHS, "2026-02-14"),
        ("2026-01-01", 1, MONTHS, "2026-01-31"),
        ("2026-03-01", 12, MONTHS, "2027-02-28"),
        ("2026-01-29", 1, MONTHS, "2026-02-28"),
        ("2026-01-31", 1, MONTHS, "2026-02-28"),
        ("2026-03-31", 1, MONTHS, "2026-04-30"),
    ],
)
def test_a_deadline_that_counts_its_start_day_ends_a_day_earlier(start, length, unit, last):
    starts = date.fromisoformat(start)
    ends = due(starts, length, unit, OFFICE, counts_start_day=True)
    assert ends == date.fromisoformat(last)


def test_a_last_day_that_is_no_business_day_stays_or_rolls_as_the_rule_says():
    # 30 days from Wednesday 2026-06-03 are Friday 2026-07-03, the observed holiday.
    start = date(2026, 6, 3)
    assert due(start, 30, CALENDAR, OFFICE) == date(2026, 7, 3)
    assert due(start, 30, CALENDAR, OFFICE, roll=Roll.FORWARD) == date(2026, 7, 6)
    assert due(start, 30, CALENDAR, OFFICE, roll=Roll.BACK) == date(2026, 7, 2)
    assert due(start, 29, CALENDAR, OFFICE, roll=Roll.FORWARD) == date(2026, 7, 2)


def test_a_deadline_of_nothing_ends_on_its_start_day():
    for unit in (CALENDAR, BUSINESS, WORKING, MONTHS):
        for counted in (False, True):
            ends = due(date(2026, 6, 15), 0, unit, OFFICE, counts_start_day=counted)
            assert ends == date(2026, 6, 15)


def test_hours_and_negative_lengths_are_refused_with_what_is_accepted():
    with pytest.raises(ValueError, match="hours run from a moment"):
        due(date(2026, 6, 15), 72, HOURS, OFFICE)
    with pytest.raises(ValueError, match="write 0 or more"):
        due(date(2026, 6, 15), -1, CALENDAR, OFFICE)


def test_seventy_two_hours_run_by_the_clock_through_a_weekend_and_a_change_of_time():
    friday = datetime(2026, 3, 6, 17, 0, tzinfo=NEW_YORK)
    too_late = Deadline(72, HOURS).due_at(friday, OFFICE)
    assert too_late - friday == timedelta(hours=72)
    # The clocks went forward on Sunday 2026-03-08.
    assert too_late == datetime(2026, 3, 9, 18, 0, tzinfo=NEW_YORK)


def test_a_deadline_of_days_runs_to_the_midnight_that_ends_its_last_day():
    signed = datetime(2026, 2, 13, 15, 0, tzinfo=NEW_YORK)
    too_late = Deadline(3, BUSINESS, silence=Silence.CONSENT).due_at(signed, COOLING_OFF)
    assert too_late == datetime(2026, 2, 19, 0, 0, tzinfo=NEW_YORK)
    assert too_late.tzinfo is UTC


def test_an_evening_in_utc_is_still_the_day_of_the_company():
    late = datetime(2026, 3, 4, 3, 0, tzinfo=UTC)  # 22:00 on 3 March where the company is
    too_late = Deadline(1, BUSINESS).due_at(late, OFFICE)
    assert too_late == datetime(2026, 3, 5, 0, 0, tzinfo=NEW_YORK)


def test_what_comes_at_or_after_the_cut_off_counts_as_the_next_days():
    deadline = Deadline(1, BUSINESS, cut_off=time(17))
    before = datetime(2026, 3, 3, 16, 59, 59, tzinfo=NEW_YORK)
    after = datetime(2026, 3, 3, 17, 0, tzinfo=NEW_YORK)
    assert deadline.due_at(before, OFFICE) == datetime(2026, 3, 5, tzinfo=NEW_YORK)
    assert deadline.due_at(after, OFFICE) == datetime(2026, 3, 6, tzinfo=NEW_YORK)


def test_what_silence_means_is_carried_along_and_changes_no_date():
    kinds = (None, Silence.CONSENT, Silence.CANCEL, Silence.APPROVAL, Silence.LAPSE, Silence.CLOSE)
    dates = {
        Deadline(30, CALENDAR, silence=kind).due_on(date(2026, 3, 2), OFFICE) for kind in kinds
    }
    assert dates == {date(2026, 4, 1)}
    assert Deadline(30, CALENDAR, silence=Silence("consent")).silence is Silence.CONSENT


def test_a_deadline_uses_all_its_rules_at_once():
    deadline = Deadline(30, CALENDAR, counts_start_day=True, roll=Roll.BACK)
    assert deadline.due_on(date(2026, 6, 4), OFFICE) == date(2026, 7, 2)


@given(
    st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    st.integers(0, 60),
    st.sampled_from([CALENDAR, BUSINESS, WORKING, MONTHS]),
    st.booleans(),
)
def test_a_longer_deadline_never_ends_earlier(start, length, unit, counted):
    shorter = due(start, length, unit, OFFICE, counts_start_day=counted)
    longer = due(start, length + 1, unit, OFFICE, counts_start_day=counted)
    assert start <= shorter <= longer


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(1, 36))
def test_a_month_never_ends_in_a_later_month_than_it_names(start, months):
    ends = due(start, months, MONTHS, OFFICE)
    counted = (ends.year - start.year) * 12 + ends.month - start.month
    assert counted == months
    assert ends.day <= start.day
