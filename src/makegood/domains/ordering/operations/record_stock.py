"""Record a stock count: so many pieces of an article stand in the warehouse."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow, say
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.ordering import queries
from makegood.domains.ordering.models import GoodsNumber, StockLevel


class RecordStockAsk(Ask):
    """Which article was counted, and how many pieces were there."""

    sku: GoodsNumber = Field(description="The stock number.", examples=["WM900"])
    on_hand: int = Field(description="How many pieces.", examples=[24], ge=0, le=1_000_000)


@dataclass(frozen=True, slots=True)
class CountFacts:
    """What was on record."""

    before: int


class StockRecorded(Result):
    """The article, what is there, and what of it is kept for nobody; below zero when too few."""

    sku: str
    on_hand: int
    free: int


@register
class RecordStock(Operation[RecordStockAsk, CountFacts, StockRecorded]):
    """Put on record how much of an article is in the warehouse."""

    name = "ordering.record_stock"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: RecordStockAsk) -> CountFacts:
        found = StockLevel.objects.select_for_update().filter(sku=ask.sku).first()
        return CountFacts(before=found.on_hand if found else 0)

    def decide(self, ask: RecordStockAsk, facts: CountFacts) -> Decision:
        told = say(
            f"product:{ask.sku}", "ordering.counted", sku=ask.sku, before=facts.before,
            now=ask.on_hand,
        )  # fmt: skip
        return allow(says=[told])

    def execute(self, ask: RecordStockAsk, facts: CountFacts, decision: Decision) -> StockRecorded:
        counted = {
            "on_hand": ask.on_hand, "counted_at": self.now, "counted_by": self.actor.name
        }  # fmt: skip
        StockLevel.objects.update_or_create(sku=ask.sku, defaults=counted)
        self.record(f"product:{ask.sku}")
        free = queries.stock_of(ask.sku).free
        return StockRecorded(sku=ask.sku, on_hand=ask.on_hand, free=free)

    def verify(self, ask: RecordStockAsk, facts: CountFacts, result: StockRecorded) -> None:
        ensure(queries.stock_of(ask.sku).on_hand == ask.on_hand, "the count stands on record")
