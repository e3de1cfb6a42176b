"""Lay an invoice and its papers out as one table, as people read it: papers across, lines down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from makegood.core import clock
from makegood.core.money import Money
from makegood.core.statements import Statement
from makegood.domains.aftersales import disputing
from makegood.domains.aftersales.disputing import InvoiceFacts
from makegood.domains.aftersales.matching import Comparison, Discrepancy, Kind, Paper
from makegood.domains.aftersales.matching.aligning import Aligned
from makegood.domains.aftersales.matching.papers import pieces_of
from makegood.domains.aftersales.matching.pieces import KIND_OF
from makegood.domains.aftersales.models.dossiers import invoice_facts
from makegood.domains.aftersales.models.sent import sent_invoice
from makegood.handbook import book

_COLUMN_OF = {kind: column for column, kind in KIND_OF.items()}


@dataclass(frozen=True, slots=True)
class ColumnCard:
    """The papers of one kind: their numbers, and the day of the last."""

    kind: str
    numbers: tuple[str, ...]
    on: date
    packages: int | None


@dataclass(frozen=True, slots=True)
class CellCard:
    """What one kind of paper says of one article; `differs` are the ways in which it is unlike."""

    quantity: int
    unit: str
    price: Money | None
    differs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MismatchCard:
    """One mismatch: what it most likely means, what else it may, what follows, and the money."""

    id: str
    kind: str
    row: str
    responsible: str
    cause: Statement
    others: tuple[Statement, ...]
    follows: Statement
    at_stake: Money
    credit: Money


@dataclass(frozen=True, slots=True)
class ArticleCard:
    """One article across the papers; a cell is None where a paper does not name it."""

    name: str
    title: str
    cells: tuple[CellCard | None, ...]
    mismatches: tuple[MismatchCard, ...]


@dataclass(frozen=True, slots=True)
class ComparisonCard:
    """The whole table of an invoice, with what is billed, due and credited without tax."""

    columns: tuple[ColumnCard, ...]
    articles: tuple[ArticleCard, ...]
    needs_report: bool
    duplicate_of: str
    billed: Money
    credited: Money
    due: Money
    credit: Money
    credit_tax: Money


def comparison(number: str) -> ComparisonCard:
    """The papers of an invoice side by side, as they are today; NotFound when there is none."""
    facts = invoice_facts(sent_invoice(number))
    today = clock.today()
    found = disputing.compared(facts, today)
    credit = disputing.credit_of(facts, found)
    columns = _columns(facts)
    return ComparisonCard(
        columns=columns,
        articles=tuple(_article(one, found, columns, today) for one in found.articles),
        needs_report=found.needs_receiving_report,
        duplicate_of=found.duplicate_of,
        billed=found.billed,
        credited=found.credited,
        due=found.due,
        credit=credit.goods,
        credit_tax=credit.tax,
    )


def _columns(facts: InvoiceFacts) -> tuple[ColumnCard, ...]:
    papers = (*facts.dossier.papers, facts.dossier.invoice)
    return tuple(
        _column(kind, [one for one in papers if one.kind is kind])
        for kind in Kind
        if any(one.kind is kind for one in papers)
    )


def _column(kind: Kind, papers: list[Paper]) -> ColumnCard:
    counted = [one.packages for one in papers if one.packages is not None]
    return ColumnCard(
        kind=kind,
        numbers=tuple(one.number for one in papers),
        on=max(one.on for one in papers),
        packages=sum(counted) if counted else None,
    )


def _article(
    article: Aligned, found: Comparison, columns: tuple[ColumnCard, ...], today: date
) -> ArticleCard:
    unlike = [one for one in found.discrepancies if one.item == article.name]
    return ArticleCard(
        name=article.name,
        title=book().catalogue.title_of(article.name)["en"],
        cells=tuple(_cell(article, Kind(column.kind), unlike) for column in columns),
        mismatches=tuple(_mismatch(one, today) for one in unlike),
    )


def _cell(article: Aligned, kind: Kind, unlike: list[Discrepancy]) -> CellCard | None:
    lines = article.of(kind)
    if not lines:
        return None
    column = _COLUMN_OF.get(kind, "packed")
    billed = kind is Kind.INVOICE
    differs = [
        one.kind
        for one in unlike
        if column in one.columns or (billed and one.at_stake and one.kind == "quantity")
    ]
    same_unit = len({line.unit for line in lines}) == 1
    return CellCard(
        quantity=sum(line.quantity for line in lines) if same_unit else pieces_of(lines),
        unit=lines[0].unit if same_unit else "each",
        price=lines[0].price,
        differs=tuple(dict.fromkeys(differs)),
    )


def _mismatch(one: Discrepancy, today: date) -> MismatchCard:
    return MismatchCard(
        id=one.id,
        kind=one.kind,
        row=one.meaning.row,
        responsible=one.meaning.responsible,
        cause=disputing.cause(one, 0, today),
        others=tuple(disputing.cause(one, place, today) for place in range(1, len(one.meanings))),
        follows=disputing.mat(3, one.meaning.action, today),
        at_stake=one.at_stake,
        credit=one.credit,
    )
