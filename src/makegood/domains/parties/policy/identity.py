"""Decide how surely somebody is known: claims, codes, documents. Source: C04, AC04.1-AC04.3."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from makegood.core.actor import V1, Level
from makegood.core.decision import Decision, allow, needs_info, refuse, say
from makegood.core.statements import Statement
from makegood.handbook import Clause, book


@dataclass(frozen=True, slots=True)
class Claimed:
    """The one party that a reference and a second fact both mean."""

    party: str
    name: str


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """What was found for a claim; a wrong one and an unknown one are answered the same.

    `wrong_claims` were made in this conversation, `wrong_from_there` from the same address about
    anybody, `wrong_on_them` anywhere about the same people.
    """

    found: Claimed | None
    has_second_fact: bool
    wrong_claims: int
    wrong_from_there: int
    wrong_on_them: int


@dataclass(frozen=True, slots=True)
class CodePoint:
    """A contact point to which a code might be sent; `added_on` decides whether it may.

    `has_failed` says that nothing arrived there lately.
    """

    number: str
    kind: str
    masked: str
    added_on: date
    has_failed: bool = False


@dataclass(frozen=True, slots=True)
class CodeFacts:
    """What is known before a code is sent: `points` stand in the order they were added."""

    party: str
    level: Level
    points: tuple[CodePoint, ...]
    chosen: str | None
    proven_kinds: frozenset[str]
    codes_sent: int
    locked_until: datetime | None


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """What is known when a code is given; `wrong_before` counts wrong ones in a row before.

    Whether the code is right is found where a wrong one is counted.
    """

    name: str
    challenge: str | None
    is_expired: bool
    wrong_before: int
    locked_until: datetime | None


def may_claim_identity(*, facts: ClaimFacts, today: date) -> Decision:
    """Whether somebody is taken, for now, to be who they say: a reference and a second fact."""
    certainty, limits = _clause("IDV-1", today), _clause("IDV-9", today)
    if not facts.has_second_fact:
        return needs_info("name", says=[say(certainty, "needs_name")])
    is_too_often = facts.wrong_claims >= limits.whole("claims")
    is_too_often |= facts.wrong_from_there >= limits.whole("claims_from_one")
    is_too_often |= facts.wrong_on_them >= limits.whole("claims_on_one")
    if facts.found is None or is_too_often:
        return refuse(
            "policy_denied",
            clause=certainty,
            says=[say(certainty, "not_found")],
            instead=[say(limits, "person_can_help")],
        )
    proofs = [certainty, _clause("IDV-2", today)]
    return allow(clauses=proofs, says=[say(_clause("IDV-8", today), "claimed")])


def may_accept_sender(*, owners: Sequence[str], known: str | None, today: date) -> Decision:
    """Whether the sender of a proven mail is taken to be the customer who has the address."""
    rule = _clause("IDV-10", today)
    if len(owners) != 1:
        return refuse("policy_denied", clause=rule, says=[say(rule, "not_one")])
    if known is not None and known != owners[0]:
        return refuse("policy_denied", clause=rule, says=[say(rule, "known")])
    return allow(clauses=[rule])


def is_old_enough(*, added_on: date, today: date) -> bool:
    """Whether a contact point has been on record long enough to receive a code (AC04.2)."""
    return today >= usable_from(added_on=added_on, today=today)


def usable_from(*, added_on: date, today: date) -> date:
    """The first day on which a code may be sent to a contact point added on a day."""
    return added_on + timedelta(days=_clause("IDV-3", today).whole("age_days") + 1)


def point_for_code(*, facts: CodeFacts, today: date) -> CodePoint | None:
    """Where the code goes: where asked, else the oldest of a kind that has proven nothing yet.

    Not to where nothing arrives, unless there is nothing else.
    """
    old = _fit_for_code(facts, today)
    if facts.chosen is not None:
        return next((one for one in old if one.number == facts.chosen), None)
    new_kind = [one for one in old if one.kind not in facts.proven_kinds]
    return next(iter((*new_kind, *old)), None)


def _fit_for_code(facts: CodeFacts, today: date) -> list[CodePoint]:
    old = [one for one in facts.points if is_old_enough(added_on=one.added_on, today=today)]
    return [one for one in old if not one.has_failed] or old


def may_send_code(*, facts: CodeFacts, now: datetime, today: date) -> Decision:
    """Whether a code is sent, and what is offered when the one asked for is too new."""
    limits, where = _clause("IDV-9", today), _clause("IDV-3", today)
    if facts.level < V1:
        claim = say(_clause("IDV-1", today), "needs_claim")
        return refuse("verification_required", says=[claim], level=V1)
    if facts.locked_until is not None and facts.locked_until > now:
        return _locked(facts.locked_until, today)
    if facts.codes_sent >= limits.whole("codes"):
        return refuse("policy_denied", clause=limits, says=[say(limits, "too_many_codes")])
    point = point_for_code(facts=facts, today=today)
    if point is None:
        return _no_suitable_point(facts, where, today)
    code = _clause("IDV-5", today)
    return allow(clauses=[where, limits], says=[say(code, "sent", masked=point.masked)])


def may_answer_factor(*, facts: AnswerFacts, now: datetime, today: date) -> Decision:
    """Whether a code is looked at; a wrong one is counted."""
    code = _clause("IDV-5", today)
    if facts.locked_until is not None and facts.locked_until > now:
        return _locked(facts.locked_until, today)
    if facts.challenge is None:
        return refuse("policy_denied", clause=code, says=[say(code, "none_open")])
    if facts.is_expired:
        return refuse("policy_denied", clause=code, says=[say(code, "expired")])
    return allow(clauses=[_clause("IDV-4", today), _clause("IDV-8", today)])


def told_of_code(*, facts: AnswerFacts, is_right: bool, now: datetime, today: date) -> Statement:
    """What follows from a code: it proves who somebody is, or leaves so many tries."""
    tries = _clause("IDV-4", today)
    if is_right:
        return say(_clause("IDV-1", today), "known", name=facts.name)
    left = tries.whole("tries") - facts.wrong_before - 1
    if left > 0:
        return say(tries, "wrong", left=left)
    return say(tries, "locked", until=now + timedelta(minutes=tries.whole("lock_minutes")))


def may_accept_document(*, is_match: bool, name: str, today: date) -> Decision:
    """Whether a photo ID that a colleague looked at proves who the customer is."""
    clause = _clause("IDV-6", today)
    if not is_match:
        return refuse("policy_denied", clause=clause, says=[say(clause, "does_not_match")])
    known = say(_clause("IDV-1", today), "known", name=name)
    return allow(clauses=[clause, _clause("IDV-8", today)], says=[known])


def _no_suitable_point(facts: CodeFacts, where: Clause, today: date) -> Decision:
    """Say why not, and offer an older contact point or the store."""
    asked = next((one for one in facts.points if one.number == facts.chosen), None)
    says = [say(where)]
    if asked is not None and asked.has_failed:
        says = [say(where, "failed", masked=asked.masked)]
    elif asked is not None:
        day = usable_from(added_on=asked.added_on, today=today)
        says = [say(where, "too_new", masked=asked.masked, usable_from=day)]
    older = _fit_for_code(facts, today)[:2]
    others = [say(where, "older", masked=one.masked) for one in older]
    return refuse(
        "policy_denied", clause=where, says=says, instead=others or [say(where, "none_old")]
    )


def _locked(until: datetime, today: date) -> Decision:
    clause = _clause("IDV-4", today)
    return refuse("policy_denied", clause=clause, says=[say(clause, "locked", until=until)])


def _clause(number: str, today: date) -> Clause:
    return book().clause(number, on=today)
