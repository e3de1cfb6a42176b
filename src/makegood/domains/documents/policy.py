"""Decide what has a letter and under which name a paper is filed. Source: C08, C34."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from makegood.core.decision import Decision, Statement, allow, refuse, say
from makegood.core.statements import Word
from makegood.domains.conversations.policy import ENCLOSING
from makegood.handbook import Clause, book

_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9.-]+")


@dataclass(frozen=True, slots=True)
class Sent:
    """How a notice went out, and whether it could."""

    channel: str
    is_blocked: bool


@dataclass(frozen=True, slots=True)
class Copy:
    """A paper that is wanted again, how it would reach its customer, and how often it did today.

    `channel` is empty where no paper can reach them; `masked` shows a part of a mail address.
    """

    kind: str
    number: str
    party: str
    subject: str
    channel: str
    masked: str
    sent_today: int


def clause(name: str, day: date) -> Clause:
    """A clause of the handbook as it holds on a day."""
    return book().clause(name, on=day)


def has_letter(sent: Sent) -> bool:
    """Whether a notice has a letter: a mail or a letter that went out without a gap in it."""
    return sent.channel in ENCLOSING and not sent.is_blocked


def may_print(sent: Sent, today: date) -> Decision:
    """Print the letter of a notice, if it has one."""
    rule = clause("DOC-2", today)
    if not has_letter(sent):
        return refuse("policy_denied", clause=rule, says=[say(rule, "no_letter")])
    return allow(clauses=[rule])


def may_send_copy(copy: Copy, today: date) -> Decision:
    """A copy goes to an address on record, and so many times a day (C04)."""
    rule, named = clause("DOC-4", today), {"number": copy.number, "title": _titled(copy)}
    if not copy.channel:
        return refuse("policy_denied", clause=rule, says=[say(rule, "no_way")])
    if copy.sent_today >= rule.whole("times_a_day"):
        return refuse("policy_denied", clause=rule, says=[say(rule, "enough")])
    if copy.channel == "letter":
        return allow(clauses=[rule], says=[say(rule, "by_post", **named)])
    return allow(clauses=[rule], says=[say(rule, "mailed", masked=copy.masked, **named)])


def say_not_you(rule: Clause) -> Statement:
    """What somebody is told who gets a copy that they did not ask for."""
    return say(rule, "not_you")


def _titled(copy: Copy) -> Word:
    return Word(f"documents.paper_{copy.kind}")


def stem(kind: str, day: date, party: str, subject_ref: str) -> str:
    """The name of a filing but for its version: `<type>_<yyyy-mm-dd>_<party>_<ref>`. C08."""
    reference = subject_ref.rpartition(":")[2] or "none"
    parts = (kind, day.isoformat(), party, reference)
    return "_".join(_NOT_IN_NAMES.sub("-", part) for part in parts)
