"""Renew a subscription: its next order is made as any order is, for what was announced."""

from __future__ import annotations

from datetime import date, timedelta

from pydantic import Field, JsonValue

from makegood.core.actor import V0
from makegood.core.deadlines import months_after
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.core.times_of_day import morning_of
from makegood.domains.ordering import queries
from makegood.domains.ordering.models import OrderedGoods, Subscription, renew_on
from makegood.domains.ordering.operations.announce_renewal import end_gone, renewal_of
from makegood.domains.ordering.operations.create_order import CreateOrder, CreateOrderAsk
from makegood.domains.ordering.operations.stop_subscription import tell_of_subscription
from makegood.domains.ordering.policy.subscribing import (
    Renewal,
    can_be_had,
    is_dearer,
    is_gone,
    may_renew,
)
from makegood.domains.parties.models import Account


class RenewSubscriptionAsk(Ask):
    """Which subscription, and the day for which its order was announced."""

    subscription: Ref[Subscription] = Field(description="Which one.", examples=["SB-1001"])
    day: date = Field(description="The day of its next order.", examples=["2026-12-15"])


class SubscriptionRenewed(Result):
    """The subscription, its order, empty where it waits, and when it comes next."""

    subscription: str
    order: str
    next_on: date


@register
class RenewSubscription(Operation[RenewSubscriptionAsk, Renewal, SubscriptionRenewed]):
    """Order what is subscribed to, on its day and for no more than was told."""

    name = "ordering.renew_subscription"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: RenewSubscriptionAsk) -> Renewal:
        return renewal_of(self, ask.subscription)

    def decide(self, ask: RenewSubscriptionAsk, facts: Renewal) -> Decision:
        return may_renew(facts, ask.day, self.today)

    def execute(
        self, ask: RenewSubscriptionAsk, facts: Renewal, decision: Decision
    ) -> SubscriptionRenewed:
        stands, ref, order = facts.stands, f"subscription:{ask.subscription}", ""
        day, is_first = stands.next_on, self.today == stands.next_on
        if is_gone(facts):
            is_first = True
            end_gone(self, facts)
        elif is_dearer(facts):
            self.release_promise("renewal", ref)
            renew_on(self, stands.number, day)
        elif not can_be_had(facts, self.today):
            again, what = self.today + timedelta(days=1), ask.model_dump(mode="json")
            asked: dict[str, JsonValue] = dict(what)
            key = f"renew:{stands.number}:{day}:{self.act}"
            self.later("ordering.renew_subscription", asked, at=morning_of(again), key=key)
        else:
            lines = (OrderedGoods(sku=stands.sku, quantity=stands.quantity),)
            bought = CreateOrderAsk(lines=lines, account=Ref[Account](stands.account), again=True)
            order = self.run(CreateOrder, bought).order
            day, is_first = months_after(day, stands.every_months), True
            self.keep_promise("renewal", ref)
            Subscription.objects.filter(number=stands.number).update(ordered_on=self.today)
            renew_on(self, stands.number, day)
        self.record(ref)
        if is_first:  # that it still waits is not told each day
            tell_of_subscription(self, stands.number, stands.party, decision.says)
        return SubscriptionRenewed(subscription=stands.number, order=order, next_on=day)

    def verify(
        self, ask: RenewSubscriptionAsk, facts: Renewal, result: SubscriptionRenewed
    ) -> None:
        card = queries.subscription_card(result.subscription)
        ensure(card.next_on == result.next_on, "it comes next on that day")
        if result.order:
            made = queries.order_card(result.order)
            ensure(made.total <= facts.stands.total, "and costs no more than was told")
