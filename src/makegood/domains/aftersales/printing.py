"""Print a return invoice: its lines as a table in the letter, negative as they are on the books."""

from __future__ import annotations

from makegood.core.money import Money
from makegood.core.statements import Param
from makegood.domains.aftersales.queries import CreditMemoCard, credit_memo_card
from makegood.domains.documents.ports import SheetTable, table_of
from makegood.handbook import book

_HEADS = ("article", "pieces", "price", "amount", "line_tax")


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
