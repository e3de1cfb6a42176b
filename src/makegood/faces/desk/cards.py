"""Lay out any record for reading: its facts by name, and its lists as tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime

from makegood.core.money import Money
from makegood.faces.desk import spelling

_NUMBER = re.compile(r"(O|R|RF|CS|RE|AP|CV|DC|NT|SH|JE|C)-[0-9]+(/[0-9]+)?")
_OWN_PAGES = {"C": "customers", "CV": "conversations"}


@dataclass(frozen=True, slots=True)
class Told:
    """A value as it is read; `address` leads to the record that it names."""

    text: str
    address: str = ""
    is_money: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A list inside a record."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Told, ...], ...]


def address_of(number: str) -> str:
    """Where a record is shown; empty when the text is no number of a record."""
    if not _NUMBER.fullmatch(number):
        return ""
    return f"/desk/{_OWN_PAGES.get(number.partition('-')[0], 'records')}/{number}"


def facts_of(card: object) -> tuple[tuple[str, Told], ...]:
    """What a record says, without its lists."""
    return tuple((name, told(value)) for name, value in _values(card) if not _is_list(value))


def tables_of(card: object) -> tuple[Table, ...]:
    """The lists inside a record, those that hold something."""
    lists = [(name, value) for name, value in _values(card) if isinstance(value, tuple)]
    return tuple(
        Table(
            name,
            tuple(head for head, _ in _values(value[0])),
            tuple(tuple(told(cell) for _, cell in _values(row)) for row in value),
        )
        for name, value in lists
        if _is_list(value)
    )


def told(value: object) -> Told:
    """One value as the desk spells it."""
    if isinstance(value, Money):
        return Told(spelling.money(value), is_money=True)
    if isinstance(value, datetime):
        return Told(spelling.moment(value))
    if isinstance(value, date):
        return Told(spelling.day(value))
    if value is None or value in ("", ()):
        return Told("–")
    if isinstance(value, bool):
        return Told("yes" if value else "no")
    if isinstance(value, tuple | list | frozenset):
        return Told(", ".join(told(one).text for one in value))
    if is_dataclass(value):
        return Told(", ".join(f"{name} {told(inner).text}" for name, inner in _values(value)))
    return Told(str(value), address_of(str(value)))


def _values(card: object) -> Iterator[tuple[str, object]]:
    if is_dataclass(card):
        for one in fields(card):
            yield one.name, getattr(card, one.name)


def _is_list(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and is_dataclass(value[0])
