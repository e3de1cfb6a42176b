"""Close quotes that ran out, watch promises, and let a number say whose affairs are meant."""

from __future__ import annotations

from makegood.core.jobs import timer
from makegood.domains.ordering.models import Quote, SalesOrder
from makegood.domains.parties.finders import reference_finder

EXPIRE_QUOTES = timer("ordering.expire_quotes")
MONITOR_PROMISES = timer("ordering.monitor_promises")


@reference_finder
def accounts_by_order(text: str) -> tuple[str, ...]:
    """The account that an order of this number is on; none when it is no order of ours."""
    number = text.strip().upper()
    return tuple(SalesOrder.objects.filter(number=number).values_list("account", flat=True))


@reference_finder
def accounts_by_quote(text: str) -> tuple[str, ...]:
    """The account that a quote of this number is for; none when it is no quote of ours."""
    number = text.strip().upper()
    return tuple(Quote.objects.filter(number=number).values_list("account", flat=True))
