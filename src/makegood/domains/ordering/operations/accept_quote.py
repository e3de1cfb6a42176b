"""Accept a quote: it becomes an order equal to it, to the cent, and the deposit is asked for."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V2
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.domains.ordering import operations as acts
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import Quote
from makegood.domains.ordering.policy import QuoteFacts


class AcceptQuoteAsk(Ask):
    """Which quote, and under which number the buyer has it."""

    quote: Ref[Quote] = Field(description="The quote.", examples=["QT-1001"])
    po_number: str = Field(
        "", description="The buyer's own order number.", examples=["LPM-2217"], max_length=40
    )


class QuoteAccepted(Result):
    """The order that it became, and the deposit that is to be paid now."""

    quote: str
    order: str
    total: Money
    deposit: Money


@register
class AcceptQuote(Operation[AcceptQuoteAsk, QuoteFacts, QuoteAccepted]):
    """Take an order for exactly what was quoted."""

    name = "ordering.accept_quote"
    needs = Needs(level=V2, standing=holder("orders"), authority=None, automated=True)
    retention = "orders_7y"
    undone_by = "ordering.cancel_order"

    def gather(self, ask: AcceptQuoteAsk) -> QuoteFacts:
        return acts.quote_facts(self, ask.quote)

    def decide(self, ask: AcceptQuoteAsk, facts: QuoteFacts) -> Decision:
        return policy.may_accept(facts, today=self.today)

    def execute(self, ask: AcceptQuoteAsk, facts: QuoteFacts, decision: Decision) -> QuoteAccepted:
        card = queries.quote_card(ask.quote)
        basket, priced_on = queries.basket_of(ask.quote)
        made = acts.take_order(
            self, basket, priced_on, account=card.account, ship_to=card.ship_to,
            po_number=ask.po_number, lines=queries.quoted_lines(ask.quote), deposit=card.deposit,
        )  # fmt: skip
        quote = Quote.objects.get(number=ask.quote)
        quote.accepted_at, quote.accepted_by, quote.order = self.now, self.actor.name, made.order
        quote.save(update_fields=["accepted_at", "accepted_by", "order"])
        self.record(f"quote:{quote.number}")
        acts.tell_what_is_ordered(self, made, card.deposit)
        acts.tell_customer(self, quote, "quote_accepted", decision.says[1:], order=made.order)
        return QuoteAccepted(
            quote=quote.number, order=made.order, total=card.total, deposit=card.deposit
        )

    def verify(self, ask: AcceptQuoteAsk, facts: QuoteFacts, result: QuoteAccepted) -> None:
        order, quote = queries.order_card(result.order), queries.quote_card(ask.quote)
        ensure(quote.state == "accepted" and quote.order == order.number, "it is that order")
        ensure((order.total, order.tax) == (facts.total, facts.tax), "equal to the cent")
        ensure(tuple((line.sku, line.net) for line in order.lines) == facts.nets, "line by line")
