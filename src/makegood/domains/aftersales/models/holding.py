"""Hold orders while something of them is credited, so that nothing is credited twice at once."""

from __future__ import annotations

from django.db.models import Q

from makegood.domains.ordering.models import SalesOrder


def hold_orders(which: Q) -> None:
    """Lock orders, in the order of their keys, before any other row of theirs.

    Returns, goods that are kept, prices that fell and disputed invoices give back the same money:
    each sees what the one before it gave, and none waits for one that waits for it.
    """
    found = SalesOrder.objects.filter(which).values("pk")
    list(SalesOrder.objects.select_for_update().filter(pk__in=found).order_by("pk"))
