"""Decide about reports that the power is out: those of one area are one outage. Source: C29."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from makegood.core.decision import Decision, allow, needs_info, say
from makegood.domains.cases.policy.cases import clause
from makegood.handbook import book

_FEEDERS = "feeders"
_LONGEST_AREA = 80
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class OutageFacts:
    """The area of a report, and the open case of that outage, with its question to the crews.

    `reports` is how many told of it before this one; `is_among` whether this conversation did,
    and `is_told` whether it told this very thing.
    """

    area: str
    case: str = ""
    referral: str = ""
    reports: int = 0
    is_among: bool = False
    is_told: bool = False

    @property
    def count(self) -> int:
        """How many have told of it, with this one."""
        return self.reports + (0 if self.is_among else 1)


def area_of(where: str, today: date) -> str:
    """The feeder that a place hangs on; where that is not known, its street without the number.

    Empty where there is no number: "at my house" is no area that others could be in.
    """
    words = " ".join(_WORD.findall(where.casefold()))
    rows = book().table(_FEEDERS, on=today).rows if _FEEDERS in book().tables else ()
    for row in rows:
        street = " ".join(_WORD.findall(row.text("street").casefold()))
        if f" {street} " in f" {words} ":
            return row.text("feeder")
    has_number = any(sign.isdigit() for sign in where)
    return words[:_LONGEST_AREA] if has_number else ""


def told_of(where: str, words: str) -> str:
    """What one report says: the place, and what was said of it."""
    return f"{where}: {words}"


def may_report_outage(where: str | None, facts: OutageFacts, today: date) -> Decision:
    """What is safe is told first, then it is asked where; when power returns is not guessed."""
    rule = clause("CAS-9", today)
    if not where:
        return needs_info("where", says=[say(rule), say(rule, "ask")])
    if facts.case:
        joined = say(rule, "joined", count=facts.count)
        return allow(clauses=[rule], says=[joined, say(rule, "no_time")])
    return allow(clauses=[rule], says=[say(rule, "passed_on"), say(rule, "no_time")])
