"""End a search: the parcel was found, or its goods are sent again or their money goes back."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.ordering import operations as acts
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import ParcelSearch, Shipment, close_search, search_facts
from makegood.domains.ordering.operations.report_missing import Wish
from makegood.domains.ordering.policy import SearchFacts
from makegood.domains.ordering.taking_back import make_good


class SearchOutcome(StrEnum):
    """How a search ended: it is there, nobody knows where it is, or somebody else got it."""

    FOUND = policy.FOUND
    LOST = policy.LOST
    MISDELIVERED = policy.MISDELIVERED


class EndSearchAsk(Ask):
    """Which search, what came of it, and what the customer wants by now."""

    search: Ref[ParcelSearch] = Field(description="The search.", examples=["PS-1001"])
    outcome: SearchOutcome | None = Field(
        None, description="How it ended; by what is known of the parcel when empty.",
        examples=["lost"],
    )  # fmt: skip
    report: str = Field(
        "", description="Where it is, or what the carrier says, in words for the customer.",
        examples=["with your neighbor at 12 Mill Road"], max_length=200,
    )  # fmt: skip
    arrives_on: date | None = Field(
        None, description="The day it comes, where it is still under way.", examples=["2026-06-18"]
    )
    wish: Wish | None = Field(
        None, description="What is wanted now; as was said before when empty.", examples=["money"]
    )


class SearchEnded(Result):
    """How it ended, and whether the goods are sent again, and for which day."""

    search: str
    outcome: str
    sent_again: bool
    promised_on: date | None


@register
class EndSearch(Operation[EndSearchAsk, SearchFacts, SearchEnded]):
    """Tell what came of a search; what is not found is sent again or paid back."""

    name = "ordering.end_search"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: EndSearchAsk) -> SearchFacts:
        return search_facts(ask.search, self.today).wanting(ask.wish or "")

    def decide(self, ask: EndSearchAsk, facts: SearchFacts) -> Decision:
        return policy.may_end_search(
            facts, ask.outcome or "", ask.report, arrives_on=ask.arrives_on,
            today=self.today,
        )  # fmt: skip

    def execute(self, ask: EndSearchAsk, facts: SearchFacts, decision: Decision) -> SearchEnded:
        outcome = self._outcome(ask, facts)
        close_search(self, facts.number, outcome, report=ask.report, wish=facts.wish)
        self.record(f"order:{facts.order}")
        acts.tell_of_order(self, facts.order, facts.party, "parcel_search", decision.says)
        promised_on = None
        if outcome == policy.FOUND and ask.arrives_on:
            Shipment.objects.filter(number=facts.parcel.number).update(promised_on=ask.arrives_on)
        if outcome != policy.FOUND:
            promised_on = make_good(self, facts, outcome, ask.report)
        sent_again = outcome != policy.FOUND and facts.is_sent_again
        return SearchEnded(
            search=facts.number, outcome=outcome, sent_again=sent_again, promised_on=promised_on
        )

    def verify(self, ask: EndSearchAsk, facts: SearchFacts, result: SearchEnded) -> None:
        card = queries.search_card(facts.number)
        ensure(card.outcome == result.outcome, "the search has ended so")
        if result.outcome == policy.FOUND:
            return
        ensure(queries.shipment_card(facts.parcel.number).undone_as != "", "nothing of it was sent")
        lines = {one.number: one for one in queries.order_card(facts.order).lines}
        waiting = [line for line, _, _ in facts.pieces if line in lines and result.sent_again]
        for number in waiting:
            ensure(lines[number].shipped < lines[number].quantity, "what is sent again waits")

    def _outcome(self, ask: EndSearchAsk, facts: SearchFacts) -> str:
        return policy.outcome_of(facts, ask.outcome or "")
