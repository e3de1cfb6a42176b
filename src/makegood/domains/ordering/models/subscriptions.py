"""Keep what comes again and again: which article, how often, what was told of its price. C11."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import Q

from makegood.core.acting import Leaving
from makegood.core.money import Money
from makegood.core.outcome import NotFound
from makegood.core.times_of_day import morning_of
from makegood.domains.ordering.policy.subscribing import Subscribed, notice_days
from makegood.domains.parties.queries import rights_on


class Subscription(models.Model):
    """An article that is ordered anew every so many months, until it is stopped.

    The next order is made on `next_on`; `announced_on` is when that was told with `total_cents`,
    tax included, and empty until then. `ordered_on` is the day of the last order; empty before one.
    """

    ref_kind = "subscription"

    number = models.CharField(max_length=32, unique=True)
    party = models.CharField(max_length=32, db_index=True)
    account = models.CharField(max_length=32)
    sku = models.CharField(max_length=40)
    quantity = models.PositiveIntegerField()
    every_months = models.PositiveIntegerField()
    next_on = models.DateField()
    ordered_on = models.DateField(null=True)
    announced_on = models.DateField(null=True)
    total_cents = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    started_at = models.DateTimeField()
    started_by = models.CharField(max_length=80)
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.CharField(max_length=80, blank=True, default="")
    stopped_as = models.CharField(max_length=16, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gte=1, every_months__gte=1, total_cents__gte=0),
                name="subscription_of_something",
            )
        ]


def subscribed(number: str, party: str) -> Subscribed:
    """A subscription, locked; where none is named, the one that a party has. NotFound.

    Where a party has several that run, `others` are their numbers.
    """
    rows = Subscription.objects.select_for_update().order_by("pk")
    running = rows.filter(party=party, stopped_at=None) if party else rows.none()
    found = list(rows.filter(number=number) if number else running)
    if not found:
        raise NotFound("subscription", number or party)
    row = found[0]
    return Subscribed(
        rights=rights_on(row.account), number=row.number, party=row.party, account=row.account,
        sku=row.sku, quantity=row.quantity, every_months=row.every_months, next_on=row.next_on,
        announced_on=row.announced_on, total=Money(row.total_cents, row.currency),
        has_stopped=row.stopped_at is not None, has_begun=row.ordered_on is not None,
        others=tuple(one.number for one in found) if len(found) > 1 else (),
    )  # fmt: skip


def end_subscription(acting: Leaving, number: str, why: str) -> None:
    """Order nothing more of a subscription, and have nothing promised of it."""
    Subscription.objects.filter(number=number).update(
        stopped_at=acting.now, stopped_by=acting.actor.name, stopped_as=why
    )
    acting.release_promise("renewal", f"subscription:{number}")
    acting.record(f"subscription:{number}")


def renew_on(acting: Leaving, number: str, day: date, *, announced: Money | None = None) -> None:
    """Have the next order made on a day, announced before; `announced` is what was told by now."""
    told = {"total_cents": announced.cents, "announced_on": acting.today} if announced else {
        "announced_on": None
    }  # fmt: skip
    Subscription.objects.filter(number=number).update(next_on=day, **told)
    what, at = {"subscription": number, "day": day.isoformat()}, acting.now
    if announced:
        key = f"renew:{number}:{day}:{acting.act}"  # what was planned before may be done by now
        acting.later("ordering.renew_subscription", what, at=morning_of(day), key=key)
        return
    at = max(at, morning_of(day - timedelta(days=notice_days(acting.today))))
    key = f"announce:{number}:{day}:{acting.act}"
    acting.later("ordering.announce_renewal", what, at=at, key=key)
