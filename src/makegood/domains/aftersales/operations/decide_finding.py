"""Decide about a finding: somebody other than the finder says whether it stands, and why."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.core.statements import Article
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import Unit
from makegood.domains.aftersales.models.labels import LabelFinding
from makegood.domains.aftersales.models.owned import finding_facts
from makegood.domains.aftersales.operations import letter_about
from makegood.domains.aftersales.policy import FindingFacts
from makegood.domains.conversations.operations.send_notice import SendNotice


class DecideFindingAsk(Ask):
    """Which piece, whether the finding stands, and why."""

    unit: Ref[Unit] = Field(description="The piece, by its serial number.", examples=["SN-77120"])
    stands: bool = Field(description="Whether the finding stands.", examples=[False])
    why: str = Field(
        description="Why, as the customer reads it.", min_length=10, max_length=1000,
        examples=["our fitter's report shows that he replaced the label"],
    )  # fmt: skip


class FindingDecided(Result):
    """The finding, and whether it stands."""

    finding: str
    stands: bool


@register
class DecideFinding(Operation[DecideFindingAsk, FindingFacts, FindingDecided]):
    """Say whether what was found of a serial number stands; lifted, the warranty holds again."""

    name = "aftersales.decide_finding"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: DecideFindingAsk) -> FindingFacts:
        return finding_facts(ask.unit)

    def decide(self, ask: DecideFindingAsk, facts: FindingFacts) -> Decision:
        return policy.may_decide_finding(
            facts, stands=ask.stands, why=ask.why, reviewer=self.actor.name, today=self.today
        )

    def execute(
        self, ask: DecideFindingAsk, facts: FindingFacts, decision: Decision
    ) -> FindingDecided:
        LabelFinding.objects.filter(number=facts.number).update(
            reviewed_at=self.now, reviewed_by=self.actor.name, review=ask.why,
            lifted_at=None if ask.stands else self.now,
        )  # fmt: skip
        subject, party = f"label_finding:{facts.number}", facts.unit.party
        self.keep_promise("finding_review", subject)
        item = Article(facts.unit.sku)
        self.run(
            SendNotice, letter_about(subject, party, "finding_decided", decision.says, item=item)
        )
        for record in (subject, f"unit:{facts.unit.serial}"):
            self.record(record)
        return FindingDecided(finding=facts.number, stands=ask.stands)

    def verify(self, ask: DecideFindingAsk, facts: FindingFacts, result: FindingDecided) -> None:
        held = queries.unit_card(facts.unit.serial).label_finding
        ensure(held == (facts.number if ask.stands else ""), "the piece's own page shows it")
