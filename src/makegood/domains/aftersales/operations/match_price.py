"""Match a competitor's price: the customer shows it, and gets the difference."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from makegood.core.actor import V2, ActorKind
from makegood.core.decision import Decision
from makegood.core.money import Amount, Money, sum_of
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.cheaper import give_difference
from makegood.domains.aftersales.models import PRICE_MATCH, lock_line_matched
from makegood.domains.aftersales.policy import OfferFacts
from makegood.domains.billing import queries as billing
from makegood.domains.ordering.models import OrderLine


class MatchPriceAsk(Ask):
    """Which goods, and where they cost less."""

    line: Ref[OrderLine] = Field(description="The order line.", examples=["O-1041/1"])
    shop: str = Field(
        min_length=2, max_length=80, description="Who sells it.", examples=["Harlow Electric"]
    )
    price: Amount = Field(description="Their price of one, without tax.", examples=["749.00"])
    seen_on: date = Field(description="The day on which you saw it.", examples=["2026-06-14"])
    in_stock: bool = Field(description="Can it be had there now?", examples=[True])
    looked_at: bool = Field(
        False, description="Did you, one of our people, see the offer yourself?", examples=[False]
    )


class PriceMatched(Result):
    """The allowance, what comes back with its tax, and the paper that proves the offer, if any."""

    allowance: str
    goods: Money
    tax: Money
    refund: Money
    proof: str


@register
class MatchPrice(Operation[MatchPriceAsk, OfferFacts, PriceMatched]):
    """Give the difference to a competitor's price of the same article, on evidence or a yes."""

    name = "aftersales.match_price"
    needs = Needs(level=V2, standing=holder("returns"), authority="refund", automated=True)
    retention = "orders_7y"

    def gather(self, ask: MatchPriceAsk) -> OfferFacts:
        return lock_line_matched(
            ask.line, shop=ask.shop, each=ask.price, seen_on=ask.seen_on, in_stock=ask.in_stock,
            looked_at=ask.looked_at and self.actor.kind is ActorKind.STAFF,
            language=self.language, today=self.today,
        )  # fmt: skip

    def decide(self, ask: MatchPriceAsk, facts: OfferFacts) -> Decision:
        return policy.may_match_price(facts, today=self.today)

    def execute(self, ask: MatchPriceAsk, facts: OfferFacts, decision: Decision) -> PriceMatched:
        proof = f"document:{facts.proof}" if facts.proof else f"seen by {self.actor.name}"
        number = give_difference(
            self, facts.sold, decision, reason=PRICE_MATCH,
            evidence=f"{facts.shop}, {facts.each} on {facts.seen_on}, {proof}",
        )  # fmt: skip
        goods, tax = decision.figure("goods"), decision.figure("tax")
        return PriceMatched(
            allowance=number, goods=goods, tax=tax, refund=goods + tax, proof=facts.proof
        )

    def verify(self, ask: MatchPriceAsk, facts: OfferFacts, result: PriceMatched) -> None:
        card = queries.allowance_card(result.allowance)
        ensure(card.goods + card.tax == result.refund, "it is on record as it was told")
        paid = sum_of([one.total for one in billing.refunds_from(f"allowance:{card.number}")])
        ensure(paid <= result.refund, "and no more goes back")
