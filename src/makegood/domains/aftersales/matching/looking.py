"""Look at one article across the papers: pieces, price, unit, identity, serials and days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from makegood.core.money import Money
from makegood.domains.aftersales.matching import agreeing
from makegood.domains.aftersales.matching import pieces as counting
from makegood.domains.aftersales.matching.aligning import Aligned
from makegood.domains.aftersales.matching.discrepancies import (
    Discrepancy,
    Share,
    columns_of,
    pieces_at_price,
    price_over,
)
from makegood.domains.aftersales.matching.papers import Kind, Paper, PaperLine, cents, pieces_of
from makegood.domains.aftersales.matching.patterns import Seen, Value
from makegood.domains.aftersales.matching.viewing import Tolerances, View


def at_article(
    view: View, article: Aligned, billed_before: int, returned: Mapping[str, int]
) -> list[Discrepancy]:
    """Every discrepancy of one article, each with its own cause. Source: AC20.1.

    Pieces that were credited as `returned` are not credited once more as not accepted or as the
    wrong article.
    """
    if article.of(Kind.USAGE_REPORT):
        return _of_consignment(view, article, billed_before)
    unit = _unit(view, article)
    if unit is not None:
        return [unit]
    back = sum(returned.get(sku, 0) for sku in {line.sku for line in article.of(Kind.INVOICE)})
    item = _item(view, article, back)
    counted = counting.steps(view.papers, article, billed_before, view.allowed.pieces, back)
    found = [item] if item is not None else []
    credited = 0
    for step in counted:
        shares = pieces_at_price(article.of(Kind.INVOICE), step.over, view.currency)
        one = view.discrepancy(article, step.seen, step.told, step.pieces, shares)
        credited += step.over if one.is_certain else 0
        found.append(one)
    due = max(0, pieces_of(article.of(Kind.INVOICE)) - credited)
    others = (
        _price(view, article, due), agreeing.other_currency(view, article),
        _named(view, article, "serial"), _named(view, article, "lot"), _days(view, article),
    )  # fmt: skip
    return found + [one for one in others if one is not None]


def _of_consignment(view: View, article: Aligned, billed_before: int) -> list[Discrepancy]:
    """Of goods on consignment what was used counts, and not what was received."""
    unused = agreeing.consigned(view, article, billed_before)
    due = pieces_of(article.of(Kind.INVOICE)) - (unused.pieces if unused else 0)
    return [one for one in (unused, _price(view, article, due)) if one is not None]


def _price(view: View, article: Aligned, due: int) -> Discrepancy | None:
    ordered, changed = _price_on(view, article, Kind.ORDER), agreeing.changed_price(view, article)
    ordered = ordered if changed is None else changed
    billed = _price_on(view, article, Kind.INVOICE)
    same = view.allowed.same_price
    if ordered is None or billed is None or billed <= ordered or same(billed, ordered) or not due:
        return None
    agreed = _price_on(view, article, Kind.ACKNOWLEDGEMENT)
    values: dict[str, Value] = {"ordered": cents(ordered), "invoiced": cents(billed)}
    if agreed is not None and changed is None:
        nearest = next((one for one in (ordered, billed) if same(agreed, one)), agreed)
        values["acknowledged"] = cents(nearest)
    shares = price_over(article.of(Kind.INVOICE), due, ordered, view.currency)
    told = (_written(ordered, view.currency), _written(billed, view.currency))
    seen = Seen("price" if changed is None else "agreed_price", values)
    return view.discrepancy(article, seen, told, due, shares)


def _unit(view: View, article: Aligned) -> Discrepancy | None:
    """The same number of other units: billed as boxes what was ordered by the piece."""
    ordered, billed = article.of(Kind.ORDER), article.of(Kind.INVOICE)
    if not ordered or not billed or _quantity(ordered) != _quantity(billed):
        return None
    if ordered[0].unit == billed[0].unit:
        return None
    price = _price_on(view, article, Kind.ORDER)
    sized = all(line.pack for line in (*ordered, *billed))
    if price is None or (sized and pieces_of(ordered) == pieces_of(billed)):
        return None
    values: dict[str, Value] = {
        column: article.of(kind)[0].unit
        for column, kind in counting.KIND_OF.items()
        if article.of(kind)
    }
    due = Money(cents(price * pieces_of(ordered)), view.currency)
    amount = Money(_cents(billed), view.currency) - due
    shares = (Share(billed[0].place, _quantity(billed), None, amount),) if amount.cents > 0 else ()
    told = (_in_units(ordered), _in_units(billed))
    return view.discrepancy(article, Seen("unit", values), told, pieces_of(ordered), shares)


def _item(view: View, article: Aligned, returned: int) -> Discrepancy | None:
    values: dict[str, Value] = {}
    for column, kind in counting.KIND_OF.items():
        numbers = sorted({line.sku for line in article.of(kind) if line.sku})
        if numbers:
            values[column] = " + ".join(numbers)
    if len(set(values.values())) < 2:
        return None
    seen = Seen("item", values)
    first = str(next(iter(values.values())))
    other = str(values[columns_of(seen)[0]])
    billed = article.of(Kind.INVOICE)
    kept = max(0, pieces_of(billed) - returned)
    shares = pieces_at_price(billed, kept, view.currency)
    return view.discrepancy(article, seen, (first, other), pieces_of(billed), shares)


def _named(view: View, article: Aligned, what: str) -> Discrepancy | None:
    """Serial numbers or lots that are not the same on all papers that name them."""
    values: dict[str, frozenset[str]] = {}
    for column, kind in counting.KIND_OF.items():
        lines = article.of(kind)
        named = [one.serials if what == "serial" else one.lots for one in lines]
        numbers = frozenset(number for line in named for number in line)
        if numbers:
            values[column] = numbers
    different = [one for one in values.values() if one != next(iter(values.values()))]
    if not different:
        return None
    first = next(iter(values.values()))
    told = (_listed(first - different[0]), _listed(different[0] - first))
    written: dict[str, Value] = {column: _listed(one) for column, one in values.items()}
    return view.discrepancy(article, Seen(what, written), told, len(different[0] - first), ())


def _days(view: View, article: Aligned) -> Discrepancy | None:
    """Whether it came later than it was promised, beyond the days that are allowed."""
    promised = [
        paper.due_on
        for paper in view.papers
        if paper.due_on is not None and paper.kind in (Kind.ORDER, Kind.ACKNOWLEDGEMENT)
    ]
    came = [
        paper.on
        for paper in view.papers
        if paper.kind is Kind.PROOF_OF_DELIVERY or paper.kind is Kind.RECEIVING_REPORT
    ]
    if not promised or not came or not article.is_goods:
        return None
    due, last = max(promised), max(came)
    if (last - due).days <= view.allowed.days:
        return None
    values: dict[str, Value] = {"ordered": due.toordinal(), "delivered": last.toordinal()}
    told = (due.isoformat(), last.isoformat())
    return view.discrepancy(article, Seen("date", values), told, 0, ())


def twin_of(invoice: Paper, others: Sequence[Paper], allowed: Tolerances) -> Paper | None:
    """The earlier invoice of which this one is a duplicate. Source: AC20.5.

    The same order, articles, pieces and prices, within a few days; the one that came first stays.
    """
    for other in sorted(others, key=lambda one: (one.on, one.number)):
        near = abs((invoice.on - other.on).days) <= allowed.duplicate_days
        first = (other.on, other.number) < (invoice.on, invoice.number)
        if near and first and _content(invoice) == _content(other):
            return other
    return None


def is_billed_beyond_order(articles: Sequence[Aligned], others: Sequence[Paper]) -> bool:
    """Whether the invoices of an order together bill more of an article than was ordered."""
    return any(
        pieces_of(article.of(Kind.INVOICE)) + sum(_billed_on(other, article) for other in others)
        > pieces_of(article.of(Kind.ORDER))
        for article in articles
    )


def as_duplicate(view: View, article: Aligned) -> list[Discrepancy]:
    """What a duplicate bills of an article: all of it is taken back."""
    billed = article.of(Kind.INVOICE)
    if not billed:
        return []
    pieces = pieces_of(billed)
    shares = pieces_at_price(billed, pieces, view.currency)
    seen = Seen("invoices", {"ordered": 1, "invoiced": 2})
    return [view.discrepancy(article, seen, (str(pieces), str(2 * pieces)), pieces, shares)]


def billed_of(article: Aligned, others: Sequence[Paper], invoice: Paper) -> int:
    """How many pieces of an article the earlier invoices of the order billed already."""
    return sum(
        _billed_on(other, article)
        for other in others
        if (other.on, other.number) < (invoice.on, invoice.number)
    )


def _billed_on(other: Paper, article: Aligned) -> int:
    names = {line.name for line in article.of(Kind.INVOICE)}
    return pieces_of(line for line in other.lines if line.name in names)


def total_cents(paper: Paper) -> int:
    """What the lines of a paper come to, without tax, in cents."""
    return _cents(paper.lines)


def _cents(lines: Sequence[PaperLine]) -> int:
    return sum(line.quantity * line.price.cents for line in lines if line.price is not None)


def _content(paper: Paper) -> list[tuple[str, int, Fraction]]:
    return sorted((one.name, one.pieces, one.cents_of_piece or Fraction(0)) for one in paper.lines)


def _price_on(view: View, article: Aligned, kind: Kind) -> Fraction | None:
    """The highest price of a piece on papers of a kind, in the currency of the invoice."""
    lines = [one for one in article.of(kind) if one.price and one.price.currency == view.currency]
    prices = [line.cents_of_piece for line in lines if line.cents_of_piece is not None]
    return max(prices, default=None)


def _quantity(lines: Sequence[PaperLine]) -> int:
    return sum(line.quantity for line in lines)


def _in_units(lines: Sequence[PaperLine]) -> str:
    return f"{_quantity(lines)} {lines[0].unit}"


def _listed(serials: frozenset[str]) -> str:
    return ", ".join(sorted(serials))


def _written(price: Fraction, currency: str) -> str:
    return str(Money(cents(price), currency))
