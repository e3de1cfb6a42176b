"""Lock an order and its lines, and give them out as the plain facts of an act."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Sum

from makegood.core.money import Money
from makegood.core.outcome import NotFound
from makegood.domains.catalog.queries import product
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering.models.rows import OrderLine, SalesOrder, Shipment
from makegood.domains.ordering.policy import DeliveryFacts, LineState, OrderMoney
from makegood.domains.parties.queries import died_by


def lock_order(number: str, *, naming: Collection[str] = ()) -> OrderMoney:
    """The order and its lines, locked in the order of their keys; `naming` are lines of it.

    NotFound for an order that does not exist, or a line that is not one of its own.
    """
    order = SalesOrder.objects.select_for_update().filter(number=number).first()
    if order is None:
        raise NotFound("order", number)
    rows = list(OrderLine.objects.select_for_update().filter(order=order).order_by("pk"))
    held = order.holds.filter(released_at=None).order_by("pk").values_list("kind", flat=True)
    asked = order.asked
    for stranger in set(naming) - {row.number for row in rows}:
        raise NotFound("order_line", stranger)
    used = order.shipments.aggregate(used=Sum("deposit_cents"))["used"] or 0
    return OrderMoney(
        pk=order.pk,
        number=order.number,
        ref=f"order:{order.number}",
        party=order.party,
        account=order.account,
        total=order.total,
        deposit_used=Money(used, order.currency),
        lines=tuple(_state(row, order.currency) for row in rows if row.cancelled_at is None),
        is_delivered=asked is None or asked.is_delivered,
        is_cancelled=order.cancelled_at is not None,
        is_picked=order.picked_at is not None,
        holds=tuple(held),
        terms=order.terms,
        ships_complete=order.ships_complete,
        has_died=died_by(order.party) is not None,
    )


def delivery_facts(number: str) -> DeliveryFacts:
    """A shipment that arrives, locked after its order, with its pieces. NotFound."""
    order = SalesOrder.objects.select_for_update().filter(shipments__number=number).first()
    if order is None:
        raise NotFound("shipment", number)
    row = Shipment.objects.select_for_update().get(number=number)
    return DeliveryFacts(
        shipment=row.pk, order=order.number, is_delivered=row.delivered_at is not None,
        is_undone=row.undone_at is not None, shipped_at=row.shipped_at,
        pieces=tuple(row.lines.order_by("line_id").values_list("line_id", "quantity")),
    )  # fmt: skip


def billed_on(order: str) -> tuple[Money, Money]:
    """What the books say was billed on an order, without tax, and its tax; "order:O-1041".

    It counts what an invoice billed before it left, less what a return invoice took back; what a
    return credits did leave, so it stays out.
    """
    about = ledger.entries_about(order)
    return ledger.sold_in(
        [one for one in about if one.rule == "J02" or one.source.startswith("credit_memo:")]
    )


def _state(row: OrderLine, currency: str) -> LineState:
    card = product(row.sku)
    return LineState(
        number=row.number,
        sku=row.sku,
        is_goods=card.is_goods,
        is_labour=card.kind in ("service", "plan", "membership"),
        quantity=row.quantity,
        shipped=row.shipped,
        delivered=row.delivered,
        net=Money(row.net_cents, currency),
        tax=Money(row.tax_cents, currency),
        unit_cost=Money(row.unit_cost_cents, currency),
    )
