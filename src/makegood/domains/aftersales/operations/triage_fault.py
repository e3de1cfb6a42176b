"""Triage a fault: danger first, a known fault, what the customer can check, else a visit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pydantic import Field

from makegood.core.actor import V2
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.promises import open_promises
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.core.statements import Statement
from makegood.core.times_of_day import evening_of
from makegood.domains.aftersales import policy, triage
from makegood.domains.aftersales.models import Unit, unit_facts
from makegood.domains.aftersales.policy import FaultFacts, tri
from makegood.domains.catalog.queries import known_issues, lot_of


class TriageFaultAsk(Ask):
    """Which piece, what it does, and the customer's words."""

    unit: Ref[Unit] = Field(description="The piece, by its serial number.", examples=["SN-77120"])
    symptom: triage.Symptom = Field(description="What it does.", examples=["no_drain"])
    words: str = Field(
        "", description="What the customer says of it, with a code that it shows.",
        examples=["It stops in the rinse and shows E21."], max_length=1000,
    )  # fmt: skip


class FaultTriaged(Result):
    """What is done first, on which row of the tree it rests, and what likely failed."""

    kind: str
    rests_on: str
    component: str


@register
class TriageFault(Operation[TriageFaultAsk, FaultFacts, FaultTriaged]):
    """Tell a customer what to do about a fault, and have product safety call if it is a danger."""

    name = "aftersales.triage_fault"
    needs = Needs(level=V2, standing=holder("returns"), authority=None, automated=True)
    retention = "orders_7y"
    asks_first = False

    @classmethod
    def tells_anybody(cls, said: Mapping[str, object], today: date) -> tuple[Statement, ...]:
        return policy.first_help(str(said.get("symptom", "")), today)

    def gather(self, ask: TriageFaultAsk) -> FaultFacts:
        unit, lot = unit_facts(ask.unit), lot_of(ask.unit, self.today)
        issues = known_issues(unit.sku, self.language)
        advice = triage.advise(
            ask.symptom, unit.sku, lot.lot if lot else "", ask.words, issues, self.today
        )
        return FaultFacts(unit, advice)

    def decide(self, ask: TriageFaultAsk, facts: FaultFacts) -> Decision:
        return policy.may_advise(facts, today=self.today)

    def execute(self, ask: TriageFaultAsk, facts: FaultFacts, decision: Decision) -> FaultTriaged:
        subject, advice = f"unit:{ask.unit}", facts.advice
        self.record(subject)
        is_promised = any(one.kind == "safety_call" for one in open_promises(subject))
        if advice.kind == "danger" and not is_promised:
            # The same day: a danger waits for no business day.
            told = tri(1, "call", self.today, due=self.today)
            self.promise(
                "safety_call", subject=subject, party=facts.unit.party, sentence=told,
                due=max(self.now, evening_of(self.today)),
            )  # fmt: skip
            self.tell(told)
        return FaultTriaged(kind=advice.kind, rests_on=advice.row, component=advice.component)

    def verify(self, ask: TriageFaultAsk, facts: FaultFacts, result: FaultTriaged) -> None:
        promised = {one.kind for one in open_promises(f"unit:{ask.unit}")}
        ensure(result.kind != "danger" or "safety_call" in promised, "product safety will call")
