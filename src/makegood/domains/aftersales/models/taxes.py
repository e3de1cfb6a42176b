"""Account for the tax of an order that went back, whichever way it went: it goes back once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from django.db.models import Q

from makegood.core.money import Money
from makegood.domains.aftersales.models.credits import CreditLine
from makegood.domains.aftersales.models.kept import Allowance
from makegood.domains.aftersales.models.papers import KeptLine
from makegood.domains.aftersales.models.rows import Return
from makegood.domains.aftersales.models.sent import SentInvoice, sent_for
from makegood.domains.catalog.queries import product
from makegood.domains.ordering.credited import fallen_before
from makegood.domains.ordering.queries import OrderCard

DELIVERY = "delivery"
"""Under which all tax on an order's deliveries is counted, beside that of each stock number."""

_CREDITED = Q(credit_memo__isnull=False)
_STANDS = Q(expired_at=None) | Q(received_at__isnull=False)
_COUNTS = _CREDITED | (Q(cancelled_at=None, closed_at=None) & _STANDS)


def tax_left_after_untaxing(order: OrderCard, *, but: str = "") -> Mapping[str, Money]:
    """What tax is left by stock number, where tax was credited alone: all that went back is off.

    Returns count as soon as they are open, all `but` one. What is not named here never had its
    tax credited without goods.
    """
    memos, alone = _credited_by_memos(order)
    if not alone:
        return {}
    zero = Money.zero(order.total.currency)
    billed: dict[str, Money] = defaultdict(lambda: zero)
    gone = _with_goods(order, but, is_open_too=True)
    for one in sent_for(order.number):
        for key, (_, tax) in zip(_keys(order, one), _taxes(one), strict=True):
            billed[key] += tax
    return {key: max(zero, billed[key] - memos[key] - gone[key]) for key in alone}


def tax_gone_with_goods(
    order: OrderCard, sent: SentInvoice, *, is_open_too: bool = False
) -> Mapping[int, Money]:
    """What tax of each line of an invoice went back beside its memos: with returns, or for a fault.

    What was billed first went back first. `is_open_too` counts the returns that are not credited.
    """
    gone = _with_goods(order, "", is_open_too=is_open_too)
    if not any(gone.values()):
        return {}
    for one in sent_for(order.number):
        here: dict[int, Money] = {}
        before = _memos_of(one)
        for key, (place, tax) in zip(_keys(order, one), _taxes(one), strict=True):
            here[place] = max(Money.zero(tax.currency), min(gone[key], tax - before[place]))
            gone[key] -= here[place]
        if one.number == sent.number:
            return here
    return {}


def _with_goods(order: OrderCard, but: str, *, is_open_too: bool) -> dict[str, Money]:
    zero = Money.zero(order.total.currency)
    gone: dict[str, Money] = defaultdict(lambda: zero)
    rows = Return.objects.filter(line__order__number=order.number).exclude(number=but)
    for row in rows.filter(_COUNTS if is_open_too else _CREDITED).select_related("line"):
        gone[row.line.sku] += row.terms.tax
        gone[DELIVERY] += row.terms.delivery_tax
    for kept in Allowance.objects.filter(line__order__number=order.number).select_related("line"):
        gone[kept.line.sku] += kept.tax
    for line in order.lines:
        gone[line.sku] -= fallen_before(line.number, zero.currency)[1]
    return gone


def _credited_by_memos(order: OrderCard) -> tuple[dict[str, Money], set[str]]:
    """The tax that credit memos of invoices took back, and of what some went without its goods."""
    zero = Money.zero(order.total.currency)
    sums: dict[str, Money] = defaultdict(lambda: zero)
    alone: set[str] = set()
    lines = CreditLine.objects.filter(memo__invoice__order__number=order.number)
    rows = list(lines.values_list("memo__invoice", "invoice_place", "amount_cents", "tax_cents"))
    if not rows:
        return sums, alone
    billed = KeptLine.objects.filter(paper__in={paper for paper, *_ in rows})
    named = {(paper, place): sku for paper, place, sku in
             billed.values_list("paper", "place", "sku")}  # fmt: skip
    fares = _fares(order)
    for paper, place, amount, tax in rows:
        key = _key(named.get((paper, place), ""), fares)
        sums[key] += Money(tax, zero.currency)
        if not amount:
            alone.add(key)
    return sums, alone


def _memos_of(sent: SentInvoice) -> dict[int, Money]:
    sums: dict[int, Money] = defaultdict(lambda: Money.zero(sent.currency))
    lines = CreditLine.objects.filter(memo__invoice__number=sent.number)
    for place, cents in lines.values_list("invoice_place", "tax_cents"):
        sums[place] += Money(cents, sent.currency)
    return sums


def _taxes(sent: SentInvoice) -> list[tuple[int, Money]]:
    return [(line.place, line.tax) for line in sent.lines]


def _keys(order: OrderCard, sent: SentInvoice) -> list[str]:
    named, fares = {line.place: line.sku for line in sent.paper.lines}, _fares(order)
    return [_key(named.get(line.place, ""), fares) for line in sent.lines]


def _key(sku: str, fares: frozenset[str]) -> str:
    return DELIVERY if sku in fares else sku


def _fares(order: OrderCard) -> frozenset[str]:
    skus = {line.sku for line in order.lines if not line.is_goods}
    return frozenset(sku for sku in skus if product(sku).kind == "delivery")
