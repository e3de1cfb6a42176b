"""Look at what was agreed beside the order: a changed price, consignment, a currency, tax. C20."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from makegood.core.money import Money, sum_of
from makegood.domains.aftersales.matching.aligning import Aligned
from makegood.domains.aftersales.matching.discrepancies import Discrepancy, pieces_at_price
from makegood.domains.aftersales.matching.papers import Kind, pieces_of
from makegood.domains.aftersales.matching.patterns import Seen, Value
from makegood.domains.aftersales.matching.pieces import KIND_OF
from makegood.domains.aftersales.matching.viewing import View


def changed_price(view: View, article: Aligned) -> Fraction | None:
    """The price that was agreed anew and holds on the day of the invoice; None when none was.

    It may have been agreed after the invoice went out: it counts from the day that it names.
    """
    billed_on = max((one.on for one in view.papers if one.kind is Kind.INVOICE), default=view.today)
    found = [
        (paper.due_on or paper.on, line.cents_of_piece)
        for paper in view.papers
        for line in article.of(Kind.PRICE_CHANGE)
        if paper.kind is Kind.PRICE_CHANGE and line in paper.lines
        if line.price is not None and line.price.currency == view.currency
    ]
    holding = [(since, price) for since, price in found if since <= billed_on]
    return max(holding, key=lambda one: one[0])[1] if holding else None


def consigned(view: View, article: Aligned, billed_before: int) -> Discrepancy | None:
    """What is billed of goods on consignment and was not used: only what was used is owed."""
    used, billed = pieces_of(article.of(Kind.USAGE_REPORT)), article.of(Kind.INVOICE)
    total = pieces_of(billed) + billed_before
    over = min(pieces_of(billed), total - used)
    if over <= view.allowed.pieces:
        return None
    shares = pieces_at_price(billed, over, view.currency)
    seen = Seen("consigned", {"accepted": used, "invoiced": total})
    return view.discrepancy(article, seen, (str(used), str(total)), over, shares)


def other_currency(view: View, article: Aligned) -> Discrepancy | None:
    """Prices in two currencies cannot be compared: a person looks at what was agreed."""
    values: dict[str, Value] = {}
    for column in ("ordered", "acknowledged", "invoiced"):
        priced = [line.price for line in article.of(KIND_OF[column]) if line.price is not None]
        if priced:
            values[column] = priced[0].currency
    others = sorted(set(values.values()) - {view.currency}, key=str)
    if "invoiced" not in values or not others:
        return None
    billed = article.of(Kind.INVOICE)
    shares = pieces_at_price(billed, pieces_of(billed), view.currency)
    seen = Seen("currency", {"ordered": others[0], "invoiced": view.currency})
    told = (str(others[0]), view.currency)
    return view.discrepancy(article, seen, told, pieces_of(billed), shares)


def not_taxed(view: View, article: Aligned, untaxed: Mapping[int, Money]) -> list[Discrepancy]:
    """The tax that was billed although a certificate of the buyer says that none is due."""
    billed = [untaxed[one.place] for one in article.of(Kind.INVOICE) if one.place in untaxed]
    if not billed:
        return []
    tax, none = sum_of(billed, view.currency), Money.zero(view.currency)
    seen = Seen("tax", {"ordered": none.cents, "invoiced": tax.cents})
    return [view.discrepancy(article, seen, (str(none), str(tax)), 0, ())]
