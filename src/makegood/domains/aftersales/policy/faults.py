"""Decide what a customer is told of a fault: danger first, then what helps (C21; TRI-1..3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from makegood.core.decision import Decision, Statement, allow, say
from makegood.core.standing import Rights
from makegood.core.statements import Sayable
from makegood.domains.aftersales.policy.warranties import UnitFacts, told_cover
from makegood.domains.aftersales.triage import Advice
from makegood.handbook import book

DANGER = "danger"


@dataclass(frozen=True, slots=True)
class FaultFacts:
    """A piece with a fault, and what is done first about it."""

    unit: UnitFacts
    advice: Advice

    @property
    def rights(self) -> Rights:
        """Who may act on the account."""
        return self.unit.rights


def tri(number: int, sentence: str, today: date, **params: Sayable) -> Statement:
    """One sentence of a clause on faults, as it holds on a day."""
    return say(book().clause(f"TRI-{number}", on=today), sentence, **params)


def may_advise(facts: FaultFacts, *, today: date) -> Decision:
    """What is told: in danger to stop, else what is known, what to check, and who pays a visit."""
    clauses = [book().clause(f"TRI-{number}", on=today) for number in (1, 2, 3)]
    return allow(clauses=clauses, says=list(_advice(facts, today)))


def first_help(symptom: str, today: date) -> tuple[Statement, ...]:
    """What is right for every model of ours, whoever asks: to stop, or what to check at once."""
    rows = book().table("triage", on=today).find(symptom=symptom)
    general = [row for row in rows if not row.text("goods")]
    if not general or len(rows) > 1:
        return ()
    kind, says = general[0].text("kind"), general[0].text("says")
    if kind == DANGER:
        return tri(1, says, today), tri(1, "says", today)
    return (tri(2, says, today),) if kind == "check" else ()


def _advice(facts: FaultFacts, today: date) -> Iterator[Statement]:
    advice = facts.advice
    if advice.kind == DANGER:
        yield tri(1, advice.says, today)
        yield tri(1, "says", today)
        return
    if advice.issue is not None:
        yield tri(3, "known", today, issue=advice.issue.id)
        yield say(f"issue:{advice.issue.id}", "aftersales.as_written", text=advice.issue.workaround)
    elif advice.kind == "check":
        yield tri(2, advice.says, today)
    else:
        yield tri(3, "visit", today)
    if facts.unit.start is not None:
        yield from told_cover(facts.unit, advice.component, today, today)
    yield tri(3, "say_so", today)
