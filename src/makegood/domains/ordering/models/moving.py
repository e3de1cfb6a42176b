"""Find when what waits of an order could come, and whether it came at its time. C12, C29."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db.models import Q

from makegood.core.acting import Leaving
from makegood.core.calendars import company_calendar
from makegood.core.clock import local
from makegood.core.outcome import NotFound
from makegood.core.times_of_day import morning_of
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering.models.delays import DelayNotice, completed_on, promise_line
from makegood.domains.ordering.models.expediting import FASTER, FASTER_BY_TWO
from makegood.domains.ordering.models.facts import lock_order
from makegood.domains.ordering.models.planning import WAREHOUSE, margin_on, pace_of
from makegood.domains.ordering.models.rows import OrderLine, SalesOrder, Shipment
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
        is_credited=_is_credited(order, row.promised_on),
    )  # fmt: skip


def day_window_facts(number: str, day: date) -> WindowFacts:
    """An order, locked, with the window in which something of it was to come and did not leave.

    What was put off or cancelled before that morning is not waited for, nor what was held then or
    not complete; what left for that day in its window is looked at by itself. Where one line was
    missed, the order was. NotFound.
    """
    order = SalesOrder.objects.select_for_update().filter(number=number).first()
    if order is None:
        raise NotFound("order", number)
    none = WindowFacts(
        shipment="", order=number, party=order.party, day=day, window="", came_at=None,
        is_credited=_is_credited(order, day),
    )  # fmt: skip
    rows = () if _is_kept_back(order, day) else order.lines.order_by("pk")
    found = [one for row in rows if (one := _waited_for(row, none))]
    return next((one for one in found if one.is_missed(day)), found[0] if found else none)


def _is_kept_back(order: SalesOrder, day: date) -> bool:
    """Whether an order was held on the morning of a day, or waited for its deposit until then."""
    morning, complete = morning_of(day), completed_on(order)
    held = order.holds.filter(placed_at__lt=morning).exclude(released_at__lt=morning)
    return held.exists() or complete is None or complete >= day


def _waited_for(line: OrderLine, facts: WindowFacts) -> WindowFacts | None:
    """When all of a line was brought that was to come in a window of that day, and had not left.

    None where there is nothing: what had left when the day was promised is not meant.
    """
    day, said = facts.day, _said_that_morning(line, facts.day)
    if said is None or (line.cancelled_at and line.cancelled_at < morning_of(day)):
        return None
    left, before = line.shipped_lines, Q(shipment__shipped_at__lt=said.made_at)
    in_time = Q(shipment__promised_on=day) & ~Q(shipment__window="")
    gone = left.filter(before & Q(shipment__undone_at=None) | ~before & in_time)
    waiting = line.quantity - sum(gone.values_list("quantity", flat=True))
    parcels = left.exclude(before | in_time).select_related("shipment")
    brought = [
        (at, one.quantity)
        for one in parcels
        if (at := one.shipment.delivered_at or one.shipment.turned_back_at)
    ]
    at = _complete_at(waiting, brought)
    came_at = local(at) if at else None
    return replace(facts, window=said.window, came_at=came_at) if waiting > 0 else None


def _complete_at(pieces: int, brought: Iterable[tuple[datetime, int]]) -> datetime | None:
    """When so many pieces were brought; None while some are not."""
    for at, count in sorted(brought):
        pieces -= count
        if pieces <= 0:
            return at
    return None


def _said_that_morning(line: OrderLine, day: date) -> LinePromise | None:
    """The promise of a line for a window of that day that stood on its morning; None without."""
    morning = morning_of(day)
    said = LinePromise.objects.filter(line=line, made_at__lt=morning).order_by("pk").last()
    if said is None or said.promised_on != day or not said.window:
        return None
    put_off = DelayNotice.objects.filter(order=line.order, sent_at__gte=said.made_at)
    return None if put_off.filter(sent_at__lt=morning).exists() else said


def _is_credited(order: SalesOrder, day: date) -> bool:
    """Whether a window of that day was credited: of the order, or of a shipment of it."""
    sent = order.shipments.filter(promised_on=day).values_list("number", flat=True)
    sources = [f"order:{order.number}:window:{day}", *(f"shipment:{one}:window" for one in sent)]
    return any(ledger.debited_by(one) is not None for one in sources)
