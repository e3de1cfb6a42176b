"""Close a dealer: the agreement ends, and repairs after its last day are not paid."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result, who_approves
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.dealers import policy, queries
from makegood.domains.dealers.models import Dealer
from makegood.domains.dealers.models.facts import dealer_facts
from makegood.domains.dealers.operations import who_agrees


class CloseDealerAsk(Ask):
    """Which dealer, and the last day of the agreement."""

    dealer: Ref[Dealer] = Field(description="The dealer.", examples=["DL-50"])
    closed_on: date = Field(description="The last day.", examples=["2026-06-30"])


class DealerClosed(Result):
    """The dealer whose agreement ends."""

    dealer: str
    closed_on: date


@register
class CloseDealer(Operation[CloseDealerAsk, policy.DealerFacts, DealerClosed]):
    """End the agreement with a dealer; what was repaired before is still claimed and paid."""

    name = "dealers.close_dealer"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"
    offered_to = staticmethod(who_approves)

    def gather(self, ask: CloseDealerAsk) -> policy.DealerFacts:
        return dealer_facts(ask.dealer)

    def decide(self, ask: CloseDealerAsk, facts: policy.DealerFacts) -> Decision:
        return policy.may_close(
            facts, on=ask.closed_on, approves=who_agrees(self.actor), today=self.today
        )

    def execute(
        self, ask: CloseDealerAsk, facts: policy.DealerFacts, decision: Decision
    ) -> DealerClosed:
        Dealer.objects.filter(number=facts.number).update(
            closed_on=ask.closed_on, closed_by=self.actor.name
        )
        self.record(f"dealer:{facts.number}")
        return DealerClosed(dealer=facts.number, closed_on=ask.closed_on)

    def verify(self, ask: CloseDealerAsk, facts: policy.DealerFacts, result: DealerClosed) -> None:
        card = queries.dealer_card(facts.number)
        ensure(card.closed_on == ask.closed_on, "the agreement ends on that day")
