"""Announce a renewal: day and price of the next order are told while it can still be skipped."""

from __future__ import annotations

from datetime import date, timedelta

from pydantic import Field

from makegood.core.acting import Leaving
from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.core.times_of_day import evening_of, morning_of
from makegood.domains.ordering import operations as acts
from makegood.domains.ordering import queries
from makegood.domains.ordering.models import (
    OrderedGoods,
    Subscription,
    end_subscription,
    renew_on,
    subscribed,
)
from makegood.domains.ordering.operations.stop_subscription import tell_of_subscription
from makegood.domains.ordering.policy.subscribing import (
    Renewal,
    announced_day,
    is_gone,
    may_announce,
)
from makegood.handbook import book


class AnnounceRenewalAsk(Ask):
    """Which subscription, and its next order as it was due when this was asked for."""

    subscription: Ref[Subscription] = Field(description="Which one.", examples=["SB-1001"])
    day: date = Field(description="The day of its next order.", examples=["2026-12-15"])


class RenewalAnnounced(Result):
    """The subscription, and the day that was told; empty where it ended."""

    subscription: str
    next_on: date | None


@register
class AnnounceRenewal(Operation[AnnounceRenewalAsk, Renewal, RenewalAnnounced]):
    """Tell a customer of the next order before it is made, and of a price that changed."""

    name = "ordering.announce_renewal"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: AnnounceRenewalAsk) -> Renewal:
        return renewal_of(self, ask.subscription)

    def decide(self, ask: AnnounceRenewalAsk, facts: Renewal) -> Decision:
        return may_announce(facts, ask.day, self.today)

    def execute(
        self, ask: AnnounceRenewalAsk, facts: Renewal, decision: Decision
    ) -> RenewalAnnounced:
        stands, ref, day = facts.stands, f"subscription:{ask.subscription}", None
        if facts.total is None or is_gone(facts):
            end_gone(self, facts)
        else:
            day = announced_day(facts, self.today)
            renew_on(self, stands.number, day, announced=facts.total)
            told, due = decision.says[0], evening_of(day)
            self.promise("renewal", subject=ref, party=stands.party, due=due, sentence=told)
        self.record(ref)
        tell_of_subscription(self, stands.number, stands.party, decision.says)
        return RenewalAnnounced(subscription=stands.number, next_on=day)

    def verify(self, ask: AnnounceRenewalAsk, facts: Renewal, result: RenewalAnnounced) -> None:
        card = queries.subscription_card(result.subscription)
        ensure((card.stopped_on is not None) == (result.next_on is None), "it goes on, or it ended")
        ensure(result.next_on in (None, card.next_on), "on the day that was told")


def renewal_of(acting: Leaving, number: str) -> Renewal:
    """A subscription, locked, with what its next order would be today. NotFound."""
    stands = subscribed(number, "")
    if stands.sku not in book().catalogue.products:
        return Renewal(stands, None)
    lines = (OrderedGoods(sku=stands.sku, quantity=stands.quantity),)
    offer = acts.offer_for(
        acting, stands.account, stands.party, lines=lines, codes=(), by_hand=None, ship_to=None,
        is_delivered=True, on=None,
    )  # fmt: skip
    return Renewal(stands, acts.order_facts(acting, offer, lines, po_number="", wanted_on=None))


def end_gone(acting: Leaving, facts: Renewal) -> None:
    """Try a subscription no more; of an article that is sold no more our people hear, once."""
    number = facts.stands.number
    end_subscription(acting, number, "gone")
    if facts.not_sold is None:
        seen, subject = morning_of(acting.today + timedelta(days=1)), f"subscription:{number}"
        acting.check_later("ordering.subscription_replaced", subject=subject, due=seen)
