"""Change the interval: what is subscribed to comes more often, or less."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from makegood.core.actor import V2
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.domains.ordering import queries
from makegood.domains.ordering.models import Subscription, renew_on, subscribed
from makegood.domains.ordering.operations.stop_subscription import tell_of_subscription
from makegood.domains.ordering.policy.subscribing import Every, Subscribed, may_alter, next_after


class ChangeIntervalAsk(Ask):
    """How often it comes from now on."""

    every: Every = Field(description="After how many months.", examples=["3"])
    subscription: Ref[Subscription] | None = Field(
        None, description="The subscription; the one they have when empty.", examples=["SB-1001"]
    )


class IntervalChanged(Result):
    """The subscription, how often it comes, and when next."""

    subscription: str
    every_months: int
    next_on: date


@register
class ChangeInterval(Operation[ChangeIntervalAsk, Subscribed, IntervalChanged]):
    """Have an article come after another number of months."""

    name = "ordering.change_interval"
    needs = Needs(level=V2, standing=holder("orders"), authority=None, automated=True)
    retention = "orders_7y"

    def gather(self, ask: ChangeIntervalAsk) -> Subscribed:
        return subscribed(ask.subscription or "", self.actor.party or "")

    def decide(self, ask: ChangeIntervalAsk, facts: Subscribed) -> Decision:
        is_same = int(ask.every) == facts.every_months
        sentence = "same_interval" if is_same else f"every_{ask.every.name.lower()}"
        return may_alter(facts, sentence, day=self._day(ask, facts), today=self.today)

    def execute(
        self, ask: ChangeIntervalAsk, facts: Subscribed, decision: Decision
    ) -> IntervalChanged:
        day, ref = self._day(ask, facts), f"subscription:{facts.number}"
        Subscription.objects.filter(number=facts.number).update(every_months=int(ask.every))
        self.release_promise("renewal", ref)
        renew_on(self, facts.number, day)
        self.record(ref)
        tell_of_subscription(self, facts.number, facts.party, decision.says)
        return IntervalChanged(subscription=facts.number, every_months=int(ask.every), next_on=day)

    def verify(self, ask: ChangeIntervalAsk, facts: Subscribed, result: IntervalChanged) -> None:
        card = queries.subscription_card(result.subscription)
        stands = (card.every_months, card.next_on)
        ensure(stands == (int(ask.every), result.next_on), "it comes so often, from that day on")

    def _day(self, ask: ChangeIntervalAsk, facts: Subscribed) -> date:
        return next_after(facts, int(ask.every), self.today)
