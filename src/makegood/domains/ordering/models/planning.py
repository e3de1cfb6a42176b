"""Lock what is free of an article, and plan from where an order gets its pieces, and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from django.db.models import Q

from makegood.core.calendars import company_calendar
from makegood.core.clock import local
from makegood.domains.ordering.models.rows import Shipment
from makegood.domains.ordering.models.supply import Inbound, StockLevel, kept
from makegood.domains.ordering.policy import Plan, clause
from makegood.domains.ordering.supplying import (
    Pace,
    Source,
    Way,
    cover,
    expected,
    lateness,
    margin_of,
)
from makegood.handbook import ProductKind, Row, book

_LOOKED_BACK = 200
WAREHOUSE = "warehouse"


def plans_for(
    wanted: Mapping[str, int], today: date, *, is_delivered: bool = True,
    wanted_on: date | None = None,
) -> tuple[Plan, ...]:  # fmt: skip
    """Where the goods among these articles come from, with their stock locked; by stock number."""
    goods = sorted(sku for sku in wanted if book().catalogue.is_goods(sku))
    list(StockLevel.objects.select_for_update().filter(sku__in=goods).order_by("sku"))
    list(Inbound.objects.select_for_update().filter(sku__in=goods, arrived_at=None).order_by("pk"))
    calendar, margin = company_calendar(WAREHOUSE), margin_on(today)
    plans = []
    for sku in goods:
        released = book().catalogue.released_after(sku, today) or today
        sources = [
            replace(one, ready_on=max(one.ready_on, released)) for one in _sources(sku, today)
        ]
        parts = cover(wanted[sku], sources)
        pace = pace_of(sku, today, margin, is_delivered=is_delivered)
        plans.append(Plan(sku, parts, expected(parts, pace, calendar, wanted_on=wanted_on)))
    return tuple(plans)


def pace_of(sku: str, today: date, margin: int, *, is_delivered: bool = True) -> Pace:
    """How long an article is handled and on its way; what is fetched is on no way. Source: C12."""
    rule = clause("DLV-4", today)
    known = book().catalogue.products.get(sku)
    is_freight = known is not None and known.kind is ProductKind.APPLIANCE
    transit = rule.whole("freight_days" if is_freight else "parcel_days")
    handling = rule.whole("handling_days")
    return Pace(handling, transit, margin) if is_delivered else Pace(handling, 0, 0)


def _sources(sku: str, today: date) -> Iterator[Source]:
    """What is free of an article: in the warehouse, on its way to us, and what can be got."""
    for level in StockLevel.objects.filter(sku=sku):
        yield Source(Way.STOCK, today, level.on_hand - kept(sku, Way.STOCK))
    for coming in Inbound.objects.filter(sku=sku, arrived_at=None).order_by("due_on", "pk"):
        free = coming.quantity - kept(sku, Way.INBOUND, coming)
        yield Source(Way.INBOUND, max(coming.due_on, today), free, coming.number)
    for row in supply_rows(sku, today):
        ready_on = company_calendar(WAREHOUSE).add_business_days(today, _whole(row, "lead_days"))
        yield Source(Way(row.text("way")), ready_on, None)


def supply_rows(sku: str, today: date) -> tuple[Row, ...]:
    """How more of an article is got than is here or on its way."""
    return book().table("supply", on=today).find(sku=sku)


def margin_on(today: date) -> int:
    """The days added to a promise, from how late the last deliveries were. Source: C12."""
    rule = clause("DLV-4", today)
    came = Shipment.objects.filter(~Q(delivered_at=None)).order_by("-delivered_at", "-pk")
    days = came.values_list("promised_on", "delivered_at")[:_LOOKED_BACK]
    late = lateness([(promised, local(at).date()) for promised, at in days if at is not None])
    return margin_of(
        late, percentile=rule.decimal("percentile"), least=rule.whole("least_history"),
        usual=rule.whole("margin_days"),
    )  # fmt: skip


def _whole(row: Row, column: str) -> int:
    value = row[column]
    return value if isinstance(value, int) else 0
