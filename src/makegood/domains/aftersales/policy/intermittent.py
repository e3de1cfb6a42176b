"""Decide about faults that come and go: how they are looked for, and what counts (C21; WAR-16)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from makegood.core.calendars import company_calendar
from makegood.core.decision import Decision, allow, needs_info, refuse
from makegood.domains.aftersales.policy.warranties import UnitFacts, war
from makegood.domains.aftersales.warranty import Attempt
from makegood.handbook import book


@dataclass(frozen=True, slots=True)
class SoakFacts:
    """A repair whose appliance may be left to run and watched, and until when it is already.

    `until_on` is the day of that moment where we are.
    """

    number: str
    party: str
    is_open: bool
    comes_and_goes: bool
    runs_until: datetime | None = None
    until_on: date | None = None


def told_before(facts: UnitFacts, component: str, today: date) -> Attempt | None:
    """The repair in which a fault that comes and goes did not show, while it is still watched."""
    days = timedelta(days=book().clause("WAR-16", on=today).whole("watch_days"))
    for one in reversed(facts.attempts):
        seen = one.component == component and one.was_not_seen
        if seen and one.went_out_on is not None and one.went_out_on + days >= today:
            return one
    return None


def watched_until(ended_on: date) -> date:
    """Until when a fault that did not show stays on record."""
    return ended_on + timedelta(days=book().clause("WAR-16", on=ended_on).whole("watch_days"))


def soak_due(ends_on: date) -> date:
    """By when the customer hears what was seen: the business day after the appliance ran."""
    return company_calendar().add_business_days(ends_on, 1)


def may_soak(facts: SoakFacts, hours: int, *, today: date) -> Decision:
    """Whether an appliance is left to run and watched: once, for a fault that comes and goes."""
    if not facts.is_open or not facts.comes_and_goes:
        return refuse("policy_denied", says=[war(16, "not_so", today, repair=facts.number)])
    if facts.until_on is not None:
        told = war(16, "runs_already", today, repair=facts.number, until=facts.until_on)
        return refuse("policy_denied", says=[told])
    clause = book().clause("WAR-16", on=today)
    if hours < clause.whole("soak_hours"):
        return needs_info("hours", says=[war(16, "too_short", today)])
    return allow(clauses=[clause])


def unseen_too_soon(facts: SoakFacts, *, now: datetime, today: date) -> Decision | None:
    """What bars saying that nothing was found: a fault that comes and goes was not watched yet."""
    if not facts.comes_and_goes:
        return None
    if facts.runs_until is None or facts.until_on is None:
        return refuse("policy_denied", says=[war(16, "soak_first", today)])
    if now < facts.runs_until:
        told = war(16, "runs_already", today, repair=facts.number, until=facts.until_on)
        return refuse("policy_denied", says=[told])
    return None
