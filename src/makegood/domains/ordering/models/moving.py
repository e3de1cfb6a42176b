"""Find when what waits of an order could come, and whether it came at its time. C12, C29."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from makegood.core.acting import Leaving
from makegood.core.calendars import company_calendar
from makegood.core.clock import local
from makegood.core.outcome import NotFound
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering.models.delays import DelayNotice, promise_line
from makegood.domains.ordering.models.expediting import FASTER, FASTER_BY_TWO
from makegood.domains.ordering.models.facts import lock_order
from makegood.domains.ordering.models.planning import WAREHOUSE, margin_on, pace_of
from makegood.domains.ordering.models.rows import OrderLine, Shipment
from makegood.domains.ordering.models.supply import Allocation, LinePromise
from makegood.domains.ordering.policy.days import DayFacts, Waiting, WindowFacts
from makegood.domains.ordering.supplying import expected
from makegood.domains.parties.queries import rights_on
from makegood.handbook import book


def day_facts(number: str, day: date | None, today: date) -> DayFacts:
    """An order, locked, with when what waits of it could be there at the soonest. NotFound."""
    order = lock_order(number)
    waiting = [one for one in order.lines if one.is_goods and one.quantity > one.shipped]
    notices = DelayNotice.objects.filter(order_id=order.pk, choice="").order_by("pk")
    windows = [LinePromise.window_of(one.number) for one in waiting]
    calendar = company_calendar(WAREHOUSE)
    is_day = day is None or calendar.is_business_day(day)
    return DayFacts(
        rights=rights_on(order.account), order=order,
        lines=tuple(_waiting(one.number, day, today) for one in waiting),
        around=() if is_day or day is None else (
            calendar.add_business_days(day, -1), calendar.on_or_after(day)
        ),
        is_large=any(book().catalogue.product(one.sku).large_appliance for one in waiting),
        is_fast=any(one.sku in (FASTER, FASTER_BY_TWO) for one in order.lines),
        window=windows[0] if len(set(windows)) == 1 else "",
        notices=tuple(notices.values_list("pk", flat=True)),
    )  # fmt: skip


def promise_chosen(acting: Leaving, facts: DayFacts, day: date | None, window: str) -> None:
    """Promise what waits for the day and the time that its customer chose."""
    for one in facts.lines:
        line = OrderLine.objects.get(number=one.line)
        said = LinePromise.last_of(line)
        when = one.when if day else said
        if when is not None:
            at = window if facts.is_large else ""
            promise_line(acting, facts.order.party, line, when, "chosen", window=at)


def _waiting(number: str, day: date | None, today: date) -> Waiting:
    line = OrderLine.objects.get(number=number)
    rows = list(LinePromise.objects.filter(line=line).order_by("pk"))
    pace, said = pace_of(line.sku, today, margin_on(today)), LinePromise.last_of(line)
    if said is not None and rows[-1].why in ("expedited", "chosen"):
        pace = said.pace  # what goes with a faster service does so on any day
    parts = [
        replace(part, ready_on=part.ready_on and max(part.ready_on, today))
        for part in Allocation.open_parts(line)
    ]
    calendar, floor = company_calendar(WAREHOUSE), _put_off_to(rows)
    return Waiting(
        line=number, sku=line.sku, promised_on=said.promised_on if said else None,
        soonest=expected(parts, pace, calendar, wanted_on=floor),
        when=expected(parts, pace, calendar, wanted_on=day),
    )  # fmt: skip


def _put_off_to(rows: Sequence[LinePromise]) -> date | None:
    """The day to which we put a line off, as long as nothing else was found for it since."""
    since = [row for row in rows if row.why != "chosen"]
    return since[-1].promised_on if since and since[-1].why == "delayed" else None


def window_facts(number: str) -> WindowFacts:
    """A shipment, locked, with when somebody was at the door with it. NotFound.

    What was refused or could not be handed over was brought all the same.
    """
    row = Shipment.objects.select_for_update().filter(number=number).first()
    if row is None:
        raise NotFound("shipment", number)
    order, at = row.order, row.delivered_at or row.turned_back_at
    return WindowFacts(
        shipment=number, order=order.number, party=order.party, day=row.promised_on,
        window=row.window, came_at=local(at) if at else None,
        is_credited=ledger.debited_by(f"shipment:{number}:window") is not None,
    )  # fmt: skip
