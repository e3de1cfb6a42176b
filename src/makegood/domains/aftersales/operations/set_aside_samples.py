"""Set samples aside: they were mixed up, so that none of their results counts."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import ProductTest, Sample, lock_test
from makegood.domains.aftersales.policy import TrialFacts


class SetAsideSamplesAsk(Ask):
    """Which samples were mixed up, and how that is known."""

    test: Ref[ProductTest] = Field(description="The test.", examples=["LT-1001"])
    serials: tuple[str, ...] = Field(
        description="All samples that may be one another.", examples=[["SN-77120", "SN-77131"]],
        min_length=1, max_length=200,
    )  # fmt: skip
    why: str = Field(
        description="How that is known.", examples=["Their labels were swapped at the bench."],
        min_length=3, max_length=400,
    )  # fmt: skip


class SamplesSetAside(Result):
    """The test, and how many of its samples still count."""

    test: str
    left: int


@register
class SetAsideSamples(Operation[SetAsideSamplesAsk, TrialFacts, SamplesSetAside]):
    """Let no result of samples count that were mixed up, until others take their place."""

    name = "aftersales.set_aside_samples"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: SetAsideSamplesAsk) -> TrialFacts:
        return lock_test(ask.test)

    def decide(self, ask: SetAsideSamplesAsk, facts: TrialFacts) -> Decision:
        return policy.may_set_aside(facts, serials=ask.serials, today=self.today)

    def execute(
        self, ask: SetAsideSamplesAsk, facts: TrialFacts, decision: Decision
    ) -> SamplesSetAside:
        mixed_up = Sample.objects.filter(of__number=facts.number, serial__in=ask.serials)
        mixed_up.update(set_aside_at=self.now, set_aside_by=self.actor.name, set_aside_why=ask.why)
        self.record(f"product_test:{facts.number}")
        return SamplesSetAside(test=facts.number, left=len(facts.samples) - len(set(ask.serials)))

    def verify(self, ask: SetAsideSamplesAsk, facts: TrialFacts, result: SamplesSetAside) -> None:
        card = queries.test_card(facts.number)
        aside = {one.serial for one in card.samples if one.set_aside}
        ensure(aside >= set(ask.serials), "each of them is set aside")
        ensure(len(card.samples) - len(aside) == result.left, "and the others count")
