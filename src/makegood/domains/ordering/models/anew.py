"""Find what an order was that we cancelled for a delay, so that it can be taken anew. C12."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from makegood.core.clock import local
from makegood.domains.ordering.baskets import ByHand
from makegood.domains.ordering.models.asked import QuotedLine, ShipToAsk
from makegood.domains.ordering.models.changing import OrderChange
from makegood.domains.ordering.models.facts import lock_order
from makegood.domains.ordering.models.rows import OrderLine, SalesOrder
from makegood.domains.ordering.policy import CANCEL, OrderMoney
from makegood.handbook import ProductKind, book

_PLACE = ("line1", "line2", "locality", "region", "postal_code", "country")


@dataclass(frozen=True, slots=True)
class Former:
    """A former order: what we cancelled of it for a delay, where it went, how it was priced."""

    order: OrderMoney
    po_number: str
    ship_to: ShipToAsk | None
    priced_on: date
    codes: tuple[str, ...]
    by_hand: ByHand | None
    lines: tuple[QuotedLine, ...]
    cancelled_on: date | None
    anew: str


def former_order(number: str) -> Former:
    """An order, locked, with what we cancelled of it because it was late. NotFound."""
    order = lock_order(number)
    row = SalesOrder.objects.get(pk=order.pk)
    changes = OrderChange.objects.filter(order=row).order_by("pk")
    ours = _for_delay(row)
    anew = changes.filter(kind="anew").last()
    basket = row.asked
    return Former(
        order=order, po_number=row.po_number, ship_to=_place(row),
        priced_on=row.priced_on or local(row.ordered_at).date(),
        codes=basket.codes if basket else (), by_hand=basket.by_hand if basket else None,
        lines=_lines(ours) if ours and basket else (),
        cancelled_on=local(ours.at).date() if ours else None,
        anew=str(anew.what.get("order", "")) if anew else "",
    )  # fmt: skip


def _for_delay(row: SalesOrder) -> OrderChange | None:
    """What we cancelled because its last delay notice was answered so, by word or by silence."""
    notice = row.delays.order_by("pk").last()
    if notice is None or notice.choice != CANCEL or notice.chosen_at is None:
        return None
    ours = OrderChange.objects.filter(order=row, kind="cancel", cause="company")
    return ours.filter(at__gte=notice.chosen_at).order_by("pk").first()


def _place(row: SalesOrder) -> ShipToAsk | None:
    """Where it went; nothing once we had to forget it."""
    return ShipToAsk(**{name: getattr(row, name) for name in _PLACE}) if row.line1 else None


def _lines(change: OrderChange) -> tuple[QuotedLine, ...]:
    """What was cancelled of goods and services; delivery is found anew by itself."""
    pieces: dict[str, int] = {}
    skus = OrderLine.objects.filter(number__in=change.what).values_list("number", "sku")
    for number, sku in skus.order_by("place"):
        known = book().catalogue.products.get(sku)
        if known is not None and known.kind is not ProductKind.DELIVERY:
            pieces[sku] = pieces.get(sku, 0) + int(change.what[number])
    return tuple(QuotedLine(sku=sku, quantity=count) for sku, count in pieces.items())
