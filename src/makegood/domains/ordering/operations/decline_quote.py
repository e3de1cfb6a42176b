"""Decline a quote: the customer does not want it, and it is closed with the reason."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V2
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.domains.ordering import operations as acts
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import Quote
from makegood.domains.ordering.policy import QuoteFacts


class DeclineQuoteAsk(Ask):
    """Which quote, and why not."""

    quote: Ref[Quote] = Field(description="The quote.", examples=["QT-1001"])
    reason: str = Field("", description="Why not.", examples=["Too expensive."], max_length=200)


class QuoteDeclined(Result):
    """The quote that is closed."""

    quote: str


@register
class DeclineQuote(Operation[DeclineQuoteAsk, QuoteFacts, QuoteDeclined]):
    """Close a quote that the customer does not want."""

    name = "ordering.decline_quote"
    needs = Needs(level=V2, standing=holder("orders"), authority=None, automated=True)
    retention = "orders_7y"

    def gather(self, ask: DeclineQuoteAsk) -> QuoteFacts:
        return acts.quote_facts(self, ask.quote)

    def decide(self, ask: DeclineQuoteAsk, facts: QuoteFacts) -> Decision:
        return policy.may_decline(facts, today=self.today)

    def execute(self, ask: DeclineQuoteAsk, facts: QuoteFacts, decision: Decision) -> QuoteDeclined:
        Quote.objects.filter(number=ask.quote).update(
            declined_at=self.now, decline_reason=ask.reason
        )
        self.record(f"quote:{ask.quote}")
        return QuoteDeclined(quote=ask.quote)

    def verify(self, ask: DeclineQuoteAsk, facts: QuoteFacts, result: QuoteDeclined) -> None:
        ensure(queries.quote_card(ask.quote).state == "declined", "it is closed")
