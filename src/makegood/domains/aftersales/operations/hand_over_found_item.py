"""Hand over a found item: its owner has it again."""

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


class HandOverFoundItemAsk(Ask):
    """Which found thing goes back, and to whom."""

    found_item: Ref[FoundItem] = Field(description="What was found.", examples=["FI-1001"])
    handed_to: str = Field(
        description="Who took it, and how they were known.", min_length=3, max_length=120,
        examples=["Kwame Boateng, passport seen"],
    )  # fmt: skip


class FoundItemHandedOver(Result):
    """The thing that its owner has again."""

    found_item: str


@register
class HandOverFoundItem(Operation[HandOverFoundItemAsk, FoundFacts, FoundItemHandedOver]):
    """Give a found thing back to its owner, and keep to whom it went."""

    name = "aftersales.hand_over_found_item"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: HandOverFoundItemAsk) -> FoundFacts:
        return lock_found(ask.found_item)

    def decide(self, ask: HandOverFoundItemAsk, facts: FoundFacts) -> Decision:
        return policy.may_end_keeping(facts, is_disposal=False, today=self.today)

    def execute(
        self, ask: HandOverFoundItemAsk, facts: FoundFacts, decision: Decision
    ) -> FoundItemHandedOver:
        subject = f"found_item:{facts.number}"
        FoundItem.objects.filter(number=facts.number).update(
            handed_over_at=self.now, handed_over_by=self.actor.name, handed_to=ask.handed_to
        )
        self.call_off(f"remind:{facts.number}")
        notice = letter_about(subject, facts.party, "item_news", decision.says, number=facts.number)
        self.run(SendNotice, notice)
        self.record(subject)
        return FoundItemHandedOver(found_item=facts.number)

    def verify(
        self, ask: HandOverFoundItemAsk, facts: FoundFacts, result: FoundItemHandedOver
    ) -> None:
        card = queries.found_item_card(facts.number)
        ensure(card.state == "handed_over", "its owner has it")
