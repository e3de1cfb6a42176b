"""Revise a quote: another version takes the place of the one before, at today's prices."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from makegood.core.actor import V2
from makegood.core.decision import Decision
from makegood.core.operation import Needs, Operation
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import Rights, holder
from makegood.domains.ordering import operations as acts
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.models import Quote, QuotedLine
from makegood.domains.ordering.operations.make_quote import QuoteMade, Quoting
from makegood.domains.ordering.policy import Offer, QuoteFacts


class ReviseQuoteAsk(Quoting):
    """Which quote, and what it is to say from now on; empty lines stay as they were."""

    quote: Ref[Quote] = Field(description="The quote.", examples=["QT-1001"])
    lines: tuple[QuotedLine, ...] = Field(
        (), description="The articles; those of the quote when empty.",
        examples=[[{"sku": "WM900", "quantity": 2}]], max_length=100,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class RevisionFacts:
    """The quote as it stands, and the price that would take its place."""

    quote: QuoteFacts
    offer: Offer

    @property
    def rights(self) -> Rights:
        """Who may act on its account."""
        return self.quote.rights


@register
class ReviseQuote(Operation[ReviseQuoteAsk, RevisionFacts, QuoteMade]):
    """Quote the same or something else afresh, under the same number."""

    name = "ordering.revise_quote"
    needs = Needs(level=V2, standing=holder("orders"), authority=policy.DISCOUNT, automated=True)
    retention = "orders_7y"

    def gather(self, ask: ReviseQuoteAsk) -> RevisionFacts:
        facts = acts.quote_facts(ask.quote, self.today)
        basket, _ = queries.basket_of(ask.quote)
        kept = tuple(QuotedLine(sku=one.sku, quantity=one.quantity) for one in basket.wanted)
        offer = acts.offer_for(
            self, facts.account, lines=ask.lines or kept, codes=ask.codes, by_hand=ask.by_hand,
            ship_to=ask.ship_to, is_delivered=ask.delivered, on=ask.as_of,
        )  # fmt: skip
        return RevisionFacts(facts, offer)

    def decide(self, ask: ReviseQuoteAsk, facts: RevisionFacts) -> Decision:
        closed = policy.not_revisable(facts.quote, today=self.today)
        return closed or policy.may_quote(facts.offer, today=self.today)

    def execute(self, ask: ReviseQuoteAsk, facts: RevisionFacts, decision: Decision) -> QuoteMade:
        quote = Quote.objects.get(number=ask.quote)
        quote.expired_at = None
        quote.save(update_fields=["expired_at"])
        priced = acts.keep_version(self, quote, facts.offer, decision.says)
        return QuoteMade(
            quote=quote.number, version=facts.quote.version + 1, total=priced.total,
            deposit=priced.deposit, valid_until=policy.last_day_of(self.today),
        )  # fmt: skip

    def verify(self, ask: ReviseQuoteAsk, facts: RevisionFacts, result: QuoteMade) -> None:
        card = queries.quote_card(result.quote)
        ensure(card.version == result.version, "the new version is the one that counts")
        ensure(acts.repriced(result.quote) == card.total == result.total, "priced anew it is equal")
