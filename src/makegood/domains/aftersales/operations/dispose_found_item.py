"""Dispose of a found item: nobody asked for it until its last day; how it went is kept."""

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
from makegood.domains.aftersales.models import FoundItem, lock_found
from makegood.domains.aftersales.operations import letter_about
from makegood.domains.aftersales.policy import FoundFacts
from makegood.domains.conversations.operations.send_notice import SendNotice


class DisposeFoundItemAsk(Ask):
    """Which found thing is disposed of, and how."""

    found_item: Ref[FoundItem] = Field(description="What was found.", examples=["FI-1001"])
    how: str = Field(
        description="What was done with it.", min_length=3, max_length=400,
        examples=["Given to the town's lost property office, receipt 4471"],
    )  # fmt: skip


class FoundItemDisposed(Result):
    """The thing that is not kept any more."""

    found_item: str


@register
class DisposeFoundItem(Operation[DisposeFoundItemAsk, FoundFacts, FoundItemDisposed]):
    """End the keeping of a found thing after its last day, and log what was done with it."""

    name = "aftersales.dispose_found_item"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: DisposeFoundItemAsk) -> FoundFacts:
        return lock_found(ask.found_item)

    def decide(self, ask: DisposeFoundItemAsk, facts: FoundFacts) -> Decision:
        return policy.may_end_keeping(facts, is_disposal=True, today=self.today)

    def execute(
        self, ask: DisposeFoundItemAsk, facts: FoundFacts, decision: Decision
    ) -> FoundItemDisposed:
        subject = f"found_item:{facts.number}"
        FoundItem.objects.filter(number=facts.number).update(
            disposed_at=self.now, disposed_by=self.actor.name, how_disposed=ask.how
        )
        self.call_off(f"remind:{facts.number}")
        notice = letter_about(subject, facts.party, "item_news", decision.says, number=facts.number)
        self.run(SendNotice, notice)
        self.record(subject)
        return FoundItemDisposed(found_item=facts.number)

    def verify(
        self, ask: DisposeFoundItemAsk, facts: FoundFacts, result: FoundItemDisposed
    ) -> None:
        card = queries.found_item_card(facts.number)
        ensure(card.state == "disposed", "it is not kept any more, and how is on record")
