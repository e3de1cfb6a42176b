"""Find what a line would be in two parts, and part it: its pieces, its money, what is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from makegood.core.calendars import company_calendar
from makegood.core.money import Money
from makegood.core.outcome import NotFound
from makegood.domains.ordering.baskets import parted
from makegood.domains.ordering.models.facts import lock_order
from makegood.domains.ordering.models.planning import WAREHOUSE, margin_on, pace_of
from makegood.domains.ordering.models.rows import OrderLine, SalesOrder
from makegood.domains.ordering.models.supply import Allocation, LinePromise
from makegood.domains.ordering.policy import SplitFacts, share_of_pieces
from makegood.domains.ordering.supplying import Expected, Part, Way, expected, shared
from makegood.domains.parties.queries import rights_on


def split_facts(line: str, first: int | None, later_on: date | None, today: date) -> SplitFacts:
    """A line, locked with its order, and when its parts would be there. NotFound."""
    row = OrderLine.objects.select_related("order").filter(number=line).first()
    if row is None:
        raise NotFound("order_line", line)
    order = lock_order(row.order.number, naming=[line])
    parts = [
        replace(part, ready_on=part.ready_on and max(part.ready_on, today))
        for part in Allocation.open_parts(row)
    ]
    here = sum(part.pieces for part in parts if part.way is Way.STOCK)
    wanted, said = here if first is None else first, LinePromise.last_of(row)
    pace = pace_of(row.sku, today, margin_on(today), is_delivered=order.is_delivered)

    def when(some: Sequence[Part], wanted_on: date | None) -> Expected | None:
        found = expected(some, pace, company_calendar(WAREHOUSE), wanted_on=wanted_on)
        if said is None or wanted_on is not None or said.promised_on < today:
            return found
        return found if found and found.promised_on < said.promised_on else said

    sooner, rest = shared(parts, wanted)
    return SplitFacts(
        rights=rights_on(order.account), order=order,
        line=next((one for one in order.lines if one.number == line), None),
        here=here, first=wanted, said=said, sooner=when(sooner, None), later=when(rest, later_on),
        is_late=LinePromise.is_late(row, today),
    )  # fmt: skip


def part_line(facts: SplitFacts) -> OrderLine:
    """Put what goes later on a line of its own, with its share of the money; that line."""
    line, order = facts.found, SalesOrder.objects.get(pk=facts.order.pk)
    old, stays = OrderLine.objects.get(number=line.number), line.shipped + facts.first
    place = order.lines.count() + 1
    net, tax = (
        share_of_pieces(whole, line.quantity, before=0, count=stays)
        for whole in (line.net, line.tax)
    )
    new = OrderLine.objects.create(
        order=order, number=f"{order.number}/{place}", place=place, sku=line.sku,
        quantity=line.quantity - stays, unit_price_cents=old.unit_price_cents,
        discount_cents=_off(old, line.quantity - stays, line.net - net),
        discount_reason=old.discount_reason, tax_cents=(line.tax - tax).cents,
        unit_cost_cents=old.unit_cost_cents,
    )  # fmt: skip
    old.quantity, old.tax_cents, old.discount_cents = stays, tax.cents, _off(old, stays, net)
    old.save(update_fields=["quantity", "tax_cents", "discount_cents"])
    Allocation.hand_over(old, new, facts.left - facts.first)
    basket = order.asked
    if basket is not None:
        order.keep_basket(parted(basket, line.number, stays, new.number))
    order.ships_complete = False
    order.save(update_fields=["basket", "ships_complete"])
    return new


def _off(row: OrderLine, pieces: int, net: Money) -> int:
    return row.unit_price_cents * pieces - net.cents
