"""Credit a price drop: our own price fell after the sale, and the customer gets the difference."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V2
from makegood.core.decision import Decision
from makegood.core.money import Money, sum_of
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.cheaper import give_difference
from makegood.domains.aftersales.models import PRICE_DROP, lock_line_cheaper
from makegood.domains.aftersales.policy import DropFacts
from makegood.domains.billing import queries as billing
from makegood.domains.ordering.models import OrderLine


class CreditPriceDropAsk(Ask):
    """Which goods became cheaper."""

    line: Ref[OrderLine] = Field(description="The order line.", examples=["O-1041/1"])


class PriceDropCredited(Result):
    """The allowance, and what comes back with its tax."""

    allowance: str
    goods: Money
    tax: Money
    refund: Money


@register
class CreditPriceDrop(Operation[CreditPriceDropAsk, DropFacts, PriceDropCredited]):
    """Give back the difference where our own price fell soon after the sale."""

    name = "aftersales.credit_price_drop"
    needs = Needs(level=V2, standing=holder("returns"), authority="refund", automated=True)
    retention = "orders_7y"

    def gather(self, ask: CreditPriceDropAsk) -> DropFacts:
        return lock_line_cheaper(ask.line, language=self.language, today=self.today)

    def decide(self, ask: CreditPriceDropAsk, facts: DropFacts) -> Decision:
        return policy.may_credit_drop(facts, today=self.today)

    def execute(
        self, ask: CreditPriceDropAsk, facts: DropFacts, decision: Decision
    ) -> PriceDropCredited:
        number = give_difference(
            self, facts, decision, reason=PRICE_DROP,
            evidence=f"{facts.before} then, {facts.now} now",
        )  # fmt: skip
        goods, tax = decision.figure("goods"), decision.figure("tax")
        return PriceDropCredited(allowance=number, goods=goods, tax=tax, refund=goods + tax)

    def verify(self, ask: CreditPriceDropAsk, facts: DropFacts, result: PriceDropCredited) -> None:
        card = queries.allowance_card(result.allowance)
        ensure(card.goods + card.tax == result.refund, "it is on record as it was told")
        paid = sum_of([one.total for one in billing.refunds_from(f"allowance:{card.number}")])
        ensure(paid <= result.refund, "and no more goes back")
