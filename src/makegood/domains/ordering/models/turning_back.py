"""Lock a parcel that comes back, or goes to a wrong address, as plain facts. Source: C12."""

from __future__ import annotations

from makegood.core.clock import local
from makegood.core.outcome import NotFound
from makegood.domains.ordering.models.facts import lock_order
from makegood.domains.ordering.models.rows import SalesOrder, Shipment
from makegood.domains.ordering.policy import AddressFacts, TurnedFacts
from makegood.handbook import book

_SHOWN, _STATE = ("line1", "locality"), ("region", "country")


def turned_facts(number: str) -> TurnedFacts:
    """A shipment with its order, locked. NotFound."""
    row = Shipment.objects.filter(number=number).first()
    if row is None:
        raise NotFound("shipment", number)
    order = SalesOrder.objects.select_for_update().get(pk=row.order_id)
    row = Shipment.objects.select_for_update().get(pk=row.pk)
    packed = row.lines.select_related("line").order_by("pk")
    goods = [one for one in packed if book().catalogue.is_goods(one.line.sku)]
    place = row.goes_to or {one: getattr(order, one) for one in (*_SHOWN, *_STATE)}
    return TurnedFacts(
        number=number, order=order.number, party=order.party, carrier=row.carrier,
        promised_on=row.promised_on, place=", ".join(filter(None, (place[one] for one in _SHOWN))),
        is_delivered=row.delivered_at is not None, is_undone=row.undone_at is not None,
        why=row.turned_back_as,
        pieces=tuple((one.line.number, one.line.sku, one.quantity) for one in goods),
        state=(place["region"], place["country"]),
        turned_on=local(row.turned_back_at).date() if row.turned_back_at else None,
    )  # fmt: skip


def address_facts(number: str, shipment: str) -> AddressFacts:
    """A shipment, or an order of which nothing is under way, locked. NotFound."""
    parcel = turned_facts(shipment) if shipment else None
    if parcel and parcel.order != number:
        raise NotFound("shipment", shipment)
    order = lock_order(number)
    row = SalesOrder.objects.get(pk=order.pk)
    changes = row.changes.filter(kind="address", what__shipment=shipment)
    under_way = row.shipments.filter(delivered_at=None, undone_at=None)
    return AddressFacts(
        shipment=shipment, order=order.number, party=order.party,
        carrier=parcel.carrier if parcel else "",
        state=parcel.state if parcel else (row.region, row.country),
        is_over=bool(parcel and (parcel.is_delivered or parcel.is_undone or parcel.why)),
        under_way=() if parcel else tuple(under_way.values_list("number", flat=True)),
        waiting=tuple(one.number for one in order.lines if one.quantity > one.shipped),
        corrected=tuple(str(one.what.get("ship_to", "")) for one in changes),
    )  # fmt: skip
