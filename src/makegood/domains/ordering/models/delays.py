"""Keep what customers were told when a day could not be kept, and promise them another. C12."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import models
from django.db.models import Q

from makegood.core.acting import Leaving
from makegood.core.calendars import company_calendar
from makegood.core.clock import local
from makegood.core.decision import say
from makegood.core.money import Money
from makegood.core.times_of_day import evening_of, morning_of
from makegood.domains.billing.queries import captured, payments_of
from makegood.domains.ordering.models.facts import lock_order
from makegood.domains.ordering.models.planning import WAREHOUSE, margin_on, pace_of
from makegood.domains.ordering.models.rows import OrderLine, SalesOrder
from makegood.domains.ordering.models.supply import LinePromise
from makegood.domains.ordering.policy import CONSENT, NO_DAY, DelayFacts, OpenNotice, OrderMoney
from makegood.domains.ordering.supplying import Expected
from makegood.domains.parties.queries import rights_on


class DelayNotice(models.Model):
    """A notice that an order leaves later than was said: to when, what silence means, what came.

    `was_on` is the day that cannot be kept; an answer counts to its end. `choice` is consent or
    cancel, by the customer's word or, with `by_silence`, by none. Where nobody knows until when,
    `revised_on` is NO_DAY.
    """

    order = models.ForeignKey(SalesOrder, on_delete=models.PROTECT, related_name="delays")
    kind = models.CharField(max_length=8)
    was_on = models.DateField()
    revised_on = models.DateField()
    silence = models.CharField(max_length=8)
    reason = models.CharField(max_length=200, blank=True, default="")
    sent_at = models.DateTimeField()
    choice = models.CharField(max_length=8, blank=True, default="")
    by_silence = models.BooleanField(default=False)
    chosen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(revised_on__gt=models.F("was_on")), name="delay_is_later"
            )
        ]


def delay_facts(number: str) -> DelayFacts:
    """An order, locked, with the day by which it has to leave and its notices. NotFound."""
    order = lock_order(number)
    row = SalesOrder.objects.get(pk=order.pk)
    notices = DelayNotice.objects.select_for_update().filter(order=row).order_by("pk")
    return DelayFacts(
        rights=rights_on(order.account),
        order=order,
        stated_on=_stated_on(order),
        completed_on=completed_on(row),
        placed_on=local(row.ordered_at).date(),
        asked_credit=_is_on_credit(row),
        has_bounced=any(one.state == "returned" for one in payments_of(number)),
        notices=tuple(
            OpenNotice(one.pk, one.kind, one.was_on, one.revised_on, one.silence, one.choice)
            for one in notices
        ),
    )


def promise_line(
    acting: Leaving, party: str, line: OrderLine, when: Expected, why: str, *,
    window: str | None = None,
) -> None:  # fmt: skip
    """Promise a line for a day, instead of the day that was promised before.

    A window that was chosen before stays, unless another is named.
    """
    kept = LinePromise.window_of(line.number) if window is None else window
    LinePromise.objects.create(
        line=line, promised_on=when.promised_on, ship_by=when.ship_by, basis=when.basis, why=why,
        window=kept, made_at=acting.now,
    )  # fmt: skip
    subject = f"order_line:{line.number}"
    acting.release_promise("delivery", subject)
    told = say(subject, "ordering.promised", promised_on=when.promised_on)
    due = evening_of(when.promised_on)
    acting.promise("delivery", subject=subject, party=party, due=due, sentence=told)
    if kept:
        order, day = line.order.number, when.promised_on
        what, at = {"order": order, "day": day.isoformat()}, morning_of(day + timedelta(days=1))
        acting.later("ordering.credit_missed_day", what, at=at, key=f"window:{order}:{day}")


def promise_leaving(acting: Leaving, party: str, line: OrderLine, leaves_on: date) -> None:
    """Promise a line that leaves later than was said; what was said for later keeps its day."""
    said = LinePromise.objects.filter(line=line).order_by("pk").last()
    if said and said.ship_by >= leaves_on:
        return
    pace = pace_of(line.sku, acting.today, margin_on(acting.today))
    arrives = company_calendar(WAREHOUSE).add_business_days(leaves_on, pace.transit + pace.margin)
    when = Expected(leaves_on, leaves_on, arrives, pace)
    promise_line(acting, party, line, when, "delayed")


def waits_without_day(number: str) -> bool:
    """Whether the last that was told of an order is that it leaves later, and no day for it."""
    last = DelayNotice.objects.filter(order__number=number).order_by("pk").last()
    if last is None or last.revised_on != NO_DAY:
        return False
    since = LinePromise.objects.filter(line__order__number=number, made_at__gt=last.sent_at)
    return not since.exists()


def answer_notices(acting: Leaving, keys: Iterable[int]) -> None:
    """Take it that the customer answered these notices of a delay: silence means nothing now."""
    for key in keys:
        acting.call_off(f"delay:{key}")
        DelayNotice.objects.filter(pk=key).update(choice=CONSENT, chosen_at=acting.now)


def completed_on(row: SalesOrder) -> date | None:
    """The day on which an order was complete: placed, and its deposit paid where one was asked.

    What a bank took back was no payment, and is to be paid again; None while that is open.
    """
    payments = payments_of(row.number)
    bounced = [one.amount for one in payments if one.state == "returned"]
    needed = max([Money(row.deposit_cents or 0, row.currency), *bounced])
    paid, day = Money.zero(row.currency), local(row.ordered_at).date()
    for payment in payments:
        if paid >= needed or payment.captured_on is None or payment.state == "returned":
            continue
        paid += payment.amount
        day = max(day, payment.captured_on)
    return day if paid >= needed else None


def _is_on_credit(row: SalesOrder) -> bool:
    """Whether credit with us was asked for to pay an order: on account, looked at, nothing paid.

    What is paid before has thirty days, whoever looked at it. Source: 16 CFR 435.2(a)(1).
    """
    was_asked = bool(row.terms) and row.holds.filter(kind="credit").exists()
    return was_asked and not captured(row.number)


def _stated_on(order: OrderMoney) -> date | None:
    """The earliest day on which something that waits was said to leave, before any delay."""
    waiting = [one.number for one in order.lines if one.is_goods and one.quantity > one.shipped]
    said = LinePromise.objects.filter(line__number__in=waiting).exclude(why="delayed")
    return min(dict(said.order_by("pk").values_list("line", "ship_by")).values(), default=None)
