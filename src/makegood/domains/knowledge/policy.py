"""Decide what is said to a question, and what is promised when nothing is written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from makegood.core.decision import Decision, Statement, Use, allow, refuse, say
from makegood.core.money import Money
from makegood.domains.knowledge.composing import Answer
from makegood.handbook import Change, book


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
    nearest = [say(clause, "nearest")] if answer.is_nearest else []
    return allow(clauses=[clause, *used], says=[*nearest, *answer.says])


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


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """A change of the handbook: what it would be, how it reads, and what is wrong with it."""

    change: Change | None
    reads: str
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AsideFacts:
    """A message to be set aside, and what was already done about it."""

    message: str
    is_dealt_with: bool


def may_change(*, facts: ChangeFacts, about: str, today: date) -> Decision:
    """Whether the handbook may be changed so: when it stays valid, with a second person's yes."""
    clause = book().clause("KNO-3", on=today)
    if facts.wrong:
        told = [say(clause, "wrong", wrong=wrong) for wrong in facts.wrong]
        return refuse("policy_denied", clause=clause, says=told)
    if facts.change is None or facts.change.before == facts.change.after:
        return refuse("policy_denied", clause=clause, says=[say(clause, "unchanged")])
    reads = say(clause, "reads", about=about, file=facts.change.file, text=facts.reads)
    return allow(says=[reads], uses=Use(kind="handbook_change", amount=Money.zero()))


def may_set_aside(*, facts: AsideFacts, today: date) -> Decision:
    """Whether a message needs no words of ours: when nobody has dealt with it yet."""
    clause = book().clause("KNO-4", on=today)
    if facts.is_dealt_with:
        told = say(clause, "dealt_with", message=facts.message)
        return refuse("policy_denied", clause=clause, says=[told])
    return allow(says=[say(clause, "set_aside", message=facts.message)])
