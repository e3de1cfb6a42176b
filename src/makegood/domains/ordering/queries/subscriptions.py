"""Answer what comes again and again, and when next. Source: C11."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from makegood.core.clock import local
from makegood.core.money import Money
from makegood.core.outcome import NotFound
from makegood.domains.ordering.models import Subscription


@dataclass(frozen=True, slots=True)
class SubscriptionCard:
    """A subscription: what comes how often, when next, what was told of its price, if it ended."""

    number: str
    party: str
    account: str
    sku: str
    quantity: int
    every_months: int
    next_on: date
    announced_on: date | None
    total: Money
    started_on: date
    stopped_on: date | None
    stopped_as: str


def subscription_card(number: str) -> SubscriptionCard:
    """A subscription by its number; NotFound when there is none."""
    for row in Subscription.objects.filter(number=number):
        return _card(row)
    raise NotFound("subscription", number)


def subscriptions_of(party: str) -> tuple[SubscriptionCard, ...]:
    """The subscriptions of a party, those that ended too, the oldest first."""
    return tuple(_card(row) for row in Subscription.objects.filter(party=party).order_by("pk"))


def _card(row: Subscription) -> SubscriptionCard:
    return SubscriptionCard(
        row.number, row.party, row.account, row.sku, row.quantity, row.every_months, row.next_on,
        row.announced_on, Money(row.total_cents, row.currency), local(row.started_at).date(),
        local(row.stopped_at).date() if row.stopped_at else None, row.stopped_as,
    )  # fmt: skip
