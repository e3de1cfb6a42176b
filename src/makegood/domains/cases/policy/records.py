"""Decide how what was written down wrongly is put right, and what a record lacks. Source: C08."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from makegood.core.decision import Decision, allow, needs_info, refuse, say
from makegood.core.statements import Sayable
from makegood.domains.cases.policy.cases import clause

_WORDS = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|\"[^\"]*\"")


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """A note of a case that shall be put right: whether there is one, and what it says now.

    `moved_to` is where it went, if it stood in the wrong case.
    """

    case: str
    place: int
    key: int | None
    text: str
    is_corrected: bool
    moved_to: str = ""


Defect = tuple[str, str]
"""What is lacking, and the number of the record that lacks it."""


@dataclass(frozen=True, slots=True)
class DefectFacts:
    """What records lack now, and what was known to be lacking before."""

    lacking: frozenset[Defect]
    known: frozenset[Defect]

    @property
    def new(self) -> tuple[Defect, ...]:
        """What was found for the first time."""
        return tuple(sorted(self.lacking - self.known))

    @property
    def mended(self) -> tuple[Defect, ...]:
        """What is lacking no more."""
        return tuple(sorted(self.known - self.lacking))


def may_correct(*, facts: NoteFacts, text: str, today: date) -> Decision:
    """Whether a note may be corrected: once, by other words, and it stays beside its correction."""
    rule = clause("CAS-7", today)
    named: dict[str, Sayable] = {"case": facts.case, "note": facts.place}
    if facts.key is None:
        return refuse("policy_denied", clause=rule, says=[say(rule, "no_note", **named)])
    if facts.moved_to:
        return refuse("policy_denied", clause=rule, says=[say(rule, "moved_before", **named)])
    if facts.is_corrected:
        return refuse("policy_denied", clause=rule, says=[say(rule, "corrected_before", **named)])
    if facts.text == text:
        return refuse("policy_denied", clause=rule, says=[say(rule, "same_words", **named)])
    return allow(says=[say(rule, "corrected", **named)])


def may_move(*, facts: NoteFacts, to: str, today: date) -> Decision:
    """Whether a note goes to the case that it belongs to; that it stood here is left behind."""
    rule = clause("CAS-7", today)
    named: dict[str, Sayable] = {"case": facts.case, "note": facts.place}
    if facts.key is None:
        return refuse("policy_denied", clause=rule, says=[say(rule, "no_note", **named)])
    if facts.moved_to:
        return refuse("policy_denied", clause=rule, says=[say(rule, "moved_before", **named)])
    if facts.case == to:
        return refuse("policy_denied", clause=rule, says=[say(rule, "stands_there", **named)])
    return allow(says=[say(rule, "moved", **named, to=to)])


def ask_of_note(text: str, happened_on: date | None, today: date) -> Decision | None:
    """What is asked once more of a note: its day, or words that its customer may read as well.

    What somebody said stands in quotation marks, and then as it was said.
    """
    rule = clause("CAS-11", today)
    if happened_on is not None and happened_on > today:
        return needs_info("happened_on", says=[say(rule, "ask_day")])
    ours = {word.casefold() for word in _WORDS.findall(_QUOTED.sub(" ", text))}
    unkind = sorted(ours & {word.strip() for word in str(rule.figure("unkind")).split(",")})
    if unkind:
        return needs_info("text", says=[say(rule, "ask_kindly", words=", ".join(unkind))])
    return None


def may_list_defects(today: date) -> Decision:
    """What records lack is always listed."""
    return allow(clauses=[clause("CAS-8", today)])
