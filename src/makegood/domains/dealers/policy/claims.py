"""Decide whether a claim is taken, looked at and decided, and by when. Source: C23."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from makegood.core.decision import (
    Decision,
    Statement,
    Use,
    allow,
    needs_info,
    refuse,
    say,
)
from makegood.core.money import Money, sum_of
from makegood.core.statements import Article, Sayable
from makegood.domains.dealers import telling
from makegood.domains.dealers.checking import Checked, Repair
from makegood.domains.dealers.policy.facts import ClaimRecord
from makegood.domains.dealers.telling import clause, dlr
from makegood.handbook import book

AUTHORITY = "dealer_claim"
_CURED = frozenset({"not_returned", "wrong_part_returned", "serial_mismatch"})


@dataclass(frozen=True, slots=True)
class Clocks:
    """Until when a claim is decided, when managers hear of it, and when silence approves it."""

    decide_by: date
    alert_on: date
    silent_on: date


@dataclass(frozen=True, slots=True)
class JudgedLine:
    """What a person allows of a line instead of what the checks say, and why."""

    line: int
    amount: Money
    why: str


def clocks(received_on: date) -> Clocks:
    """The days of a claim that came on a day. Source: LAW-XM-41, DLR-15, AC23.2."""
    days = book().clause("LAW-XM-41", on=received_on).whole("decide_days")
    alert = book().clause("DLR-15", on=received_on).whole("alert_on_day")
    decide_by = received_on + timedelta(days=days)
    return Clocks(decide_by, received_on + timedelta(days=alert), decide_by + timedelta(days=1))


def may_submit(
    repair: Repair, checked: Checked, *, other: str, completes: ClaimRecord | None, answer: str
) -> Decision:
    """Whether a claim is taken: with something claimed, once, or as the answer to our question."""
    on = repair.received_on
    if completes is not None and not completes.is_returned:
        return refuse("policy_denied", says=[dlr(1, "not_returned", on, number=completes.number)])
    if other and completes is None:
        return refuse("policy_denied", says=[dlr(2, "duplicate", on, other=other)],
                      instead=[dlr(2, "cure", on)])  # fmt: skip
    if not repair.lines:
        return needs_info("labour", says=[dlr(1, "nothing", on)])
    if repair.lacks_miles:
        return needs_info("miles", says=[dlr(10, "ask_miles", on)])
    if completes is not None and not answer:
        return needs_info("answer", says=[dlr(18, "says", on)])
    if checked.question is not None:
        return allow(clauses=[clause("DLR-18", on)], says=[checked.question.says])
    told = [dlr(1, "says", on), *telling.lines_told(checked, on), dlr(14, "says", on)]
    due = dlr(15, "due", on, due=clocks(on).decide_by)
    return allow(
        clauses=[clause("LAW-XM-41", on)], says=[*told, due], figures=telling.figures(checked)
    )


def may_inspect(record: ClaimRecord, place: int, today: date) -> Decision:
    """Whether what was found of a part is recorded: of a part that was asked back, once.

    A part that was the wrong one or never came may come later, and is then looked at anew.
    """
    line = record.line(place)
    if line is None or line.tag is None:
        return refuse("policy_denied", says=[dlr(12, "no_tag", today, line=place)])
    if record.is_appealed and not record.is_appeal_decided:
        return refuse("policy_denied", says=[dlr(14, "appealed", today, number=record.number)])
    if record.charged_back:
        return refuse("policy_denied", says=[dlr(19, "final", today, number=record.number)])
    may_cure = bool(_CURED & set(line.reasons))
    if line.tag.is_looked_at and not may_cure:
        return refuse("policy_denied", says=[dlr(12, "already", today)])
    if record.decided_on is not None and not may_cure:
        return refuse("policy_denied", says=[dlr(1, "ended", today, number=record.number)])
    return allow(clauses=[clause("DLR-12", today), clause("DLR-13", today)])


def looked(checked: Checked, place: int, finding: str, today: date) -> Statement:
    """What was found of a part, in the handbook's words."""
    meant = book().table("part_findings", on=today).row(finding=finding).text("meaning")
    part = next(one.line.code for one in checked.lines if one.line.place == place)
    return dlr(12, "looked", today, finding=meant, part=Article(part))


def may_decide(
    record: ClaimRecord, checked: Checked, judged: Sequence[JudgedLine], today: date
) -> Decision:
    """Decide a claim: line by line as the checks say, or as a person judges some lines.

    What follows from the checks is nobody's judgement; what a person judges needs authority.
    """
    unfit = _unfit(record, checked, judged, today)
    if unfit is not None:
        return unfit
    rules = (clause("LAW-XM-41", today), clause("DLR-1", today), clause("DLR-13", today))
    total = allowed_with(checked, judged)
    told = telling.decided(checked, {one.line: one.amount for one in judged}, total, today)
    if total != checked.claimed:
        told.append(dlr(14, "until", today, last_day=appeal_until(today)))
    if total:
        told.append(dlr(16, "promised", today, amount=total, due=pay_by(today)))
    use = Use(
        kind=AUTHORITY, amount=total, mechanical=not judged,
        subject=f"dealer_claim:{record.number}",
    )  # fmt: skip
    return allow(clauses=rules, says=told, figures=telling.figures(checked, total), uses=use)


def _unfit(
    record: ClaimRecord, checked: Checked, judged: Sequence[JudgedLine], today: date
) -> Decision | None:
    if record.decided_on is not None:
        return refuse("policy_denied", says=[dlr(1, "ended", today, number=record.number)])
    if record.is_returned and checked.question is not None:
        return refuse("policy_denied", says=[checked.question.says])
    for one in judged:
        line = record.line(one.line)
        if line is None:
            return refuse("policy_denied", says=[dlr(19, "no_line", today, line=one.line)])
        if one.amount > line.claimed:
            named: dict[str, Sayable] = {"line": one.line, "claimed": line.claimed}
            return refuse("policy_denied", says=[dlr(19, "too_much", today, **named)])
    if checked.waits:
        waits = [telling.waits(one, today) for one in checked.waits]
        return refuse("policy_denied", says=waits, instead=[dlr(12, "says", today)])
    if checked.needs_review and not judged:
        return needs_info("judged", says=[dlr(13, "modified", today)])
    return None


def allowed_with(checked: Checked, judged: Iterable[JudgedLine]) -> Money:
    """All that is allowed, with what a person judged in the place of what the checks say."""
    amounts = {one.line: one.amount for one in judged}
    return sum_of([amounts.get(one.line.place, one.allowed) for one in checked.lines])


def appeal_until(decided_on: date) -> date:
    """The last day to appeal, or to argue about a line. Source: DLR-14, B49."""
    days = book().clause("DLR-14", on=decided_on).whole("appeal_days")
    return decided_on + timedelta(days=days)


def pay_by(decided_on: date) -> date:
    """The last day the law leaves us to pay."""
    days = book().clause("LAW-XM-42", on=decided_on).whole("pay_days")
    return decided_on + timedelta(days=days)


def may_alert(record: ClaimRecord, today: date) -> Decision:
    """Whether managers are told of a claim that waits: while it is neither decided nor asked."""
    on = clocks(record.received_on)
    if record.decided_on is not None or record.is_returned:
        return refuse("policy_denied", says=[dlr(1, "ended", today, number=record.number)])
    if today < on.alert_on:
        return refuse("policy_denied", says=[dlr(15, "not_yet", today, due=on.decide_by)])
    return allow(says=[dlr(15, "alert", today, number=record.number, due=on.decide_by)])


def may_approve_by_silence(record: ClaimRecord, today: date) -> Decision:
    """Whether a claim counts as approved as it was submitted. Source: LAW-XM-41, AC23.2."""
    on = clocks(record.received_on)
    if record.decided_on is not None or record.is_returned:
        return refuse("policy_denied", says=[dlr(1, "ended", today, number=record.number)])
    if today < on.silent_on:
        return refuse("policy_denied", says=[dlr(15, "not_yet", today, due=on.decide_by)])
    law = clause("LAW-XM-41", today)
    named: dict[str, Sayable] = {"claimed": record.claimed, "received_on": record.received_on}
    promised = dlr(16, "promised", today, amount=record.claimed, due=pay_by(today))
    return allow(clauses=[law], says=[say(law), dlr(15, "silent", today, **named), promised])
