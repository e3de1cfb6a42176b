"""Lock a parcel that comes back, and give it out as the plain facts of an act. Source: C12."""

from __future__ import annotations

from makegood.core.clock import local
from makegood.core.outcome import NotFound
from makegood.domains.ordering.models.rows import SalesOrder, Shipment
from makegood.domains.ordering.policy import TurnedFacts
from makegood.handbook import book


def turned_facts(number: str) -> TurnedFacts:
    """A shipment with its order, locked. NotFound."""
    row = Shipment.objects.filter(number=number).first()
    if row is None:
        raise NotFound("shipment", number)
    order = SalesOrder.objects.select_for_update().get(pk=row.order_id)
    row = Shipment.objects.select_for_update().get(pk=row.pk)
    packed = row.lines.select_related("line").order_by("pk")
    goods = [one for one in packed if book().catalogue.is_goods(one.line.sku)]
    return TurnedFacts(
        number=number, order=order.number, party=order.party, carrier=row.carrier,
        promised_on=row.promised_on, place=", ".join(filter(None, (order.line1, order.locality))),
        is_delivered=row.delivered_at is not None, is_undone=row.undone_at is not None,
        why=row.turned_back_as,
        pieces=tuple((one.line.number, one.line.sku, one.quantity) for one in goods),
        state=(order.region, order.country),
        turned_on=local(row.turned_back_at).date() if row.turned_back_at else None,
    )  # fmt: skip
