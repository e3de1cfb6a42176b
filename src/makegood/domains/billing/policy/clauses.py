"""Find the clauses about money, and the words for the means of payment."""

from __future__ import annotations

from datetime import date

from makegood.core.money import Money
from makegood.core.statements import Word
from makegood.handbook import Clause, book


def clause(id: str, on: date) -> Clause:
    """A clause about refunds as it holds on a day."""
    return book().clause(id, on=on)


def amount_in(rule: Clause, figure: str) -> Money:
    """An amount that a clause names, in the company's currency."""
    return Money.parse(f"{rule.decimal(figure):.2f} {book().company.currency}")


def tender_word(tender: str) -> Word:
    """What a means of payment is called in the language of whoever is told."""
    return Word(f"billing.tender_{tender}")
