"""The company itself: its name, hours, holidays, departments, ways to reach it, and its staff."""

from collections.abc import Mapping
from datetime import date, time
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BeforeValidator, Field

from makegood.handbook.pages import Page, Reading
from makegood.handbook.problems import NotAccepted, NotInHandbook

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class OpenHours(Page):
    """From when until when a place is open on one day, in the company's local time."""

    opens: time = Field(description="When it opens.")
    closes: time = Field(description="When it closes.")

    def __str__(self) -> str:
        """Return the hours as they are written: 08:00-20:00."""
        return f"{self.opens:%H:%M}-{self.closes:%H:%M}"


def _hours(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        opens, closes = (time.fromisoformat(part.strip()) for part in value.split("-"))
    except ValueError as error:
        raise NotAccepted(f"{value!r} are no hours", 'hours such as "08:00-20:00"') from error
    if closes <= opens:
        raise NotAccepted(f"{value!r} ends before it begins", 'hours such as "08:00-20:00"')
    return {"opens": opens, "closes": closes}


def _zone(value: object) -> object:
    if value not in available_timezones():
        raise NotAccepted(f"{value!r} is no time zone", "an IANA name such as America/New_York")
    return value


Hours = Annotated[OpenHours, BeforeValidator(_hours)]


class Holiday(Page):
    """A day on which the office is closed and which counts as no business day."""

    on: date = Field(description="The day it is kept, such as 2026-07-03.")
    name: str = Field(description="Its name, such as Independence Day (observed).")


class CalendarHours(Page):
    """When a calendar of the company is open, weekday by weekday."""

    name: str = Field(pattern=r"^[a-z_]+$", description="The calendar's name, such as office.")
    title: Mapping[str, str] = Field(description="Its name for customers, by language.")
    always_open: bool = Field(False, description="true when it never closes.")
    closed_on_holidays: bool = Field(True, description="true when it keeps the holidays.")
    business_days: tuple[Weekday, ...] = Field(
        ("mon", "tue", "wed", "thu", "fri"), description="The days that count as business days."
    )
    hours: Mapping[Weekday, Hours] = Field(
        {}, description='Hours by weekday: mon = "08:00-20:00"; a day left out is closed.'
    )


class Department(Page):
    """A part of the company that work can be referred to."""

    code: str = Field(pattern=r"^[a-z_]+$", description="Its name in references: billing_control.")
    name: str = Field(description="Its name, such as Billing Control.")
    mission: str = Field(description="What it is there for, in one sentence.")
    refer: tuple[str, ...] = Field((), description="What is referred to it, as routing words.")
    calendar: str = Field("office", description="The calendar by which it works.")
    accepts_within_business_days: int = Field(
        1,
        ge=0,
        description="Business days in which it accepts or returns a referral; 0 = same day.",
    )
    contact: str = Field(description="Where it is reached: an e-mail address or extension.")
    backup: str | None = Field(None, description="The department that stands in when it is away.")
    licensed: bool = Field(False, description="true when only licensed staff may decide there.")
    tips_nobody_off: bool = Field(
        False, description="true when the customer is not told that the matter went there."
    )


class OutsideHelp(Page):
    """A body outside the company that a customer may be pointed to."""

    code: str = Field(pattern=r"^[a-z_]+$", description="Its name in references: consumer_office.")
    name: str = Field(description="Its name.")
    need: str = Field(description="What it helps with, in one sentence.")
    contact: str = Field(description="How it is reached.")
    checked_on: date = Field(description="The day this entry was last checked.")


class StaffSeed(Page):
    """A person (or the automated representative) who works here in the demo."""

    username: str = Field(pattern=r"^[a-z][a-z0-9:_]*$", description="The name signed in with.")
    name: str = Field(description="The full name.")
    role: str | None = Field(None, description="The authority profile, such as R1; none = nothing.")
    title: str = Field(description="What the person is, such as Representative.")
    department: str | None = Field(None, description="The department's code.")
    email: str | None = Field(None, description="The e-mail address at work.")
    languages: tuple[str, ...] = Field(("en",), description="The languages spoken.")
    automated: bool = Field(False, description="true for the automated representative.")


class Seat(Page):
    """Where the company is at home, and under which numbers it is registered."""

    street: str = Field(description="Street and number.")
    locality: str = Field(description="The town.")
    postal_code: str = Field(description="The postcode.")
    country: str = Field(pattern=r"^[A-Z]{2}$", description="The country's ISO code, US.")
    registration: str = Field(description="Its number in the company register.")
    tax_registration: str = Field(description="Its number at the tax office.")


class Times(Page):
    """The times of day at which the company keeps what it said for a day."""

    reminders: time = Field(description="When people are reminded, such as 09:00:00.")
    sending: time = Field(description="When what waited for its day is sent, 08:00:00.")
    promises_end: time = Field(description="Until when a promised day lasts, 20:00:00.")
    office_ends: time = Field(description="Until when departments answer on a day, 17:00:00.")


class Company(Page):
    """The company whose handbook this is."""

    name: str = Field(description="The name customers know, such as Northvale Home & Energy.")
    legal_name: str = Field(description="The name in the register.")
    region: str = Field(description="The state whose law governs, such as XM.")
    time_zone: Annotated[str, BeforeValidator(_zone)] = Field(description="An IANA time zone.")
    currency: str = Field(pattern=r"^[A-Z]{3}$", description="The currency's ISO code, USD.")
    languages: tuple[str, ...] = Field(
        min_length=1, description="The languages served, the authoritative one first."
    )
    demo_today: date | None = Field(None, description="The day on which the demo stands.")
    contact: Mapping[str, str] = Field(description="Ways to reach us by name: phone, email ...")
    seat: Seat = Field(description="Where it is at home: [seat].")
    supervisor_mail: str = Field(description="Where a promise or effect in danger is reported.")
    times: Times = Field(description="The times of day that count: [times].")
    lines: tuple[str, ...] = Field((), description="The company's lines of business.")
    calendars: tuple[CalendarHours, ...] = Field(
        min_length=1, alias="calendar", description="The calendars: [[calendar]]."
    )
    holidays: tuple[Holiday, ...] = Field((), description="The holidays: { on = ..., name = ... }.")
    departments: tuple[Department, ...] = Field(
        (), alias="department", description="The departments: [[department]]."
    )
    outside_help: tuple[OutsideHelp, ...] = Field((), description="Bodies outside the company.")
    staff: tuple[StaffSeed, ...] = Field((), description="Who works here: [[staff]].")

    @property
    def zone(self) -> ZoneInfo:
        """The company's time zone."""
        return ZoneInfo(self.time_zone)

    def calendar(self, name: str = "office") -> CalendarHours:
        """Return a calendar by name."""
        for calendar in self.calendars:
            if calendar.name == name:
                return calendar
        raise NotInHandbook(f"the company has no calendar {name}")

    def department(self, code: str) -> Department:
        """Return a department by its code."""
        for department in self.departments:
            if department.code == code:
                return department
        raise NotInHandbook(f"the company has no department {code}")

    def is_holiday(self, day: date) -> bool:
        """Say whether a day is one of the company's holidays."""
        return any(holiday.on == day for holiday in self.holidays)


def read_company(reading: Reading) -> Company | None:
    """Read company.toml and note what does not hang together in it."""
    source = reading.the_file("company.toml")
    if source is None:
        return None
    company = reading.fit(source, (), source.table, Company)
    if company is None:
        return None
    codes = {department.code for department in company.departments}
    calendars = {calendar.name for calendar in company.calendars}
    for number, department in enumerate(company.departments):
        at = ("department", number)
        if department.backup is not None and department.backup not in codes:
            reading.add(source.problem((*at, "backup"), "is no department", ", ".join(codes)))
        if department.calendar not in calendars:
            wrong = f"{department.calendar!r} is no calendar"
            reading.add(source.problem((*at, "calendar"), wrong, ", ".join(calendars)))
    for number, person in enumerate(company.staff):
        if person.department is not None and person.department not in codes:
            at = ("staff", number)
            reading.add(source.problem((*at, "department"), "is no department", ", ".join(codes)))
    return company
