"""Account for what disputes credited of goods: neither pieces nor price go back once more (C20)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from makegood.core.clock import today
from makegood.core.money import Money, allocate
from makegood.domains.aftersales.models.credits import CreditLine
from makegood.domains.aftersales.models.sent import sent_for
from makegood.domains.ordering.queries import LineCard, OrderCard
from makegood.handbook import book

_OF_PIECES = frozenset({"quantity", "item", "invoices", "consigned"})
"""What a mismatch is about when whole pieces are credited for it, and not a price."""


@dataclass(frozen=True, slots=True)
class Disputed:
    """What disputes took off an order line: pieces that the customer had of it, and off the price.

    `goods` and `tax` are what they took off the price of all its pieces, were they all there.
    """

    pieces: int
    goods: Money
    tax: Money


@dataclass(slots=True)
class _Sums:
    pieces: int
    net: Money
    tax: Money

    def share(self, pieces: int, before: _Sums) -> _Sums:
        """What so many pieces cost at the price that these have, if lower than it was before.

        A part of a cent is rounded up: whole pieces that were credited lower no price.
        """
        net, tax = (
            Money(-(-one.cents * pieces // self.pieces), one.currency)
            for one in (self.net, self.tax)
        )
        return _Sums(pieces, min(net, before.net), min(tax, before.tax))


def disputed_of(line: LineCard, order: OrderCard) -> Disputed:
    """What credit memos of invoices took off an order line; its pieces that never came are no loss.

    What was billed beyond the order, as on an invoice too many, is credited first.
    """
    zero = Money.zero(line.net.currency)
    memos = _credited(order, line.sku)
    if not memos.net:
        return Disputed(0, zero, zero)
    alike = [one for one in order.lines if one.sku == line.sku]
    sold = _Sums(
        sum(one.quantity for one in alike),
        sum((one.net for one in alike), zero),
        sum((one.tax for one in alike), zero),
    )
    billed = _billed(order, line.sku)
    left = _Sums(billed.pieces - memos.pieces, billed.net - memos.net, billed.tax - memos.tax)
    now = left.share(sold.pieces, sold) if left.pieces > 0 else sold
    gone = memos.pieces - max(0, billed.pieces - sold.pieces)
    place = alike.index(line)
    return Disputed(
        pieces=_had(alike, gone)[place],
        goods=allocate(sold.net - now.net, [one.quantity for one in alike])[place],
        tax=allocate(sold.tax - now.tax, [one.quantity for one in alike])[place],
    )


def _had(alike: Sequence[LineCard], gone: int) -> list[int]:
    """Of pieces that were credited, those that came: what was never delivered is credited first."""
    left = gone - sum(one.quantity - min(one.quantity, one.delivered) for one in alike)
    found = []
    for one in alike:
        found.append(max(0, min(left, one.delivered, one.quantity)))
        left -= found[-1]
    return found


def _credited(order: OrderCard, sku: str) -> _Sums:
    """What memos credited of an article with its goods: whole pieces, and all of the money."""
    zero = Money.zero(order.total.currency)
    lines = CreditLine.objects.filter(
        memo__invoice__order__number=order.number, amount_cents__gt=0
    ).select_related("memo__invoice")
    if not lines:
        return _Sums(0, zero, zero)
    table = book().table("mismatch_patterns", on=today())
    kinds = {row.id: row.text("dimension") for row in table.rows}
    pieces: dict[tuple[int, int, str], int] = {}
    net = tax = zero
    for one in lines:
        paper = one.memo.invoice
        if paper is None or paper.lines.get(place=one.invoice_place).sku != sku:
            continue
        net += Money(one.amount_cents, zero.currency)
        tax += Money(one.tax_cents, zero.currency)
        if kinds.get(one.pattern) in _OF_PIECES:  # what is credited later counts all pieces anew
            key = paper.pk, one.invoice_place, one.pattern
            pieces[key] = max(pieces.get(key, 0), one.pieces)
    return _Sums(sum(pieces.values()), net, tax)


def _billed(order: OrderCard, sku: str) -> _Sums:
    zero = Money.zero(order.total.currency)
    found = _Sums(0, zero, zero)
    for sent in sent_for(order.number):
        money = {one.place: one for one in sent.lines}
        for line in sent.paper.lines:
            if line.sku == sku:
                found.pieces += line.pieces
                found.net += money[line.place].net
                found.tax += money[line.place].tax
    return found
