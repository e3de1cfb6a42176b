"""Find the two parts of a line, and make one line of them: pieces, money, what is kept. C11."""

from __future__ import annotations

from datetime import datetime

from makegood.core.outcome import NotFound
from makegood.domains.ordering.baskets import rejoined
from makegood.domains.ordering.models.changing import OrderChange
from makegood.domains.ordering.models.facts import lock_order
from makegood.domains.ordering.models.rows import OrderLine, SalesOrder
from makegood.domains.ordering.models.supply import Allocation, LinePromise
from makegood.domains.ordering.policy.joining import JoinFacts
from makegood.domains.ordering.supplying import Expected
from makegood.domains.parties.queries import rights_on


def join_facts(number: str, named: str) -> JoinFacts:
    """A line with the one that was split from it, the last of them or the one named. NotFound."""
    row = OrderLine.objects.select_related("order").filter(number=number).first()
    if row is None:
        raise NotFound("order_line", number)
    order = lock_order(row.order.number, naming=[one for one in (number, named) if one])
    stands = {one.number: one for one in order.lines}
    parted = OrderChange.objects.filter(order_id=order.pk, kind="split", what__line=number)
    others = [str(one.what["other"]) for one in parted.order_by("-pk")]
    fitting = [one for one in others if one in stands and named in ("", one)]
    other = OrderLine.objects.filter(number__in=fitting[:1]).first()
    days = [LinePromise.last_of(one) for one in (row, other) if one]
    return JoinFacts(
        rights=rights_on(order.account), order=order, line=stands.get(number),
        other=stands.get(other.number) if other else None,
        is_alike=other is not None
        and (row.sku, row.unit_price_cents) == (other.sku, other.unit_price_cents),
        when=_last(days),
    )  # fmt: skip


def join_lines(facts: JoinFacts, at: datetime) -> OrderLine:
    """Put all pieces on the first line, with all of the money; the other stands no more."""
    one, other = facts.both
    kept = OrderLine.objects.get(number=one.number)
    gone = OrderLine.objects.get(number=other.number)
    Allocation.hand_over(gone, kept, other.quantity)
    kept.quantity, kept.tax_cents = one.quantity + other.quantity, (one.tax + other.tax).cents
    kept.discount_cents = kept.unit_price_cents * kept.quantity - (one.net + other.net).cents
    kept.save(update_fields=["quantity", "tax_cents", "discount_cents"])
    gone.cancelled_at = at
    gone.save(update_fields=["cancelled_at"])
    order = SalesOrder.objects.get(pk=facts.order.pk)
    basket = order.asked
    if basket is not None:
        order.keep_basket(rejoined(basket, kept.number, kept.quantity, gone.number))
    order.ships_complete = order.ships_complete or _was_one(order)
    order.save(update_fields=["basket", "ships_complete"])
    return kept


def _was_one(order: SalesOrder) -> bool:
    """Whether all of an order was to leave at once before it was parted, and nothing is parted."""
    parted = [one.what for one in order.changes.filter(kind="split")]
    others = OrderLine.objects.filter(number__in=[one["other"] for one in parted])
    return (
        any(one.get("together") for one in parted) and not others.filter(cancelled_at=None).exists()
    )


def _last(days: list[Expected | None]) -> Expected | None:
    """What is promised for the later of some lines; None while one has no day."""
    known = [day for day in days if day is not None]
    return max(known, key=lambda one: one.promised_on) if known and None not in days else None
