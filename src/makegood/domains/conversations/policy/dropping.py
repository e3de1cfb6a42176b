"""Decide whether somebody whose call broke off is called back. Source: C01."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from makegood.core.decision import Decision, allow, refuse, say
from makegood.handbook import book

RULE = "CNV-17"


@dataclass(frozen=True, slots=True)
class DroppedFacts:
    """A conversation that broke off: on which channel, from which number, and if it was before."""

    number: str
    channel: str
    phone: str
    was_called: bool


def may_call_back_once(facts: DroppedFacts, now: datetime, today: date) -> Decision:
    """A call whose number we know is called back once; a second time would press somebody."""
    rule = book().clause(RULE, on=today)
    if facts.channel != "voice":
        return refuse("policy_denied", clause=rule, says=[say(rule, "no_call")])
    if not facts.phone:
        return refuse("policy_denied", clause=rule, says=[say(rule, "no_number")])
    if facts.was_called:
        return refuse("policy_denied", clause=rule, says=[say(rule, "once_only")])
    by = call_back_by(now, today)
    return allow(says=[say(rule, "call", phone=facts.phone, by=by), say(rule, "say_no_reason")])


def call_back_by(now: datetime, today: date) -> datetime:
    """By when somebody who was cut off is called back."""
    return now + timedelta(minutes=book().clause(RULE, on=today).whole("back_within_minutes"))
