"""Keep what was changed of an order, and change it: its lines, its money, what is kept for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from django.db import models

from makegood.core.money import Money, sum_of
from makegood.domains.billing.queries import payments_of
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.postings import ORDER_DEPOSITS, TRADE_RECEIVABLE
from makegood.domains.ordering import pricing
from makegood.domains.ordering.credited import falls_away, out_of
from makegood.domains.ordering.models.adding import add_lines
from makegood.domains.ordering.models.facts import lock_order
from makegood.domains.ordering.models.rows import OrderLine, SalesOrder
from makegood.domains.ordering.models.supply import Allocation, LinePromise
from makegood.domains.ordering.policy import (
    CANCEL,
    CancelFacts,
    Left,
    LineState,
    OrderMoney,
    fewer,
    share_of_pieces,
    without,
)
from makegood.domains.ordering.supplying import Way
from makegood.domains.parties.queries import rights_on
from makegood.handbook import book


class OrderChange(models.Model):
    """What was changed of an order: what of it, by whom, why, and the money that went with it."""

    order = models.ForeignKey(SalesOrder, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=16)
    what = models.JSONField()
    reason = models.CharField(max_length=200, blank=True, default="")
    cause = models.CharField(max_length=16)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    total_before_cents = models.BigIntegerField()
    total_after_cents = models.BigIntegerField()
    fee_cents = models.BigIntegerField(default=0)
    refunded_cents = models.BigIntegerField(default=0)


def cancel_facts(
    number: str, line: str, quantity: int | None, today: date, *, anew: bool
) -> CancelFacts:
    """An order, locked, without some pieces: those of a line that did not leave, or all of it.

    `anew` prices what is left again, as of the day of the order.
    """
    order = lock_order(number, naming=[line] if line else ())
    row = SalesOrder.objects.get(pk=order.pk)
    asked = {
        one.number: min(one.quantity - one.shipped, quantity or one.quantity)
        for one in order.lines
        if line in ("", one.number)
    }
    pieces = {key: count for key, count in asked.items() if count > 0}
    shares = without(order.lines, pieces)
    is_priced = anew and not any(one.shipped for one in order.lines)
    zero, left = Money.zero(row.currency), _left(row, shares, is_priced=is_priced)
    fallen = _fallen(order, left)
    deposit = -ledger.balance_of(ORDER_DEPOSITS, about=order.ref)
    credit = max(zero, -ledger.balance_of(TRADE_RECEIVABLE, about=order.ref))
    gone = out_of(credit, deposit, sum((goods + tax for _, goods, tax in fallen), zero))
    return CancelFacts(
        rights=rights_on(order.account), order=order, pieces=tuple(pieces.items()),
        left=left,
        before=sum((one.net + one.tax for one in shares), zero),
        special=_made_to_order(order, pieces), is_late=_is_late(order, today),
        is_being_paid=any(one.state == "asked" for one in payments_of(order.number)),
        is_delay_refused=row.delays.filter(choice=CANCEL).exists(),
        is_delayed=row.delays.exists(),
        deposit=deposit - gone[1], credit=credit - gone[0], fallen=fallen,
        is_unreleased=_is_unreleased(order, pieces, today),
    )  # fmt: skip


def keep_left(facts: CancelFacts, at: datetime) -> None:
    """Change an order to what is left of it, and give free what was kept for the rest."""
    cancelled = dict(facts.pieces)
    stands = {one.number: one for one in facts.left.lines}
    for row in OrderLine.objects.filter(order_id=facts.order.pk, cancelled_at=None):
        gone, now = cancelled.get(row.number, 0), stands.get(row.number)
        if gone:
            Allocation.release(row, gone)
        row.cancelled += gone
        if now is None:
            row.cancelled_at = at
        else:
            row.quantity, row.tax_cents = now.quantity, now.tax.cents
            row.discount_cents = max(0, row.unit_price_cents * now.quantity - now.net.cents)
        row.save()
    order = SalesOrder.objects.get(pk=facts.order.pk)
    add_lines(order, facts.left.priced.lines if facts.left.priced else ())
    order.tax_cents, order.total_cents = facts.left.tax.cents, facts.left.total.cents
    order.deposit_cents = facts.left.deposit.cents if order.basket else order.deposit_cents
    asked = order.asked
    if asked is not None:
        order.keep_basket(fewer(asked, facts.left.lines))
    order.cancelled_at = at if facts.is_whole else None
    order.save()


def _fallen(order: OrderMoney, left: Left) -> tuple[tuple[str, Money, Money], ...]:
    """What was credited of the lines of which less stands afterwards, and counts no more."""
    stands = {one.number: one.quantity for one in left.lines}
    found = [
        (one.number, *falls_away(one.number, stands.get(one.number, 0), one.net.currency))
        for one in order.lines
        if stands.get(one.number, 0) < one.quantity
    ]
    return tuple((line, goods, tax) for line, goods, tax in found if goods + tax)


def _is_unreleased(order: OrderMoney, pieces: Mapping[str, int], today: date) -> bool:
    """Whether there are goods among the pieces, and none of them could leave yet."""
    goods = [one.sku for one in order.lines if one.number in pieces and one.is_goods]
    return bool(goods) and all(book().catalogue.released_after(sku, today) for sku in goods)


def _left(row: SalesOrder, lines: tuple[LineState, ...], *, is_priced: bool) -> Left:
    zero, basket = Money.zero(row.currency), row.asked
    if lines and is_priced and basket is not None and row.priced_on is not None:
        priced = pricing.price(fewer(basket, lines), row.priced_on)
        deposit = priced.deposit if row.deposit_cents else zero
        return Left(_as_priced(lines, priced), priced.total, priced.tax, deposit, priced)
    tax = sum((one.tax for one in lines), zero)
    total = sum((one.net for one in lines), zero) + tax
    share = (row.deposit_cents or 0) * total.cents // max(row.total_cents, 1)
    return Left(lines, total, tax, Money(share, row.currency))


def _as_priced(lines: tuple[LineState, ...], priced: pricing.Priced) -> tuple[LineState, ...]:
    anew = {one.line: one for one in priced.lines}
    return tuple(
        replace(line, net=anew[line.number].net, tax=anew[line.number].tax)
        for line in lines
        if line.number in anew
    )


def _made_to_order(order: OrderMoney, pieces: Mapping[str, int]) -> Money:
    """What the pieces cost that are made for this order alone."""
    found = [Money.zero(order.total.currency)]
    for line in order.lines:
        made = Allocation.objects.filter(line__number=line.number, way=Way.PRODUCTION)
        count = min(pieces.get(line.number, 0), sum(made.values_list("quantity", flat=True)))
        found.append(share_of_pieces(line.net, line.quantity, before=0, count=count))
    return sum_of(found)


def _is_late(order: OrderMoney, today: date) -> bool:
    """Whether a day promised for something that has not left is past, or was put off."""
    waiting = [line.number for line in order.lines if line.shipped < line.quantity]
    rows = LinePromise.objects.filter(line__number__in=waiting).order_by("pk")
    last = dict(rows.values_list("line__number", "promised_on"))
    return rows.filter(why="delayed").exists() or any(day < today for day in last.values())
