"""Let a company grow: its own rows again and again, each time as those of other customers.

For measuring everything is copied, in a scratch company that is thrown away: the copies of the
journal's rows prove nothing, because each still names the hash of what it was copied from. For a
demo of a given size only customers, orders, money and books are copied, and the journal still
proves what it holds. Both on SQLite alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice

from django.apps import apps
from django.db import connection
from django.db.models import Field, ForeignKey, Model
from django.db.models.fields import AutoField, BigIntegerField

from makegood.core.models import Check, Effect, Job, JournalHead, JournalRow, Promise
from makegood.core.numbers import skip_numbers
from makegood.core.transactions import write
from makegood.domains.ledger.models import Entry
from makegood.domains.ordering.models import SalesOrder

_FAR, _NEAR = 1_000_000, 10_000
"""By how much the numbers of one copy differ from the one before; near ones stay short."""
_NUMBER = re.compile(r"\b([A-Z]{1,6}-)([0-9]{1,9})\b")
_HASH = re.compile(r"\b(?:[0-9a-f]{64}|[a-p]{64}|[0-9a-f]{32})\b")
_MAIL = re.compile(r"\b([a-z][a-z.]*)@")
_SYLLABLES = ("ba", "cor", "del", "fen", "gar", "hol", "ker", "lin", "mor", "nal", "per", "ros")
_GROWS = ("makegood.core.", "makegood.domains.")
_OF_ORDERS = frozenset({"parties", "ordering", "billing", "ledger", "aftersales"})
_STAYS = frozenset({"company", "knowledge"})
_ONCE = frozenset(
    [
        *("core.journalhead", "core.number", "core.tally", "core.democlock"),
        *("core.approvalrequest", "ledger.account", "ledger.period", "ordering.stocklevel"),
    ]
)
_DONE = {Effect: "delivered_at", Promise: "kept_at", Check: "passed_at", Job: "done_at"}
_NAMES = frozenset({"name", "name_key"})
_AT_ONCE = 50
_HURRY = ("PRAGMA synchronous=OFF", "PRAGMA cache_size=-400000")


class GrownBefore(Exception):
    """The company was grown before; its copies would get numbers that are taken."""


Cell = str | int | float | bytes | None
Change = Callable[[Cell, "Copy"], Cell]


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy: which it is, and by how much its numbers differ."""

    number: int
    by: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it was, and what changes of it from copy to copy, by place."""

    cells: tuple[Cell, ...]
    changes: tuple[tuple[int, Change], ...]

    def copied(self, copy: Copy) -> list[Cell]:
        """The row of a copy."""
        cells = list(self.cells)
        for place, change in self.changes:
            cells[place] = change(cells[place], copy)
        return cells


@dataclass(frozen=True, slots=True)
class Table:
    """A table, and its rows as they were before it grew."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def insert(self) -> str:
        """The statement that adds a row."""
        names = ", ".join(f'"{one}"' for one in self.columns)
        places = ", ".join("%s" for _ in self.columns)
        return f'INSERT INTO "{self.name}" ({names}) VALUES ({places})'  # noqa: S608 - our names


@dataclass(frozen=True, slots=True)
class Pattern:
    """What is copied, and how far apart the numbers of the copies are."""

    tables: tuple[Table, ...]
    apart: int

    @property
    def rows(self) -> int:
        """How many rows one copy has."""
        return sum(len(table.rows) for table in self.tables)

    def series(self) -> set[str]:
        """The series of numbers that occur in it, such as "O"."""
        cells = (cell for table in self.tables for row in table.rows for cell in row.cells)
        found = (_NUMBER.findall(cell) for cell in cells if isinstance(cell, str))
        return {series.removesuffix("-") for some in found for series, _ in some} | {"INV"}


def records() -> int:
    """How many rows the company has in all its tables."""
    return sum(model._base_manager.count() for model in apps.get_models() if not model._meta.proxy)


def pattern() -> Pattern:
    """All that there is now, to be copied as the house grows."""
    models = _models(lambda label: label not in _STAYS)
    return Pattern(tuple(_table(model, models) for model in models), _FAR)


def grow(pattern: Pattern, upto: int) -> int:
    """Copy the pattern until the company has at least so many records; answer how many it has."""
    here, first = records(), 1 + _copies_made(pattern)
    wanted = range(first, first + max(0, -(-(upto - here) // pattern.rows)))
    _copy(pattern, wanted, lambda made: None)
    newest = JournalRow.objects.order_by("-seq").values_list("seq", flat=True)[0]
    JournalHead.objects.filter(pk=1).update(seq=newest)
    return here + pattern.rows * len(wanted)


def grow_orders(upto: int, tell: Callable[[int], None]) -> int:
    """Copy customers with their orders and money until there are so many orders, and say how many.

    `tell` hears how many there are as it goes on. Numbers given out later come after the copies',
    also where it is broken off: then there are fewer. GrownBefore.
    """
    here = SalesOrder.objects.count()
    if here == 0 or upto <= here:
        return here
    if Entry.objects.filter(sequence__gt=_NEAR).exists():
        raise GrownBefore
    models = _models(lambda label: label in _OF_ORDERS)
    copied = Pattern(tuple(_table(model, models) for model in models), _NEAR)
    last = -(-(upto - here) // here)
    with write():
        for series in copied.series():
            skip_numbers(series, (last + 1) * _NEAR)
    _copy(copied, range(1, last + 1), lambda made: tell(here + made * here))
    return here * (last + 1)


def _copy(pattern: Pattern, wanted: range, tell: Callable[[int], None]) -> None:
    numbers = iter(wanted)
    is_ours = not connection.in_atomic_block  # in somebody else's transaction nothing can be set
    if is_ours:
        _set(_HURRY)
    try:
        while some := [Copy(one, one * pattern.apart) for one in islice(numbers, _AT_ONCE)]:
            with write(), connection.cursor() as cursor:
                for table in pattern.tables:
                    rows = [row.copied(copy) for copy in some for row in table.rows]
                    cursor.executemany(table.insert, rows)
            tell(some[-1].number)
    finally:
        if is_ours:
            connection.close()  # the next one is as careful as ever
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _set(pragmas: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        for pragma in pragmas:
            cursor.execute(pragma)


def _copies_made(pattern: Pattern) -> int:
    newest = Entry.objects.order_by("-sequence").values_list("sequence", flat=True).first()
    return (newest or 0) // pattern.apart


def _models(is_wanted: Callable[[str], bool]) -> list[type[Model]]:
    """What grows with the customers; the lines of the books come before their entry."""
    found = [
        model
        for model in apps.get_models()
        if model.__module__.startswith(_GROWS)
        and not model._meta.proxy
        and is_wanted(model._meta.app_label)
        and model._meta.label_lower not in _ONCE
    ]
    return sorted(found, key=lambda model: model is Entry)


def _table(model: type[Model], models: Sequence[type[Model]]) -> Table:
    fields = model._meta.concrete_fields
    columns = tuple(str(one.column) for one in fields)
    named = ", ".join(f'"{one}"' for one in columns)
    done = _DONE.get(model)
    with connection.cursor() as cursor:
        table = model._meta.db_table
        cursor.execute(f'SELECT {named} FROM "{table}"')  # noqa: S608 - names of our own
        rows = [list(row) for row in cursor.fetchall()]
    for row in rows:
        if done:
            row[columns.index(done)] = "2026-06-15 12:00:00"
        if model is JournalRow:
            row[columns.index("key")] = None
    kinds = [_kind(one, models) for one in fields]
    return Table(table, columns, tuple(_row(tuple(row), kinds) for row in rows))


def _kind(field: Field[object, object], models: Sequence[type[Model]]) -> Change:
    """What a column becomes in a copy."""
    is_key = field.primary_key and isinstance(field, AutoField | BigIntegerField)
    if is_key or (isinstance(field, ForeignKey) and field.related_model in models):
        return _moved
    if field.column in _NAMES:
        return _named
    change = _apart if field.unique else _renumbered
    return _counted(change) if field.column in ("account", "number") else change


def _row(cells: tuple[Cell, ...], kinds: Sequence[Change]) -> Row:
    """What two copies have alike is not worked out again for each."""
    one, other = Copy(1, _NEAR), Copy(2, 2 * _NEAR)
    changes = (
        (place, kind)
        for place, (cell, kind) in enumerate(zip(cells, kinds, strict=True))
        if cell is not None and not kind(cell, one) == kind(cell, other) == cell
    )
    return Row(cells, tuple(changes))


def _moved(value: Cell, copy: Copy) -> Cell:
    return value + copy.by if isinstance(value, int) else value


def _counted(change: Change) -> Change:
    """A number that is one by itself, such as an account's, goes up; anything else `change`s."""

    def counted(value: Cell, copy: Copy) -> Cell:
        is_plain = isinstance(value, str) and value.isdigit()
        return str(int(str(value)) + copy.by) if is_plain else change(value, copy)

    return counted


def _named(value: Cell, copy: Copy) -> Cell:
    """The name of somebody else: the same first name, and a family name of its own."""
    word, left = "", copy.number
    while left:
        left, place = divmod(left, len(_SYLLABLES))
        word += _SYLLABLES[place]
    first = str(value).split(" ", 1)[0]
    return f"{first} {word}" if str(value).islower() else f"{first} {word.capitalize()}"


def _renumbered(value: Cell, copy: Copy) -> Cell:
    if not isinstance(value, str):
        return value
    text = _NUMBER.sub(lambda found: f"{found[1]}{int(found[2]) + copy.by}", value)
    text = _HASH.sub(lambda found: _hash(found[0], copy), text)
    return _MAIL.sub(lambda found: f"{found[1]}.{copy.number}@", text)


def _apart(value: Cell, copy: Copy) -> Cell:
    """What no two rows may have alike, whatever it is made of."""
    changed = _renumbered(value, copy)
    return f"{value}~{copy.number}" if isinstance(value, str) and changed == value else changed


def _hash(text: str, copy: Copy) -> str:
    return sha256(f"{copy.number}:{text}".encode()).hexdigest()[: len(text)]
