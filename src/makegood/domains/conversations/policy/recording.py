"""Decide whether a call is recorded: only while all who are on the line agree. Source: C05."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from makegood.core.decision import Decision, allow, needs_info, refuse, say
from makegood.handbook import book

RULE, LAW = "PRV-9", "LAW-XM-5"
ON, OFF, ENDED = "on", "off", "ended"


@dataclass(frozen=True, slots=True)
class RecordingFacts:
    """A conversation, whether it is a call that goes on, and what became of its recording.

    `state` is on, off once somebody wanted that, ended with a call that did, or "" while nobody
    spoke of it. Only off stays: of what ended, the next call asks afresh.
    """

    number: str
    is_call: bool
    is_open: bool
    state: str
    can_record: bool


def may_record(facts: RecordingFacts, agreed: bool | None, today: date) -> Decision:
    """Whether a call is recorded: the law asks everybody on the line, and a no stays a no."""
    rule, law = (book().clause(name, on=today) for name in (RULE, LAW))
    if not (facts.is_call and facts.is_open):
        return refuse("policy_denied", clause=rule, says=[say(rule, "only_calls")])
    if facts.state == OFF:
        return refuse("prohibited", clause=law, says=[say(law), say(rule, "said_no")])
    if not facts.can_record:
        return refuse("policy_denied", clause=rule, says=[say(rule, "no_recorder")])
    if agreed is None:
        return needs_info(
            "agreed", says=[say(rule, "notice")], options=("true", "false"), clauses=[law]
        )
    if not agreed:
        return allow(clauses=[law], says=[say(rule, "goes_on")])
    return allow(clauses=[law], says=[say(rule, "is_on")])


def may_stop(facts: RecordingFacts, today: date) -> Decision:
    """Whether a recording ends: always and at once; what is written is another thing."""
    rule = book().clause(RULE, on=today)
    if not facts.is_call:
        return allow(says=[say(rule, "in_writing")])
    return allow(says=[say(rule, "is_off" if facts.state == ON else "goes_on")])


def off_by(now: datetime, today: date) -> datetime:
    """By when the recorder must have stopped, once somebody wants it."""
    seconds = book().clause(RULE, on=today).whole("off_within_seconds")
    return now + timedelta(seconds=seconds)
