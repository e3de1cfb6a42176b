"""Quote a visit: the way and the first half hour, each quarter hour after it, and the parts."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V2
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.domains.ordering import operations as acts
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import QuotedLine
from makegood.domains.ordering.operations.make_quote import MakeQuote, MakeQuoteAsk, QuoteMade
from makegood.domains.ordering.policy import Offer
from makegood.domains.parties.models import Account


class QuoteVisitAsk(Ask):
    """How long the visit is expected to take, and which parts it needs."""

    minutes: int = Field(description="How many minutes.", examples=[70], ge=1, le=600)
    parts: tuple[QuotedLine, ...] = Field(
        (), description="The parts with their pieces.",
        examples=[[{"sku": "PT-BELT-24", "quantity": 1}]], max_length=50,
    )  # fmt: skip
    account: Ref[Account] | None = Field(
        None, description="The account, where there are several.", examples=["40006"]
    )


@register
class QuoteVisit(Operation[QuoteVisitAsk, Offer, QuoteMade]):
    """Quote what a fitter's visit costs, by the time it takes and the parts it needs."""

    name = "ordering.quote_visit"
    needs = Needs(level=V2, standing=holder("orders"), authority=None, automated=False)
    retention = "orders_7y"
    undone_by = "ordering.decline_quote"

    def gather(self, ask: QuoteVisitAsk) -> Offer:
        return acts.offer_for(
            self, ask.account, self.actor.party, lines=self._lines(ask), codes=(), by_hand=None,
            ship_to=None, is_delivered=False, on=None,
        )  # fmt: skip

    def decide(self, ask: QuoteVisitAsk, facts: Offer) -> Decision:
        return policy.may_quote_visit(facts, ask.minutes, today=self.today)

    def execute(self, ask: QuoteVisitAsk, facts: Offer, decision: Decision) -> QuoteMade:
        account = Ref[Account](facts.account)
        asked = MakeQuoteAsk(lines=self._lines(ask), account=account, delivered=False)
        return self.run(MakeQuote, asked)

    def verify(self, ask: QuoteVisitAsk, facts: Offer, result: QuoteMade) -> None:
        ensure(facts.priced is not None, "it has a price")
        ensure(queries.quote_card(result.quote).total == result.total, "the quote says the same")

    def _lines(self, ask: QuoteVisitAsk) -> tuple[QuotedLine, ...]:
        labour = policy.visit_pieces(ask.minutes, self.today)
        lines = [QuotedLine(sku=sku, quantity=count) for sku, count in labour.items()]
        return (*lines, *ask.parts)
