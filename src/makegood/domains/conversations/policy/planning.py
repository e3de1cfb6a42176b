"""Decide how many people must be there for the calls that are expected. Source: C01, C39."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from makegood.core.decision import Decision, allow, needs_info, say
from makegood.domains.conversations.staffing import (
    MOST_PEOPLE,
    CallsExpected,
    Staffed,
    people_needed,
    scheduled,
    staffed,
)
from makegood.handbook import book


def planned(expected: CallsExpected, *, today: date) -> tuple[Staffed, Staffed | None, int]:
    """Who must be there, what one fewer would do if the calls end at all, and who is scheduled."""
    rule = book().clause("CNV-15", on=today)
    within = rule.whole("within_seconds")
    found = people_needed(expected, float(rule.decimal("answered_percent")), within)
    one_fewer = found.people - 1
    fewer = staffed(expected, one_fewer, within) if one_fewer > expected.traffic else None
    return found, fewer, scheduled(found.people, rule.decimal("away_percent"))


def may_tell_staffing(expected: CallsExpected, *, today: date) -> Decision:
    """Tell how many people are needed and why not one fewer; ask again beyond any plausible number.

    Figures are rounded as they are told: one decimal of a percentage and of a second.
    """
    rule = book().clause("CNV-15", on=today)
    if expected.traffic > MOST_PEOPLE:
        return needs_info("calls", says=[say(rule, "too_many", most=MOST_PEOPLE)])
    found, fewer, on_schedule = planned(expected, today=today)
    told = [
        say(rule),
        say(rule, "needed", calls=expected.calls, minutes=expected.minutes,
            seconds=expected.seconds_each, erlang=tenths(expected.traffic, "0.001"),
            people=found.people, in_time=tenths(found.in_time), wait=tenths(found.wait),
            busy=tenths(found.busy)),
        say(rule, "fewer", people=fewer.people, in_time=tenths(fewer.in_time))
        if fewer else say(rule, "no_fewer", people=found.people - 1),
        say(rule, "scheduled", people=on_schedule),
    ]  # fmt: skip
    return allow(says=told)


def tenths(value: float, step: str = "0.1") -> Decimal:
    """A figure as it is told, rounded half up to one decimal, or to another step."""
    return Decimal(str(value)).quantize(Decimal(step), ROUND_HALF_UP)
