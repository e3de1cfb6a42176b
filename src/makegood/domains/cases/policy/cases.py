"""Decide how a case is opened, closed, opened again and made up for. Source: C08, C27, C06."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from makegood.core.actor import Actor, ActorKind
from makegood.core.calendars import BusinessCalendar
from makegood.core.decision import (
    Decision,
    Figure,
    Statement,
    Use,
    allow,
    needs_info,
    refuse,
    say,
)
from makegood.core.money import Money
from makegood.core.statements import Word
from makegood.handbook import Clause, book

EMERGENCY = "emergency"
NEEDS_NO_ACCEPTANCE = frozenset({"withdrawn", "unconfirmed", "deadlock", "not_justified"})
_KINDS = {"O": "order", "R": "return", "RF": "refund", "CV": "conversation", "CS": "case"}
_SCRIPTS = {"co": "carbon_monoxide"}
_ROOT_CAUSE, _OUTCOME = Word("cases.missing_root_cause"), Word("cases.missing_outcome")
_BASIS, _RESPONSE = Word("cases.missing_basis"), Word("cases.missing_response")
_ACCEPTANCE = Word("cases.missing_acceptance")


@dataclass(frozen=True, slots=True)
class Clocks:
    """By when the customer of a case is told what. Source: AC27.1."""

    acknowledge_by: date
    summary_by: date
    answer_by: date
    final_by: date


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What is known of a case when something is to happen in it.

    `bounces` is how often a department returned a question of it; `open_referrals` are the
    departments that have one now; `unkept` are the sentences of promises not kept yet.
    """

    number: str
    party: str
    level: int
    is_open: bool
    is_danger: bool
    owner: str
    bounces: int
    open_referrals: tuple[str, ...] = ()
    unkept: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()
    last_closed_at: datetime | None = None
    rights: Mapping[str, frozenset[str]] | None = None


def clause(name: str, day: date) -> Clause:
    """A clause of the handbook as it holds on a day."""
    return book().clause(name, on=day)


def clocks(received: date, calendar: BusinessCalendar) -> Clocks:
    """The dates of a case received on a day: working days are the company's business days."""
    first, answered = clause("CAS-1", received), clause("CAS-2", received)
    return Clocks(
        acknowledge_by=calendar.add_business_days(received, first.whole("acknowledge_within")),
        summary_by=calendar.add_business_days(received, answered.whole("summary_within")),
        answer_by=calendar.add_business_days(received, answered.whole("answer_within")),
        final_by=received + timedelta(weeks=answered.whole("outside_help_weeks")),
    )


def may_open(
    actor: Actor,
    category: str,
    summary: str,
    future_contact: str | None,
    loss: str | None,
    day: date,
) -> Decision:
    """Anybody may complain; we ask how to reach them, except in danger. Source: C27, AC08.1.

    Whoever tells of damage at home first hears what to do about it.
    """
    if not summary:
        return needs_info("summary", says=[say(clause("CAS-1", day), "no_summary")])
    is_ours = actor.kind in (ActorKind.STAFF, ActorKind.SYSTEM)
    if future_contact is None and not is_ours and category != EMERGENCY:
        first = [say(clause("CAS-10", day), loss)] if loss else []
        return needs_info("future_contact", says=[*first, say(clause("CAS-6", day), "ask")])
    rules = [clause(name, day) for name in ("CAS-1", "CAS-2", "CAS-6")]
    return allow(clauses=rules)


def opened(number: str, dates: Clocks, day: date) -> Statement:
    """What is told of a case that was just opened: its number, and by when we are heard from."""
    return say(clause("CAS-1", day), "opened", case=number, due=dates.acknowledge_by)


def insurance_told(day: date) -> tuple[Statement, ...]:
    """Who decides about cover, what one may ask for, and who supervises us. Source: C28."""
    return (say(clause("CAS-10", day)), *_outside_help(day, "insurance_department"))


def full_ref(said: str) -> str:
    """A record's number with its kind before it: O-1041 is order:O-1041."""
    if ":" in said:
        return said
    if "/" in said:
        return f"order_line:{said}"
    return f"{_KINDS.get(said.partition('-')[0], 'record')}:{said}"


def may_work_on(facts: CaseFacts, day: date) -> Decision:
    """Something may be added to a case as long as it is open."""
    rule = clause("CAS-4", day)
    if facts.is_open:
        return allow(clauses=[rule])
    return refuse("policy_denied", clause=rule, says=[say(rule, "case_closed", case=facts.number)])


def may_close(
    facts: CaseFacts,
    *,
    outcome: str | None,
    root_cause: str | None,
    basis: str | None,
    response: str | None,
    is_accepted: bool | None,
    day: date,
) -> Decision:
    """A case is closed when all is done, checked and written down (AC27.3)."""
    rule = clause("CAS-4", day)
    if not facts.is_open:
        told = say(rule, "already_closed", case=facts.number)
        return refuse("policy_denied", clause=rule, says=[told])
    missing: list[str | Word] = []
    given = [(root_cause, _ROOT_CAUSE), (outcome, _OUTCOME), (basis, _BASIS), (response, _RESPONSE)]
    missing += [word for value, word in given if not value]
    if not is_accepted and facts.party and outcome not in NEEDS_NO_ACCEPTANCE:
        missing.append(_ACCEPTANCE)
    missing += [*facts.unkept, *facts.unchecked]
    missing += [book().company.department(code).name for code in facts.open_referrals]
    if missing:
        says = [say(rule, "missing", missing=item) for item in missing]
        return refuse("policy_denied", clause=rule, says=says)
    told_last = [say(rule, "closed", case=facts.number)]
    if outcome in ("deadlock", "not_justified"):
        told_last += _outside_help(day)
    return allow(clauses=[rule, clause("GDW-4", day)], says=told_last)


def may_reopen(facts: CaseFacts, day: date, zone_day_closed: date | None) -> Decision:
    """A case is opened again within its days; later a new one refers to it."""
    rule = clause("CAS-5", day)
    if facts.is_open or zone_day_closed is None:
        return refuse(
            "policy_denied", clause=rule, says=[say(rule, "not_closed", case=facts.number)]
        )
    last_day = zone_day_closed + timedelta(days=rule.whole("reopen_days"))
    if day > last_day:
        return refuse(
            "policy_denied",
            clause=rule,
            says=[say(rule, "too_late", case=facts.number, last_day=last_day)],
            instead=[say(rule, "instead_new")],
        )
    return allow(clauses=[rule], says=[say(rule, "reopened", case=facts.number)])


def may_give(
    facts: CaseFacts, amount: Money, *, is_approved: bool, last_day: date, day: date
) -> Decision:
    """A gesture within the limits of who gives it and the month's budget (AC06.1, AC06.5).

    Once somebody with more authority said yes, with the overrun shown, the budget is no bar.
    `last_day` is until when it can be spent.
    """
    rule = clause("GDW-1", day)
    if not facts.is_open:
        bound = clause("GDW-2", day)
        told = say(bound, "case_closed", case=facts.number)
        return refuse("policy_denied", clause=bound, says=[told])
    budget = None if is_approved else Money.parse(str(book().authority.budget("goodwill")))
    return allow(
        clauses=[rule, clause("GDW-2", day), clause("GDW-3", day)],
        says=[
            say(rule, "granted", amount=amount, case=facts.number),
            say(rule, "store_credit"),
            say(clause("REF-17", day), "until", last_day=last_day),
        ],
        figures=[Figure(name="goodwill", amount=amount)],
        uses=Use("goodwill", amount, subject=f"case:{facts.number}", monthly_budget=budget),
    )


def emergency_script(kind: str, day: date) -> list[Statement]:
    """What somebody in danger is told first, before anything is asked. Source: AC01.2, AC29.1."""
    return [say(clause("CNV-3", day), _SCRIPTS.get(kind, kind))]


def _outside_help(day: date, code: str = "consumer_office") -> tuple[Statement, ...]:
    """Who outside the company can be asked, where the handbook names somebody."""
    return tuple(
        say(clause("CAS-2", day), "outside_help", body=one.name, contact=one.contact)
        for one in book().company.outside_help
        if one.code == code
    )
