"""Let the parts above say what only they know: whose product it is, what their own tables tell."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from makegood.core.statements import Statement

ProductFinder = Callable[[str], tuple[str, ...]]
"""Given a party, the stock numbers of what it has from us."""

TableReader = Callable[[str, str, date], tuple[Statement, ...]]
"""Given a question, its language and a day, what live tables say to it, each with its source."""

_product_finders: list[ProductFinder] = []
_table_readers: list[TableReader] = []

FinderT = TypeVar("FinderT", ProductFinder, TableReader)


def product_finder(finder: ProductFinder) -> ProductFinder:
    """Let this function be asked which products a customer has."""
    return _kept(_product_finders, finder)


def table_reader(reader: TableReader) -> TableReader:
    """Let this function be asked what tables say that are reckoned with, such as tariffs."""
    return _kept(_table_readers, reader)


def products_of(party: str | None) -> tuple[str, ...]:
    """The stock numbers of what a party has from us; none of somebody unknown."""
    if party is None:
        return ()
    found = [sku for finder in _product_finders for sku in finder(party)]
    return tuple(dict.fromkeys(found))


def told_by_tables(question: str, language: str, on: date) -> tuple[Statement, ...]:
    """What live tables say to a question; nothing when it is about none of them."""
    return tuple(one for reader in _table_readers for one in reader(question, language, on))


def _kept(known: list[FinderT], one: FinderT) -> FinderT:
    known.append(one)
    return one
