"""Let an order number say whose affairs are meant."""

from __future__ import annotations

from makegood.domains.ordering.models import SalesOrder
from makegood.domains.parties.finders import reference_finder


@reference_finder
def accounts_by_order(text: str) -> tuple[str, ...]:
    """The account that an order of this number is on; none when it is no order of ours."""
    number = text.strip().upper()
    return tuple(SalesOrder.objects.filter(number=number).values_list("account", flat=True))
