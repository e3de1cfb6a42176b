"""Accept a quote: it becomes an order equal to it, to the cent, and the deposit is asked for."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V2
from makegood.core.decision import Decision, say
from makegood.core.money import Money
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.domains.ordering import operations as acts
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import OrderedLine, Quote, ShipToAsk
from makegood.domains.ordering.operations.import_order import ImportOrder, ImportOrderAsk
from makegood.domains.ordering.policy import QuoteFacts
from makegood.domains.ordering.queries import QuoteCard
from makegood.domains.parties.models import Account, Party


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

    def gather(self, ask: AcceptQuoteAsk) -> QuoteFacts:
        return acts.quote_facts(self, ask.quote)

    def decide(self, ask: AcceptQuoteAsk, facts: QuoteFacts) -> Decision:
        return policy.may_accept(facts, today=self.today)

    def execute(self, ask: AcceptQuoteAsk, facts: QuoteFacts, decision: Decision) -> QuoteAccepted:
        card = queries.quote_card(ask.quote)
        made = self.run(ImportOrder, _order(card, str(self.actor.channel), ask.po_number))
        quote = Quote.objects.get(number=ask.quote)
        quote.accepted_at, quote.accepted_by, quote.order = self.now, self.actor.name, made.order
        quote.save(update_fields=["accepted_at", "accepted_by", "order"])
        self.record(f"quote:{quote.number}")
        self.tell(say(f"order:{made.order}", "ordering.accepted", order=made.order))
        acts.tell_customer(self, quote, "quote_accepted", decision.says[1:], order=made.order)
        return QuoteAccepted(
            quote=quote.number, order=made.order, total=card.total, deposit=card.deposit
        )

    def verify(self, ask: AcceptQuoteAsk, facts: QuoteFacts, result: QuoteAccepted) -> None:
        order, quote = queries.order_card(result.order), queries.quote_card(ask.quote)
        ensure(quote.state == "accepted" and quote.order == order.number, "it is that order")
        ensure((order.total, order.tax) == (facts.total, facts.tax), "equal to the cent")
        ensure(tuple((line.sku, line.net) for line in order.lines) == facts.nets, "line by line")


def _order(card: QuoteCard, channel: str, po_number: str) -> ImportOrderAsk:
    return ImportOrderAsk(
        party=Ref[Party](card.party), account=Ref[Account](card.account), channel=channel,
        po_number=po_number, ship_to=ShipToAsk.model_validate(dict(card.ship_to)),
        lines=tuple(
            OrderedLine(
                sku=line.sku, quantity=line.quantity, unit_price=line.unit_price,
                discount=line.discount, tax=line.tax,
                discount_reason=" + ".join(step.rule for step in line.steps),
            )
            for line in card.lines
        ),
        tax=card.tax, total=card.total,
    )  # fmt: skip
