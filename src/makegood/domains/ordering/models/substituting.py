"""Find what an order comes to with another article, and change it so. Source: C11."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from makegood.core.money import Money
from makegood.core.outcome import NotFound
from makegood.domains.billing.queries import payments_of
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.postings import ORDER_DEPOSITS, TRADE_RECEIVABLE
from makegood.domains.ordering import pricing
from makegood.domains.ordering.baskets import Basket, replaced
from makegood.domains.ordering.models.adding import add_lines
from makegood.domains.ordering.models.delays import DelayNotice
from makegood.domains.ordering.models.facts import lock_order
from makegood.domains.ordering.models.planning import plans_for
from makegood.domains.ordering.models.rows import OrderLine, SalesOrder
from makegood.domains.ordering.models.supply import Allocation, LinePromise
from makegood.domains.ordering.policy import (
    Left,
    LineState,
    OrderMoney,
    Replacing,
    SubstituteFacts,
    share_of_pieces,
)
from makegood.domains.ordering.supplying import Way
from makegood.domains.parties.queries import rights_on
from makegood.handbook import NotInHandbook, book


def substitute_facts(number: str, sku: str, today: date) -> SubstituteFacts:
    """A line, locked with its order, and what it would be with another article. NotFound."""
    row = OrderLine.objects.select_related("order").filter(number=number).first()
    if row is None:
        raise NotFound("order_line", number)
    order = lock_order(row.order.number, naming=[number])
    line = next((one for one in order.lines if one.number == number), None)
    pieces = line.quantity - line.shipped if line else 0
    late = [one for one in order.lines if _is_late(one, today)]
    waits = DelayNotice.objects.filter(order_id=order.pk, choice="").order_by("pk")
    return SubstituteFacts(
        rights=rights_on(order.account), order=order, line=line, sku=sku,
        cannot_come=line in late,
        unfit=tuple(sorted(_fits(row.sku) - _fits(sku))),
        found=_found(row.order, order, line, sku, today, ours=line in late) if pieces else None,
        plans=plans_for({sku: pieces}, today, is_delivered=order.is_delivered) if pieces else (),
        deposit=-ledger.balance_of(ORDER_DEPOSITS, about=order.ref),
        credit_held=max(
            Money.zero(order.total.currency),
            -ledger.balance_of(TRADE_RECEIVABLE, about=order.ref),
        ),
        is_being_paid=any(one.state == "asked" for one in payments_of(order.number)),
        notices=tuple(waits.values_list("pk", flat=True)) if late == [line] else (),
    )  # fmt: skip


def keep_substituted(facts: SubstituteFacts, at: datetime) -> OrderLine:
    """Change an order so that another article comes; the line on which it stands."""
    way, order = facts.way, SalesOrder.objects.get(pk=facts.order.pk)
    stands = {one.number: one for one in way.lines}
    for row in OrderLine.objects.filter(order=order, cancelled_at=None):
        now = stands.get(row.number)
        if facts.line and row.number == facts.line.number:
            Allocation.release(row, facts.pieces)
            row.cancelled += facts.pieces
        if now is None:
            row.cancelled_at = at
        else:
            row.quantity, row.tax_cents = now.quantity, now.tax.cents
            row.discount_cents = row.unit_price_cents * now.quantity - now.net.cents
        row.save()
    new = add_lines(order, way.new)
    order.tax_cents, order.total_cents = way.left.tax.cents, way.left.total.cents
    order.deposit_cents = way.left.deposit.cents
    order.keep_basket(way.basket)
    order.save()
    return next(one for one in new if one.sku == facts.sku)


def _fits(sku: str) -> set[str]:
    """The models that a part is for; none where it is no part, or sold no more."""
    known = book().catalogue.products.get(sku)
    return set(known.fits) if known else set()


def _is_late(line: LineState, today: date) -> bool:
    """Whether a line does not come as was promised: late, put off, or from nowhere that we know."""
    if not line.is_goods or line.shipped >= line.quantity:
        return False
    said = LinePromise.objects.filter(line__number=line.number).order_by("pk").last()
    kept = Allocation.objects.filter(line__number=line.number, way=Way.UNKNOWN)
    return kept.exists() or (
        said is not None and (said.why == "delayed" or said.promised_on < today)
    )


def _found(
    row: SalesOrder, order: OrderMoney, line: LineState | None, sku: str, today: date, *, ours: bool
) -> Replacing | None:  # fmt: skip
    """What the order comes to: by our fault whatever is less, else at the prices of its day."""
    basket = row.asked
    if basket is None or line is None:
        return None
    day = row.priced_on or today
    since = None if _is_listed(sku, day) else today
    basket = replaced(basket, line.number, line.shipped, sku, since)
    priced = pricing.price(basket, day)
    has_left = any(one.shipped for one in order.lines)
    anew = None if has_left else _anew(basket, priced, order)
    if anew is not None and not ours:
        return anew
    beside = _beside(basket, priced, order, line)
    return anew if anew and anew.left.total < beside.left.total else beside


def _anew(basket: Basket, priced: pricing.Priced, order: OrderMoney) -> Replacing:
    """All lines priced again, delivery too."""
    known = {one.line: one for one in priced.lines if one.line}
    lines = tuple(
        replace(one, net=known[one.number].net, tax=known[one.number].tax)
        for one in order.lines
        if one.number in known
    )
    left = Left(lines, priced.total, priced.tax, priced.deposit, priced)
    return Replacing(basket, left, tuple(one for one in priced.lines if not one.line))


def _beside(
    basket: Basket, priced: pricing.Priced, order: OrderMoney, line: LineState
) -> Replacing:
    """Only the other article is priced; the other lines cost what they did, delivery too."""
    lines = tuple(
        one if one.number != line.number else _what_left(one)
        for one in order.lines
        if one.number != line.number or one.shipped
    )
    (new,) = (one for one in priced.lines if not one.line and book().catalogue.is_goods(one.sku))
    zero = Money.zero(order.total.currency)
    tax = sum((one.tax for one in lines), new.tax)
    total = sum((one.net + one.tax for one in lines), new.net + new.tax)
    rate = book().clause("ORD-1", on=priced.on).decimal("deposit_percent")
    deposit = total.percent(rate) if priced.deposit else zero
    return Replacing(basket, Left(lines, total, tax, deposit), (new,))


def _what_left(line: LineState) -> LineState:
    net, tax = (
        share_of_pieces(whole, line.quantity, before=0, count=line.shipped)
        for whole in (line.net, line.tax)
    )
    return replace(line, quantity=line.shipped, net=net, tax=tax)


def _is_listed(sku: str, day: date) -> bool:
    """Whether an article had a price on a day."""
    try:
        return bool(book().prices.price(sku, day))
    except NotInHandbook:
        return False
