"""Put lines on an order that it did not have: delivery that became due, another article."""

from __future__ import annotations

from collections.abc import Iterable

from makegood.domains.catalog.queries import unit_cost
from makegood.domains.ordering.models.asked import OrderedLine
from makegood.domains.ordering.models.rows import OrderLine, SalesOrder
from makegood.domains.ordering.pricing import PricedLine


def add_lines(order: SalesOrder, priced: Iterable[PricedLine]) -> tuple[OrderLine, ...]:
    """Each of these lines that has no number yet, on the next free place; those that are new."""
    place = order.lines.count()
    new = [line for line in priced if not line.line]
    rows = tuple(
        OrderedLine.of(line).row(order, place + step, unit_cost(line.sku))
        for step, line in enumerate(new, 1)
    )
    for row in rows:
        row.save()
    return rows
