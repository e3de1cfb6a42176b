"""Find what an order costs and when it comes with the fastest service, and change it so. C11."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from makegood.core.calendars import company_calendar
from makegood.core.clock import local
from makegood.core.money import Money
from makegood.domains.billing.queries import open_chargebacks
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.postings import TRADE_RECEIVABLE
from makegood.domains.ordering import pricing
from makegood.domains.ordering.baskets import Basket, Wanted
from makegood.domains.ordering.credited import CreditGiven, credit_finder
from makegood.domains.ordering.models.adding import add_lines
from makegood.domains.ordering.models.changing import OrderChange
from makegood.domains.ordering.models.facts import lock_order
from makegood.domains.ordering.models.planning import WAREHOUSE, margin_on, pace_of
from makegood.domains.ordering.models.rows import OrderLine, SalesOrder, ShippedLine
from makegood.domains.ordering.models.supply import Allocation, LinePromise
from makegood.domains.ordering.policy import DAMAGED, ExpediteFacts, ExpressFacts, Sooner
from makegood.domains.ordering.ports import Rate
from makegood.domains.ordering.supplying import Part, expected
from makegood.domains.parties.queries import rights_on
from makegood.handbook import NotInHandbook, book

FASTER, FASTER_BY_TWO = "EXPRESS", "EXPRESS-TWO"
"""The articles of faster delivery: of a parcel, and of an appliance that two people bring."""


def expedite_facts(number: str, rates: Sequence[Rate], today: date) -> ExpediteFacts:
    """An order, locked, as it would go with the fastest of these services. NotFound."""
    order = lock_order(number)
    row = SalesOrder.objects.get(pk=order.pk)
    goods = [line for line in order.lines if line.is_goods]
    large = any(book().catalogue.product(one.sku).large_appliance for one in goods)
    article = FASTER_BY_TWO if large else FASTER
    basket = row.asked
    is_fast = any(line.sku in (FASTER, FASTER_BY_TWO) for line in order.lines)
    faster = basket and replace(basket, wanted=(*basket.wanted, Wanted(article, 1)))
    days = min((rate.days for rate in rates), default=None)
    return ExpediteFacts(
        rights=rights_on(order.account), order=order, article=article, is_fast=is_fast,
        basket=faster, priced=_priced(faster, row.priced_on or today),
        lines=tuple(_sooner(one.number, days, today) for one in goods), credit=None,
    )  # fmt: skip


def keep_expedited(facts: ExpediteFacts) -> None:
    """Put faster delivery on an order, at the price that was told."""
    row, priced = SalesOrder.objects.get(pk=facts.order.pk), facts.found
    known = {one.number: one for one in OrderLine.objects.filter(order=row, cancelled_at=None)}
    for line in priced.lines:
        if line.line in known:
            known[line.line].tax_cents = line.tax.cents
            known[line.line].save(update_fields=["tax_cents"])
    add_lines(row, priced.lines)
    row.tax_cents, row.total_cents = priced.tax.cents, priced.total.cents
    row.deposit_cents = priced.deposit.cents
    if facts.basket is not None:
        row.keep_basket(facts.basket)
    row.save()


def express_facts(number: str, today: date) -> ExpressFacts:
    """An order that was to come faster, locked, and whether it was there by its day. NotFound.

    As long as its day is not over, it is not late.
    """
    order = lock_order(number)
    row = SalesOrder.objects.get(pk=order.pk)
    line = next((one for one in order.lines if one.sku in (FASTER, FASTER_BY_TWO)), None)
    zero, since = Money.zero(row.currency), row.changes.filter(kind="expedite").last()
    goods = row.lines.filter(pk__in=LinePromise.objects.filter(why="expedited").values("line"))
    came = [_came(one) for one in goods.filter(cancelled_at=None)]
    stands = line is not None and since is not None and not express_given(line.number)
    held = row.holds.filter(placed_at__gte=since.at) if since else row.holds.none()
    due = max((due for due, _ in came), default=None)
    is_over = due is not None and due < today
    return ExpressFacts(
        order=order, line=line.number if line and stands else "",
        net=line.net if line else zero, tax=line.tax if line else zero,
        due=due, is_in_time=not is_over or all(ok for _, ok in came),
        is_held=held.exists(), is_disputed=bool(open_chargebacks(number)),
        is_billed=bool(line and line.shipped),
        owed=max(zero, ledger.balance_of(TRADE_RECEIVABLE, about=order.ref)),
    )  # fmt: skip


@credit_finder
def express_given(line: str) -> tuple[CreditGiven, ...]:
    """What was given back of a line of faster delivery that came late."""
    rows = OrderChange.objects.filter(kind="express", what__line=line).select_related("order")
    return tuple(
        CreditGiven(1, *(Money(one.what[name], one.order.currency) for name in ("goods", "tax")))
        for one in rows
    )


def _came(line: OrderLine) -> tuple[date, bool]:
    """The day that a line was last promised for with faster delivery, and if it was there then.

    A later day that the customer chose counts instead; one that we put off does not, nor one that
    they chose after that, or once the day was over. What was at the door in time was there.
    """
    said = LinePromise.objects.filter(line=line)
    bought = said.filter(why="expedited").order_by("pk").last()
    if bought is None:
        raise TypeError("only what was promised with faster delivery is asked for here")
    due = bought.promised_on
    for one in said.filter(pk__gt=bought.pk).order_by("pk"):
        if one.why == "delayed" or local(one.made_at).date() > due:
            break
        due = one.promised_on if one.why == "chosen" else due
    return due, _brought_by(line, due) >= line.quantity


def _brought_by(line: OrderLine, due: date) -> int:
    """How many pieces of a line were handed over by a day, or were not taken at the door."""
    pieces = 0
    for packed in ShippedLine.objects.filter(line=line).select_related("shipment"):
        parcel = packed.shipment
        is_refused = parcel.turned_back_as not in ("", DAMAGED)
        at = parcel.turned_back_at if is_refused else None
        if parcel.undone_at is None:
            at = parcel.delivered_at or at
        pieces += packed.quantity if at and local(at).date() <= due else 0
    return pieces


def _priced(basket: Basket | None, on: date) -> pricing.Priced | None:
    try:
        return pricing.price(basket, on) if basket is not None else None
    except NotInHandbook:  # a company that offers no faster delivery
        return None


def _sooner(number: str, days: int | None, today: date) -> Sooner:
    line = OrderLine.objects.get(number=number)
    said = LinePromise.last_of(line)
    parts = [_not_before(part, today) for part in Allocation.open_parts(line)]
    when = None
    if days is not None:
        pace = replace(pace_of(line.sku, today, margin_on(today)), transit=days)
        when = expected(parts, pace, company_calendar(WAREHOUSE))
    return Sooner(number, line.sku, said.promised_on if said else None, when)


def _not_before(part: Part, today: date) -> Part:
    return replace(part, ready_on=max(part.ready_on, today)) if part.ready_on else part
