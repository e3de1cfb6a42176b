"""Object to a finding: the customer sees it differently, and somebody else decides."""

from __future__ import annotations

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
from makegood.core.times_of_day import evening_of
from makegood.domains.aftersales import policy
from makegood.domains.aftersales.models import Unit
from makegood.domains.aftersales.models.labels import LabelFinding
from makegood.domains.aftersales.models.owned import finding_facts
from makegood.domains.aftersales.policy import FindingFacts


class ObjectToFindingAsk(Ask):
    """Which piece, and what the customer says of its label."""

    unit: Ref[Unit] = Field(description="The piece, by its serial number.", examples=["SN-77120"])
    words: str = Field(
        description="What you see differently.", min_length=3, max_length=2000,
        examples=["Your own fitter put the new label on."],
    )  # fmt: skip


class FindingObjected(Result):
    """The finding, and by when somebody else decides."""

    finding: str
    decide_by: date


@register
class ObjectToFinding(Operation[ObjectToFindingAsk, FindingFacts, FindingObjected]):
    """Have somebody else look at what was found of a serial number."""

    name = "aftersales.object_to_finding"
    needs = Needs(level=V2, standing=holder("returns"), authority=None, automated=True)
    retention = "orders_7y"

    def gather(self, ask: ObjectToFindingAsk) -> FindingFacts:
        return finding_facts(ask.unit)

    def decide(self, ask: ObjectToFindingAsk, facts: FindingFacts) -> Decision:
        return policy.may_object(facts, today=self.today)

    def execute(
        self, ask: ObjectToFindingAsk, facts: FindingFacts, decision: Decision
    ) -> FindingObjected:
        LabelFinding.objects.filter(number=facts.number).update(
            objection=ask.words, objected_at=self.now
        )
        due, subject = policy.review_due(self.today), f"label_finding:{facts.number}"
        self.promise(
            "finding_review", subject=subject, party=facts.unit.party, due=evening_of(due),
            sentence=decision.says[0],
        )  # fmt: skip
        self.record(subject)
        return FindingObjected(finding=facts.number, decide_by=due)

    def verify(self, ask: ObjectToFindingAsk, facts: FindingFacts, result: FindingObjected) -> None:
        promised = {one.kind for one in open_promises(f"label_finding:{result.finding}")}
        ensure("finding_review" in promised, "somebody else decides by that day")
