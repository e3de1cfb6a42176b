"""Revise a quote: another version takes the place of the one before, at today's prices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pydantic import Field

from makegood.core.actor import V2
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import Rights, holder
from makegood.domains.ordering import operations as acts
from makegood.domains.ordering import policy, queries
from makegood.domains.ordering.baskets import Basket
from makegood.domains.ordering.models import ByHandAsk, Quote, QuotedLine, ShipToAsk
from makegood.domains.ordering.operations.make_quote import BY_HAND, PLACE, QuoteMade
from makegood.domains.ordering.policy import Offer, QuoteFacts


class ReviseQuoteAsk(Ask):
    """Which quote, and what it is to say from now on; what is left empty stays as it was."""

    quote: Ref[Quote] = Field(description="The quote.", examples=["QT-1001"])
    lines: tuple[QuotedLine, ...] = Field(
        (), description="The articles; those of the quote when empty.",
        examples=[[{"sku": "WM900", "quantity": 2}]], max_length=100,
    )  # fmt: skip
    codes: tuple[str, ...] | None = Field(
        None, description="Codes of promotions; those of the quote that still count when empty.",
        examples=[["SUMMER12"]], max_length=10,
    )  # fmt: skip
    delivered: bool | None = Field(
        None, description="Whether we bring it; as quoted when empty.", examples=[True]
    )
    ship_to: ShipToAsk | None = Field(
        None, description="Where it goes; as quoted when empty.", examples=[PLACE]
    )
    by_hand: ByHandAsk | None = Field(
        None, description="A discount that you grant; as quoted when empty.", examples=[BY_HAND]
    )
    as_of: date | None = Field(
        None, description="The day whose prices count; today when empty.", examples=["2026-06-15"]
    )


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
        facts = acts.quote_facts(self, ask.quote)
        basket, _ = queries.basket_of(ask.quote)
        offer = acts.offer_for(
            self, facts.account, facts.party,
            lines=ask.lines or [QuotedLine(sku=o.sku, quantity=o.quantity) for o in basket.wanted],
            codes=basket.codes if ask.codes is None else ask.codes,
            by_hand=ask.by_hand or _granted(basket),
            ship_to=ask.ship_to or ShipToAsk.model_validate(dict(facts.ship_to)),
            is_delivered=basket.is_delivered if ask.delivered is None else ask.delivered,
            on=ask.as_of,
        )  # fmt: skip
        return RevisionFacts(facts, policy.in_place_of(offer, facts, keeps_codes=ask.codes is None))

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


def _granted(basket: Basket) -> ByHandAsk | None:
    granted = basket.by_hand
    return ByHandAsk(percent=granted.percent, reason=granted.reason) if granted else None
