"""Decide what is said to a question, and what is promised when nothing is written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from makegood.core.decision import Decision, Statement, allow, refuse, say
from makegood.domains.knowledge.composing import Answer
from makegood.handbook import book


@dataclass(frozen=True, slots=True)
class GapFacts:
    """A question nobody could answer: who finds out by when, and who is told."""

    question_key: str
    owner: str
    owner_name: str
    due: datetime
    known_as: str | None
    party: str | None


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """A gap to be closed: whether it still is one."""

    number: str
    is_answered: bool


def may_answer(*, answer: Answer, today: date) -> Decision:
    """What is said to a question: only what is written down, else that we do not know yet."""
    clause = book().clause("KNO-1", on=today)
    if not answer.is_found:
        return allow(says=[say(clause, "unknown")])
    used = [book().clause_version(version) for version in answer.clauses]
    return allow(clauses=[clause, *used], says=answer.says)


def may_record_gap(*, facts: GapFacts, today: date) -> Decision:
    """Whether somebody finds out: always, when there is a question at all."""
    clause = book().clause("KNO-2", on=today)
    if not facts.question_key:
        return refuse("policy_denied", clause=clause, says=[say(clause, "no_question")])
    return allow(clauses=[clause])


def gap_promise(
    *, owner_name: str, due: datetime, number: str, has_party: bool, today: date
) -> Statement:
    """What is promised about a question: to write, or to know it when asked here again."""
    sentence = "promised" if has_party else "promised_here"
    clause = book().clause("KNO-2", on=today)
    return say(clause, sentence, owner=owner_name, due=due, gap=number)


def may_answer_gap(*, facts: AnswerFacts, today: date) -> Decision:
    """Whether a gap is closed: once."""
    clause = book().clause("KNO-2", on=today)
    if facts.is_answered:
        return refuse("policy_denied", clause=clause, says=[say(clause, "answered_before")])
    return allow(says=[say(clause, "answered", gap=facts.number)])
