"""Stop a subscription: nothing more of it is ordered, from now on and for no fee."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from makegood.core.acting import Leaving
from makegood.core.actor import V2
from makegood.core.decision import Decision, Statement
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import holder
from makegood.domains.ordering import operations as acts
from makegood.domains.ordering import queries
from makegood.domains.ordering.models import Subscription, end_subscription, subscribed
from makegood.domains.ordering.policy.subscribing import Subscribed, may_stop


class StopSubscriptionAsk(Ask):
    """Which subscription."""

    subscription: Ref[Subscription] | None = Field(
        None, description="The subscription; the one they have when empty.", examples=["SB-1001"]
    )


class SubscriptionStopped(Result):
    """The subscription that stopped."""

    subscription: str


@register
class StopSubscription(Operation[StopSubscriptionAsk, Subscribed, SubscriptionStopped]):
    """Order nothing more of a subscription."""

    name = "ordering.stop_subscription"
    needs = Needs(level=V2, standing=holder("orders"), authority=None, automated=True)
    retention = "orders_7y"

    def gather(self, ask: StopSubscriptionAsk) -> Subscribed:
        return subscribed(ask.subscription or "", self.actor.party or "")

    def decide(self, ask: StopSubscriptionAsk, facts: Subscribed) -> Decision:
        return may_stop(facts, self.today)

    def execute(
        self, ask: StopSubscriptionAsk, facts: Subscribed, decision: Decision
    ) -> SubscriptionStopped:
        end_subscription(self, facts.number, "asked")
        tell_of_subscription(self, facts.number, facts.party, decision.says)
        return SubscriptionStopped(subscription=facts.number)

    def verify(
        self, ask: StopSubscriptionAsk, facts: Subscribed, result: SubscriptionStopped
    ) -> None:
        ensure(queries.subscription_card(result.subscription).stopped_on is not None, "it ended")


def tell_of_subscription(
    acting: Leaving, number: str, party: str, says: Sequence[Statement]
) -> None:
    """Write to a customer about what comes again and again."""
    acts.tell_of(acting, party, f"subscription:{number}", "subscription", says, {"number": number})
