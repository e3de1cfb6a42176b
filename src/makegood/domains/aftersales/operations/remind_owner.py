"""Remind an owner: what was found in goods that came back is still here, and until when."""

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


class RemindOwnerAsk(Ask):
    """Which found thing nobody asked for yet."""

    found_item: Ref[FoundItem] = Field(description="What was found.", examples=["FI-1001"])


class OwnerReminded(Result):
    """The thing whose owner was told again."""

    found_item: str


@register
class RemindOwner(Operation[RemindOwnerAsk, FoundFacts, OwnerReminded]):
    """Tell the owner of a found thing a second time."""

    name = "aftersales.remind_owner"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: RemindOwnerAsk) -> FoundFacts:
        return lock_found(ask.found_item)

    def decide(self, ask: RemindOwnerAsk, facts: FoundFacts) -> Decision:
        return policy.may_remind_owner(facts, today=self.today)

    def execute(self, ask: RemindOwnerAsk, facts: FoundFacts, decision: Decision) -> OwnerReminded:
        subject = f"found_item:{facts.number}"
        FoundItem.objects.filter(number=facts.number).update(reminded_at=self.now)
        notice = letter_about(subject, facts.party, "item_news", decision.says, number=facts.number)
        self.run(SendNotice, notice)
        self.record(subject)
        return OwnerReminded(found_item=facts.number)

    def verify(self, ask: RemindOwnerAsk, facts: FoundFacts, result: OwnerReminded) -> None:
        card = queries.found_item_card(facts.number)
        ensure(card.reminded_at == self.now, "the owner was told again now")
