"""Print return invoices and exchanges: their lines as a table in the letter, as on the books."""

from __future__ import annotations

from makegood.core.money import Money
from makegood.core.statements import Article, Param
from makegood.domains.aftersales.queries import (
    CreditMemoCard,
    credit_memo_card,
    exchange_card,
    return_card,
)
from makegood.domains.documents.ports import SheetTable, table_of
from makegood.handbook import book

_HEADS = ("article", "pieces", "price", "amount", "line_tax")
_EXCHANGE_HEADS = ("article", "amount", "line_tax")


@table_of("credit_memo")
def return_invoice(number: str, language: str) -> SheetTable:
    """The lines of a return invoice, and below them its sums and what it comes to with tax."""
    card, voice = credit_memo_card(number), book().voice(language)
    heads = tuple(voice.statement(f"aftersales.head_{one}") for one in _HEADS)
    sums = (voice.statement("aftersales.head_sum"), "", "")
    total = (voice.statement("aftersales.head_total"), "", "")
    return SheetTable(
        heads=heads,
        rows=(
            *_lines(card, language),
            (*sums, _minus(card.goods, language), _minus(card.tax, language)),
            (*total, _minus(card.total, language), ""),
        ),
    )


@table_of("return")
def inspection_report(number: str, language: str) -> SheetTable | None:
    """What a person found when looking at what came back; None until somebody has looked."""
    found, voice = return_card(number).inspection, book().voice(language)
    if found is None:
        return None
    said = {True: voice.statement("aftersales.yes"), False: voice.statement("aftersales.no")}
    heads = tuple(voice.statement(f"aftersales.head_{one}") for one in ("inspected", "found"))
    rows = (
        ("grade", found.grade), ("serial", found.serial or "–"),
        ("complete", said[found.accessories_complete]), ("works", said[found.works]),
        ("findings", found.findings),
    )  # fmt: skip
    return SheetTable(
        heads=heads,
        rows=tuple((voice.statement(f"aftersales.found_{name}"), text) for name, text in rows),
    )


def _lines(card: CreditMemoCard, language: str) -> list[tuple[str, ...]]:
    return [
        (
            line.description,
            str(-line.pieces),
            _spelled(line.price, language) if line.price is not None else "",
            _minus(line.amount, language),
            _minus(line.tax, language),
        )
        for line in card.lines
    ]


def _minus(amount: Money, language: str) -> str:
    return _spelled(-amount, language)


def _spelled(amount: Money, language: str) -> str:
    return Param.of(amount).spelled(language)


@table_of("exchange")
def exchange_document(number: str, language: str) -> SheetTable:
    """One document for both sides of an exchange: what goes back, what comes, the difference.

    Under warranty nothing is to be paid; of what goes ahead it shows the hold.
    """
    card, voice = exchange_card(number), book().voice(language)

    def row(name: str, goods: Money, tax: Money, **titles: str) -> tuple[str, str, str]:
        named = voice.statement(f"aftersales.{name}").format_map(titles)
        return named, _spelled(goods, language), _spelled(tax, language)

    heads = tuple(voice.statement(f"aftersales.head_{one}") for one in _EXCHANGE_HEADS)
    old, new = card.line.title_in(language), Param.of(Article(card.new_sku)).spelled(language)
    rows = [
        row("exchange_old", -card.old_goods, -card.old_tax, title=old),
        row("exchange_new", card.new_goods, card.new_tax, title=new),
    ]
    if card.kind == "uneven":
        total = voice.statement("aftersales.exchange_total")
        rows.append((total, _spelled(card.difference, language), ""))
    else:
        name = "exchange_hold" if card.hold else "exchange_free"
        rows.append((voice.statement(f"aftersales.{name}"), _spelled(card.hold, language), ""))
    return SheetTable(heads=heads, rows=tuple(rows))
