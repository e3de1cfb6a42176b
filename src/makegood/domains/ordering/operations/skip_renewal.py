"""Skip a renewal: the next order of a subscription is left out, and the one after it comes."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from makegood.core.actor import V2
from makegood.core.deadlines import months_after
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.domains.ordering import queries
from makegood.domains.ordering.models import Subscription, renew_on, subscribed
from makegood.domains.ordering.operations.stop_subscription import tell_of_subscription
from makegood.domains.ordering.policy.subscribing import Subscribed, may_alter


class SkipRenewalAsk(Ask):
    """Which subscription."""

    subscription: Ref[Subscription] | None = Field(
        None, description="The subscription; the one they have when empty.", examples=["SB-1001"]
    )


class RenewalSkipped(Result):
    """The subscription, and when it comes next."""

    subscription: str
    next_on: date


@register
class SkipRenewal(Operation[SkipRenewalAsk, Subscribed, RenewalSkipped]):
    """Leave out the next order of a subscription."""

    name = "ordering.skip_renewal"
    needs = Needs(level=V2, standing=holder("orders"), authority=None, automated=True)
    retention = "orders_7y"

    def gather(self, ask: SkipRenewalAsk) -> Subscribed:
        return subscribed(ask.subscription or "", self.actor.party or "")

    def decide(self, ask: SkipRenewalAsk, facts: Subscribed) -> Decision:
        return may_alter(facts, "skipped", day=self._day(facts), today=self.today)

    def execute(self, ask: SkipRenewalAsk, facts: Subscribed, decision: Decision) -> RenewalSkipped:
        day, ref = self._day(facts), f"subscription:{facts.number}"
        self.release_promise("renewal", ref)
        renew_on(self, facts.number, day)
        self.record(ref)
        tell_of_subscription(self, facts.number, facts.party, decision.says)
        return RenewalSkipped(subscription=facts.number, next_on=day)

    def verify(self, ask: SkipRenewalAsk, facts: Subscribed, result: RenewalSkipped) -> None:
        card = queries.subscription_card(result.subscription)
        ensure(card.next_on == result.next_on, "it comes next on the day that was told")

    def _day(self, facts: Subscribed) -> date:
        return months_after(facts.next_on, facts.every_months)
