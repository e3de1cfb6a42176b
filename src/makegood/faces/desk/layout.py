"""Lay out any record for reading: its facts by name, its lists as tables or as short blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, is_dataclass

from makegood.faces.desk import naming
from makegood.faces.desk.reading import Told, facts, named, told

_MOST_COLUMNS = 5
"""A list with more columns is read as blocks: no table is wider than a phone shows."""

Fact = tuple[str, Told]


@dataclass(frozen=True, slots=True)
class Part:
    """A list inside a record: with `heads` a table, without them a block of facts for each row."""

    name: str
    heads: tuple[Fact, ...]
    rows: tuple[tuple[Fact, ...], ...]


def facts_of(card: object) -> tuple[Fact, ...]:
    """What a record says, without its lists of records."""
    return facts(
        card, without=frozenset(name for name, _rows in _lists(card)) | {"number", "party"}
    )


def parts_of(card: object) -> tuple[Part, ...]:
    """The lists inside a record, those that hold something."""
    return tuple(_part(name, rows, card) for name, rows in _lists(card))


def _lists(card: object) -> Iterator[tuple[str, tuple[object, ...]]]:
    for name, value in named(card):
        if isinstance(value, tuple) and value and is_dataclass(value[0]):
            yield name, value


def _part(name: str, rows: tuple[object, ...], card: object) -> Part:
    """A list without the columns that are empty throughout, or only repeat the record itself."""
    known = {getattr(card, own, None) for own in ("number", "party", "account")}
    read = [[(head, value, told(value, head)) for head, value in named(row)] for row in rows]
    kept = [
        place
        for place in range(len(read[0]))
        if not all(row[place][2].is_nothing for row in read)
        and not all(isinstance(row[place][1], str) and row[place][1] in known for row in read)
    ]
    shown = tuple(
        tuple((naming.field(row[place][0]), row[place][2]) for place in kept) for row in read
    )
    if len(kept) > _MOST_COLUMNS:
        full = (tuple(fact for fact in row if not fact[1].is_nothing) for row in shown)
        return Part(naming.field(name), (), tuple(full))
    heads = tuple(_head(column) for column in zip(*shown, strict=True))
    return Part(naming.field(name), heads, shown)


def _head(column: tuple[Fact, ...]) -> Fact:
    """The head of a column; one of money names its currency once for all its rows."""
    name, first = column[0]
    return (f"{name}, {first.currency}", first) if first.currency else (name, first)
