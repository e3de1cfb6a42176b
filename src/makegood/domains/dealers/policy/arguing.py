"""Decide who may argue about a line, answer it, appeal, and decide the appeal. Source: C23."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from makegood.core.decision import Decision, Statement, Use, allow, needs_info, refuse
from makegood.core.money import Money, sum_of
from makegood.core.statements import Sayable
from makegood.domains.dealers.policy.claims import AUTHORITY, JudgedLine, appeal_until, clocks
from makegood.domains.dealers.policy.facts import ClaimRecord
from makegood.domains.dealers.telling import about, clause, dlr, total_told
from makegood.handbook import book


@dataclass(frozen=True, slots=True)
class Answer:
    """What a dealer says of a line: accepts it, or argues."""

    line: int
    accepts: bool
    argument: str


def explained(record: ClaimRecord, told: Sequence[Statement], today: date) -> Decision:
    """How a claim stands: why lines were adjusted, what it comes to, what can be done about it."""
    number, rules = record.number, [clause("DLR-1", today)]
    status = about(number, f"is_{record.state}", number=number)
    if record.decided_on is None:
        due = clocks(record.received_on).decide_by
        waits = [] if record.is_returned else [dlr(15, "due", today, due=due)]
        return allow(clauses=rules, says=[status, *told, *waits])
    total = total_told(record.claimed, record.allowed, today)
    says = [status, *told, total]
    if record.allowed != record.claimed and not record.is_appealed:
        last = appeal_until(record.decided_on)
        name = "until" if today <= last else "too_late"
        says.append(dlr(14, name, today, last_day=last))
    return allow(clauses=rules, says=says)


def may_review(record: ClaimRecord, answers: Sequence[Answer], today: date) -> Decision:
    """Whether a dealer may accept or argue line by line: once it is decided, while it is open."""
    closed = _closed(record, today)
    if closed is not None:
        return closed
    told: list[Statement] = []
    for one in answers:
        line = record.line(one.line)
        if line is None:
            return refuse("policy_denied", says=[dlr(19, "no_line", today, line=one.line)])
        if not one.accepts and not one.argument:
            return needs_info("answers", says=[dlr(19, "why", today)])
        if one.accepts:
            told.append(dlr(19, "accepted", today, line=one.line, amount=line.worth))
        else:
            told.append(dlr(19, "argued", today, line=one.line))
    extra = extra_of(record, answers)
    if extra:
        total = record.allowed + extra
        told.append(dlr(19, "agreed", today, total=total, extra=extra))
        told.append(dlr(23, "to_sign", today))
    return allow(clauses=[clause("DLR-19", today)], says=told)


def lines_meant(record: ClaimRecord, said: str) -> tuple[int, ...]:
    """The lines that a number means, or what they are of; () when there is none."""
    if said.isdecimal():
        return (int(said),) if record.line(int(said)) else ()
    return tuple(one.place for one in record.repair.lines if one.work == said)


def may_argue(record: ClaimRecord, said: str, argument: str, today: date) -> Decision:
    """Whether a dealer may argue about one line: the one that is meant, while it is open."""
    closed = _closed(record, today)
    if closed is not None:
        return closed
    places = lines_meant(record, said)
    if len(places) == 1:
        return may_review(record, [Answer(places[0], False, argument)], today)
    among = places or tuple(one.place for one in record.lines)
    numbers = [str(place) for place in among]
    told = dlr(19, "which_line", today, lines=", ".join(numbers))
    return needs_info("line", says=[told], options=numbers)


def extra_of(record: ClaimRecord, answers: Sequence[Answer]) -> Money:
    """What the accepted lines add to what was allowed, once it is signed: our offers beyond it."""
    said = {one.line: one.accepts for one in answers}
    lines = [one for one in record.lines if said.get(one.place, one.is_agreed)]
    return sum_of([one.worth - one.allowed for one in lines])


def may_answer_argument(
    record: ClaimRecord, place: int, offer: Money | None, today: date
) -> Decision:
    """Whether somebody of ours may answer an argument, with an offer on their own authority."""
    line = record.line(place)
    if line is None:
        return refuse("policy_denied", says=[dlr(19, "no_line", today, line=place)])
    if not line.is_argued or line.is_agreed:
        return refuse("policy_denied", says=[dlr(19, "not_argued", today, line=place)])
    named: dict[str, Sayable] = {"line": place, "claimed": line.claimed, "allowed": line.allowed}
    if offer is not None and offer > line.claimed:
        del named["allowed"]
        return refuse("policy_denied", says=[dlr(19, "too_much", today, **named)])
    if offer is not None and offer < line.allowed:
        del named["claimed"]
        return refuse("policy_denied", says=[dlr(19, "too_little", today, **named)])
    amount = line.allowed if offer is None else offer
    use = Use(kind=AUTHORITY, amount=amount - line.allowed, subject=f"dealer_claim:{record.number}")
    told = dlr(19, "offered", today, line=place, amount=amount)
    return allow(clauses=[clause("DLR-19", today)], says=[told], uses=use)


def may_appeal(record: ClaimRecord, today: date) -> Decision:
    """Whether a dealer may ask a second reviewer: what was taken off, in time, once."""
    if record.decided_on is None:
        return refuse("policy_denied", says=[dlr(14, "not_decided", today, number=record.number)])
    if record.is_appealed:
        name = "once" if record.is_appeal_decided else "appealed"
        return refuse("policy_denied", says=[dlr(14, name, today, number=record.number)])
    if record.allowed == record.claimed:
        return refuse("policy_denied", says=[dlr(14, "nothing_denied", today)])
    last = appeal_until(record.decided_on)
    if today > last:
        return refuse("policy_denied", says=[dlr(14, "too_late", today, last_day=last)])
    return allow(says=[dlr(14, "taken", today, due=appeal_due(today))])


def appeal_due(appealed_on: date) -> date:
    """Until when an appeal is decided: as many days as the law leaves for a claim."""
    days = book().clause("LAW-XM-41", on=appealed_on).whole("decide_days")
    return appealed_on + timedelta(days=days)


def may_decide_appeal(
    record: ClaimRecord, judged: Sequence[JudgedLine], *, reviewer: str, today: date
) -> Decision:
    """Whether this person decides an appeal: never who decided first; never to take more off."""
    if not record.is_appealed or record.is_appeal_decided:
        return refuse("policy_denied", says=[dlr(14, "no_appeal", today, number=record.number)])
    if reviewer == record.decided_by:
        return refuse("not_authorised", says=[dlr(14, "same_reviewer", today)])
    for one in judged:
        line = record.line(one.line)
        if line is None:
            return refuse("policy_denied", says=[dlr(19, "no_line", today, line=one.line)])
        named: dict[str, Sayable] = {"line": one.line}
        if one.amount > line.claimed:
            told = dlr(19, "too_much", today, claimed=line.claimed, **named)
            return refuse("policy_denied", says=[told])
        if one.amount < line.allowed:
            told = dlr(19, "too_little", today, allowed=line.allowed, **named)
            return refuse("policy_denied", says=[told])
    extra = sum_of([one.amount - _allowed(record, one.line) for one in judged])
    use = Use(kind=AUTHORITY, amount=extra, subject=f"dealer_claim:{record.number}")
    told = dlr(14, "changed", today, extra=extra) if extra else dlr(14, "upheld", today)
    return allow(clauses=[clause("DLR-14", today)], says=[told], uses=use)


def _allowed(record: ClaimRecord, place: int) -> Money:
    line = record.line(place)
    return line.allowed if line else Money.zero()


def _closed(record: ClaimRecord, today: date) -> Decision | None:
    if record.decided_on is None:
        return refuse("policy_denied", says=[dlr(14, "not_decided", today, number=record.number)])
    is_open = record.state in ("approved", "adjusted", "denied", "paid") and not record.is_appealed
    if not is_open or today > appeal_until(record.decided_on):
        return refuse("policy_denied", says=[dlr(19, "final", today, number=record.number)])
    return None
