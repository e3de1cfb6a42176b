"""Compare the papers of one invoice: each article laid out, each discrepancy with its meaning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from makegood.core.money import Money, sum_of
from makegood.domains.aftersales.matching import agreeing, looking
from makegood.domains.aftersales.matching.aligning import Aligned, align
from makegood.domains.aftersales.matching.discrepancies import Discrepancy
from makegood.domains.aftersales.matching.papers import Kind, Paper
from makegood.domains.aftersales.matching.viewing import Tolerances, View
from makegood.handbook import book


@dataclass(frozen=True, slots=True)
class Dossier:
    """An invoice with the papers of its order, and the other invoices of that order.

    `credited` is what was credited of the invoice before, without tax; `successors` says which
    stock number replaced which; `returned` how many pieces of a stock number came back and were
    credited as returns; `is_person` tells a consumer from a company; `untaxed` is the tax of a line
    of the invoice, by its place, that a certificate says is not due.
    """

    invoice: Paper
    papers: tuple[Paper, ...]
    others: tuple[Paper, ...] = ()
    currency: str = "USD"
    credited: Money = field(default_factory=Money.zero)
    successors: Mapping[str, str] = field(default_factory=dict)
    returned: Mapping[str, int] = field(default_factory=dict)
    is_person: bool = False
    untaxed: Mapping[int, Money] = field(default_factory=dict)

    @property
    def missing(self) -> tuple[Kind, ...]:
        """The papers without which goods that were billed cannot be judged."""
        needed = (Kind.ORDER, Kind.PACKING_SLIP, Kind.RECEIVING_REPORT)
        there = {paper.kind for paper in self.papers}
        return tuple(kind for kind in needed if kind not in there)

    def due_to_arrive(self, today: date) -> date | None:
        """The day for which goods are promised that are on their way yet; None once they came."""
        came = {Kind.PROOF_OF_DELIVERY, Kind.RECEIVING_REPORT, Kind.INSPECTION}
        if any(paper.kind in came for paper in self.papers):
            return None
        due = [one.due_on for one in self.papers if one.kind is Kind.ORDER and one.due_on]
        return max((day for day in due if day > today), default=None)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The articles of an invoice across its papers, and where they disagree.

    `billed` and `credit` are without tax; `credit` is what follows from the papers and was not
    credited before.
    """

    articles: tuple[Aligned, ...]
    discrepancies: tuple[Discrepancy, ...]
    missing: tuple[Kind, ...]
    duplicate_of: str
    billed: Money
    credited: Money

    @property
    def needs_receiving_report(self) -> bool:
        """Whether nothing can be credited before somebody says what arrived. Source: AC20.3."""
        goods = any(
            article.is_goods and not article.of(Kind.USAGE_REPORT) for article in self.articles
        )
        return Kind.RECEIVING_REPORT in self.missing and goods and not self.duplicate_of

    @property
    def found(self) -> Money:
        """What the papers say was billed and is not owed."""
        nothing = Money.zero(self.billed.currency)
        return nothing + sum_of([one.credit for one in self.discrepancies], self.billed.currency)

    @property
    def credit(self) -> Money:
        """What of it is still to be credited."""
        nothing = Money.zero(self.billed.currency)
        return nothing if self.needs_receiving_report else max(nothing, self.found - self.credited)

    @property
    def due(self) -> Money:
        """What is owed of the invoice after all credits, without tax."""
        return self.billed - self.credited - self.credit


def compare(dossier: Dossier, today: date) -> Comparison:
    """Lay an invoice beside the papers of its order.

    A duplicate is credited whole and needs no other paper; anything else is looked at article by
    article. Source: C20, AC20.1, AC20.3, AC20.5.
    """
    allowed = tolerances(today)
    invoice, papers = dossier.invoice, (*dossier.papers, dossier.invoice)
    articles = align(papers, successors=dossier.successors, similarity=allowed.similarity)
    twin = looking.twin_of(invoice, dossier.others, allowed)
    if twin is not None and not looking.is_billed_beyond_order(articles, dossier.others):
        twin = None  # two deliveries of one order, alike
    view = View(dossier.currency, dossier.is_person, papers, allowed, today)
    found: list[Discrepancy] = []
    for article in articles:
        if twin is not None:
            found += looking.as_duplicate(view, article)
            continue
        billed_before = looking.billed_of(article, dossier.others, invoice)
        found += looking.at_article(view, article, billed_before, dossier.returned)
        found += agreeing.not_taxed(view, article, dossier.untaxed)
    return Comparison(
        articles=articles,
        discrepancies=tuple(found),
        missing=dossier.missing,
        duplicate_of=twin.number if twin else "",
        billed=Money(looking.total_cents(invoice), dossier.currency),
        credited=dossier.credited,
    )


def tolerances(today: date) -> Tolerances:
    """How far papers may differ and still agree. Source: MAT-1."""
    clause = book().clause("MAT-1", on=today)
    return Tolerances(
        pieces=clause.whole("pieces"),
        price_percent=clause.decimal("price_percent"),
        price_cents=int(clause.decimal("price_amount") * Decimal(100)),
        days=clause.whole("date_days"),
        duplicate_days=clause.whole("duplicate_days"),
        similarity=int(clause.decimal("similarity")),
    )
