"""Recommend packaging: what damage says of an article's cartons, and no more than it says."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import GoodsNumber
from makegood.domains.ordering.policy import DamageFacts


class RecommendPackagingAsk(Ask):
    """Which article."""

    sku: GoodsNumber = Field(description="The stock number.", examples=["HP24"])


class PackagingRecommended(Result):
    """What is recommended, how likely the difference is chance, and what damage cost."""

    status: str
    chance: float
    lost: Money


@register
class RecommendPackaging(Operation[RecommendPackagingAsk, DamageFacts, PackagingRecommended]):
    """Look at how an article arrived in each carton, and say what follows from it."""

    name = "ordering.recommend_packaging"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"
    reads_only = True

    def gather(self, ask: RecommendPackagingAsk) -> DamageFacts:
        return queries.damage_of(ask.sku)

    def decide(self, ask: RecommendPackagingAsk, facts: DamageFacts) -> Decision:
        return policy.recommended(ask.sku, facts, today=self.today)[2]

    def execute(
        self, ask: RecommendPackagingAsk, facts: DamageFacts, decision: Decision
    ) -> PackagingRecommended:
        status, likely, _told = policy.recommended(ask.sku, facts, today=self.today)
        self.record(f"product:{ask.sku}")
        return PackagingRecommended(status=status, chance=round(likely, 4), lost=facts.lost)

    def verify(
        self, ask: RecommendPackagingAsk, facts: DamageFacts, result: PackagingRecommended
    ) -> None:
        ensure(0 <= result.chance <= 1, "a chance is between nothing and certainty")
        ensure(queries.damage_of(ask.sku) == facts, "it rests on what is on record")
