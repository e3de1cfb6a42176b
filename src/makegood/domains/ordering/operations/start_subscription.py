"""Start a subscription: an article comes again every so many months, until it is stopped."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from makegood.core.actor import V2
from makegood.core.deadlines import months_after
from makegood.core.decision import Decision
from makegood.core.money import Money
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.domains.ordering import operations as acts
from makegood.domains.ordering import queries
from makegood.domains.ordering.models import GoodsNumber, OrderedGoods, Subscription, renew_on
from makegood.domains.ordering.operations.create_order import CreateOrder, CreateOrderAsk
from makegood.domains.ordering.operations.stop_subscription import tell_of_subscription
from makegood.domains.ordering.policy import OrderFacts
from makegood.domains.ordering.policy.subscribing import (
    Every,
    may_start,
    notice_days,
    usual_months,
)
from makegood.domains.parties.models import Account


class StartSubscriptionAsk(Ask):
    """What comes again, how often, from when on, and whether its terms are agreed to."""

    sku: GoodsNumber = Field(description="The article.", examples=["HY-FILTER"])
    quantity: int = Field(1, description="How many each time.", examples=[1], ge=1, le=100)
    every: Every | None = Field(
        None, description="After how many months; as usual for it when empty.", examples=["6"]
    )
    first_on: date | None = Field(
        None, description="The day of the first order; now when empty.", examples=["2026-07-06"]
    )
    consent: bool | None = Field(
        None, description="The customer's own yes, once its terms were told.", examples=[True]
    )
    account: Ref[Account] | None = Field(
        None, description="The account, where there are several.", examples=["40006"]
    )


class SubscriptionStarted(Result):
    """The subscription, its first order where that was made now, and when it comes next."""

    subscription: str
    order: str
    total: Money
    next_on: date


@register
class StartSubscription(Operation[StartSubscriptionAsk, OrderFacts, SubscriptionStarted]):
    """Have an article ordered now and every so many months after."""

    name = "ordering.start_subscription"
    needs = Needs(level=V2, standing=holder("orders"), authority=None, automated=True)
    retention = "orders_7y"
    undone_by = "ordering.stop_subscription"

    def gather(self, ask: StartSubscriptionAsk) -> OrderFacts:
        lines = (OrderedGoods(sku=ask.sku, quantity=ask.quantity),)
        offer = acts.offer_for(
            self, ask.account, self.actor.party, lines=lines, codes=(), by_hand=None, ship_to=None,
            is_delivered=True, on=None,
        )  # fmt: skip
        return acts.order_facts(self, offer, lines, po_number="", wanted_on=None)

    def decide(self, ask: StartSubscriptionAsk, facts: OrderFacts) -> Decision:
        return may_start(
            facts, ask.sku, every=ask.every or "", first_on=ask.first_on, consent=ask.consent,
            today=self.today,
        )  # fmt: skip

    def execute(
        self, ask: StartSubscriptionAsk, facts: OrderFacts, decision: Decision
    ) -> SubscriptionStarted:
        offer, (basket, priced) = facts.offer, facts.offer.found
        months = int(ask.every or usual_months(ask.sku, self.today) or 1)
        first = ask.first_on or self.today
        row = Subscription.objects.create(
            number=next_number("SB"), party=basket.customer, account=offer.account, sku=ask.sku,
            quantity=ask.quantity, every_months=months, next_on=first,
            total_cents=priced.total.cents, currency=priced.total.currency, started_at=self.now,
            started_by=self.actor.name,
        )  # fmt: skip
        order = ""
        if first == self.today:
            lines = (OrderedGoods(sku=ask.sku, quantity=ask.quantity),)
            asked = CreateOrderAsk(lines=lines, account=Ref[Account](offer.account), again=True)
            order, first = self.run(CreateOrder, asked).order, months_after(first, months)
            Subscription.objects.filter(pk=row.pk).update(ordered_on=self.today)
        is_told = (first - self.today).days <= notice_days(self.today)
        renew_on(self, row.number, first, announced=priced.total if is_told else None)
        self.record(f"subscription:{row.number}")
        tell_of_subscription(self, row.number, basket.customer, decision.says)
        return SubscriptionStarted(
            subscription=row.number, order=order, total=priced.total, next_on=first
        )

    def verify(
        self, ask: StartSubscriptionAsk, facts: OrderFacts, result: SubscriptionStarted
    ) -> None:
        card = queries.subscription_card(result.subscription)
        ensure((card.sku, card.next_on) == (ask.sku, result.next_on), "it comes as was told")
