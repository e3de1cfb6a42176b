"""The company's business days, holidays and opening hours."""

from dataclasses import FrozenInstanceError
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makegood.core.calendars import BusinessCalendar, OpeningHours, company_calendar
from makegood.handbook import NotInHandbook

NEW_YORK = ZoneInfo("America/New_York")
FEDERAL_HOLIDAYS_2026 = frozenset(
    date.fromisoformat(f"2026-{day}")
    for day in (
        *("01-01", "01-19", "02-16", "05-25", "06-19", "07-03"),
        *("09-07", "10-12", "11-11", "11-26", "12-25"),
    )
)
OFFICE = BusinessCalendar(
    zone=NEW_YORK,
    hours=(
        *(OpeningHours(weekday, time(8), time(20)) for weekday in range(5)),
        OpeningHours(5, time(9), time(17)),
    ),
    holidays=FEDERAL_HOLIDAYS_2026,
)
ALWAYS = BusinessCalendar(
    zone=NEW_YORK,
    hours=tuple(OpeningHours(weekday, time(0), time(0)) for weekday in range(7)),
    holidays=FEDERAL_HOLIDAYS_2026,
    opens_on_holidays=True,
)
# 16 CFR 429 counts Saturdays, but neither Sundays nor federal holidays.
COOLING_OFF = BusinessCalendar(
    zone=NEW_YORK, holidays=FEDERAL_HOLIDAYS_2026, business_weekdays=frozenset(range(6))
)
DAYS = st.dates(date(2025, 12, 1), date(2027, 1, 31))


def here(text):
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK)


def test_a_weekday_is_a_business_day_and_a_weekend_or_holiday_is_not():
    assert OFFICE.is_business_day(date(2026, 6, 15))
    assert not OFFICE.is_business_day(date(2026, 6, 13))
    assert not OFFICE.is_business_day(date(2026, 6, 14))
    assert not OFFICE.is_business_day(date(2026, 7, 3))


def test_the_office_opens_on_saturday_though_no_deadline_counts_it():
    assert OFFICE.is_open(here("2026-06-13T10:00"))
    assert not OFFICE.is_business_day(date(2026, 6, 13))


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-06-15T07:59:59", False),
        ("2026-06-15T08:00:00", True),
        ("2026-06-15T19:59:59", True),
        ("2026-06-15T20:00:00", False),
        ("2026-06-13T16:59:59", True),
        ("2026-06-13T17:00:00", False),
        ("2026-06-14T12:00:00", False),
        ("2026-06-19T12:00:00", False),
    ],
)
def test_the_opening_minute_counts_and_the_closing_minute_does_not(moment, is_open):
    assert OFFICE.is_open(here(moment)) is is_open


def test_a_moment_in_another_time_zone_is_the_same_moment():
    assert OFFICE.is_open(datetime(2026, 6, 15, 12, 0, tzinfo=UTC))
    assert not OFFICE.is_open(datetime(2026, 6, 15, 11, 59, tzinfo=UTC))


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        ("2026-06-15T10:30", "2026-06-15T10:30"),
        ("2026-06-15T05:00", "2026-06-15T08:00"),
        ("2026-06-15T20:00", "2026-06-16T08:00"),
        ("2026-06-13T17:00", "2026-06-15T08:00"),
        ("2026-06-18T21:00", "2026-06-20T09:00"),
        ("2026-07-02T20:00", "2026-07-04T09:00"),
    ],
)
def test_the_next_opening_skips_nights_sundays_and_holidays(moment, opening):
    assert OFFICE.next_opening(here(moment)) == here(opening)


def test_the_emergency_line_is_open_at_midnight_on_a_holiday():
    for moment in ("2026-12-24T23:59:59", "2026-12-25T00:00", "2026-12-25T12:00"):
        assert ALWAYS.is_open(here(moment))
        assert ALWAYS.next_opening(here(moment)) == here(moment)
    assert not ALWAYS.is_business_day(date(2026, 12, 25))


def test_every_moment_of_a_day_of_25_hours_is_open_when_the_line_never_closes():
    before, after = here("2026-10-31T12:00"), here("2026-11-02T12:00")
    start, end = before.astimezone(UTC), after.astimezone(UTC)
    assert (end - start).total_seconds() == 49 * 3600
    assert all(ALWAYS.is_open(datetime(2026, 11, 1, hour, 30, tzinfo=UTC)) for hour in range(24))


def test_a_count_of_business_days_skips_weekends_and_holidays_and_goes_back_too():
    assert OFFICE.add_business_days(date(2026, 6, 18), 1) == date(2026, 6, 22)
    assert OFFICE.add_business_days(date(2026, 6, 13), 1) == date(2026, 6, 15)
    assert OFFICE.add_business_days(date(2026, 6, 22), -1) == date(2026, 6, 18)
    assert OFFICE.add_business_days(date(2026, 6, 13), 0) == date(2026, 6, 15)
    assert OFFICE.add_business_days(date(2026, 6, 15), 0) == date(2026, 6, 15)
    assert OFFICE.add_working_days(date(2026, 6, 18), 1) == date(2026, 6, 22)


def test_a_law_that_counts_saturdays_names_its_own_calendar():
    # Off-premises sale on Friday 2026-02-13; Monday 02-16 is a federal holiday. Source: C42.
    assert COOLING_OFF.add_business_days(date(2026, 2, 13), 3) == date(2026, 2, 18)
    assert OFFICE.add_business_days(date(2026, 2, 13), 3) == date(2026, 2, 19)


@given(DAYS, st.integers(-40, 40).filter(bool))
def test_counting_between_is_the_reverse_of_adding(day, count):
    assert OFFICE.business_days_between(day, OFFICE.add_business_days(day, count)) == count


@given(DAYS, DAYS, DAYS)
def test_business_days_between_adds_up_over_a_day_in_the_middle(one, two, three):
    start, middle, end = sorted((one, two, three))
    between = OFFICE.business_days_between
    assert between(start, middle) + between(middle, end) == between(start, end)


def test_a_calendar_without_business_days_is_refused():
    with pytest.raises(ValueError, match="one or more of 0"):
        BusinessCalendar(zone=NEW_YORK, business_weekdays=frozenset())
    with pytest.raises(ValueError, match="one or more of 0"):
        BusinessCalendar(zone=NEW_YORK, business_weekdays=frozenset({7}))


def test_hours_that_end_before_they_start_are_refused():
    with pytest.raises(ValueError, match="is not after opens"):
        OpeningHours(0, time(9), time(9))
    with pytest.raises(ValueError, match="write 0"):
        OpeningHours(7, time(9), time(10))


def test_a_calendar_that_never_opens_says_so_instead_of_searching_for_ever():
    with pytest.raises(ValueError, match="never opens"):
        COOLING_OFF.next_opening(here("2026-06-15T10:00"))
    assert not COOLING_OFF.is_open(here("2026-06-15T10:00"))


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        OFFICE.is_open(datetime(2026, 6, 15, 10))


def test_a_calendar_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        setattr(OFFICE, "name", "other")  # noqa: B010 - mypy refuses the plain assignment


def test_the_company_calendars_are_those_of_its_handbook():
    office = company_calendar()
    assert (office.zone, office.name) == (NEW_YORK, "office")
    assert office.holidays >= FEDERAL_HOLIDAYS_2026
    assert office.hours == OFFICE.hours
    assert office.business_weekdays == frozenset(range(5))
    with pytest.raises(NotInHandbook):
        company_calendar("seaside")


def test_the_company_emergency_line_never_closes():
    emergency = company_calendar("emergency")
    assert emergency.is_open(here("2026-12-25T03:00"))
    assert emergency.is_open(here("2026-06-14T23:59:59"))
