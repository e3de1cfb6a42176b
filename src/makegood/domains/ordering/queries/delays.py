"""Answer which delays customers were told of, and which are still to be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Max

from makegood.core.calendars import company_calendar
from makegood.domains.ordering.models import WAREHOUSE, Allocation, DelayNotice, LinePromise
from makegood.domains.ordering.policy import NO_DAY, clause
from makegood.handbook import book


@dataclass(frozen=True, slots=True)
class DelayCard:
    """A delay notice: from which day to which, what silence means, and what came of it.

    `revised_on` is empty where nobody knew the new day.
    """

    kind: str
    was_on: date
    revised_on: date | None
    silence: str
    reason: str
    sent_at: datetime
    choice: str
    by_silence: bool


def delays_of(order: str) -> tuple[DelayCard, ...]:
    """The delay notices of an order, the oldest first."""
    rows = DelayNotice.objects.filter(order__number=order).order_by("pk")
    return tuple(
        DelayCard(
            row.kind, row.was_on, row.revised_on if row.revised_on < NO_DAY else None,
            row.silence, row.reason, row.sent_at, row.choice, row.by_silence,
        )
        for row in rows
    )  # fmt: skip


def slipping(today: date) -> tuple[tuple[str, date], ...]:
    """The orders whose goods are ready too late for the day of leaving told last, and when then.

    What is not released yet is ready on its first day at the soonest.
    """
    handling = clause("DLV-4", today).whole("handling_days")
    waiting = Allocation.objects.filter(shipped__lt=F("quantity"), line__cancelled_at=None)
    ready = waiting.exclude(ready_on=None).values_list("line", "line__sku", "line__order__number")
    told = dict(_last_told())
    found: dict[str, date] = {}
    for line, sku, order, day in ready.annotate(day=Max("ready_on")).order_by("line"):
        released = book().catalogue.released_after(sku, today) or day
        leaves = company_calendar(WAREHOUSE).add_business_days(max(day, released), handling)
        if line in told and leaves > told[line] and leaves > today:
            found[order] = max(leaves, found.get(order, leaves))
    return tuple(sorted(found.items()))


def _last_told() -> list[tuple[int, date]]:
    return list(LinePromise.objects.order_by("pk").values_list("line", "ship_by"))
