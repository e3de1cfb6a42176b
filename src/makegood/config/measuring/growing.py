"""Let a company grow: its own rows again and again, each time as those of other customers.

Only for a scratch company on SQLite that is thrown away: the copies of the journal's rows prove
nothing, because each still names the hash of what it was copied from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice

from django.apps import apps
from django.db import connection
from django.db.models import ForeignKey, Model
from django.db.models.fields import AutoField, BigIntegerField

from makegood.core.models import Check, Effect, Job, JournalHead, JournalRow, Promise
from makegood.core.transactions import write
from makegood.domains.ledger.models import Entry

_APART = 1_000_000
"""By how much the numbers of one copy differ from those of the one before."""
_NUMBER = re.compile(r"\b([A-Z]{1,6}-)([0-9]{1,9})\b")
_HASH = re.compile(r"\b(?:[0-9a-f]{64}|[a-p]{64}|[0-9a-f]{32})\b")
_MAIL = re.compile(r"\b([a-z][a-z.]*)@")
_SYLLABLES = ("ba", "cor", "del", "fen", "gar", "hol", "ker", "lin", "mor", "nal", "per", "ros")
_GROWS = ("makegood.core.", "makegood.domains.")
_STAYS = frozenset({"company", "knowledge"})
_ONCE = frozenset(
    [
        *("core.journalhead", "core.number", "core.tally", "core.democlock"),
        *("core.approvalrequest", "ledger.account", "ledger.period"),
    ]
)
_DONE = {Effect: "delivered_at", Promise: "kept_at", Check: "passed_at", Job: "done_at"}
_NAMES = frozenset({"name", "name_key"})
_AT_ONCE = 50

Cell = str | int | float | bytes | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table, its rows as they were before it grew, and what each column becomes in a copy."""

    name: str
    columns: tuple[str, ...]
    moved: frozenset[str]
    unlike: frozenset[str]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def insert(self) -> str:
        """The statement that adds a row."""
        names = ", ".join(f'"{one}"' for one in self.columns)
        places = ", ".join("%s" for _ in self.columns)
        return f'INSERT INTO "{self.name}" ({names}) VALUES ({places})'  # noqa: S608 - our names


def records() -> int:
    """How many rows the company has in all its tables."""
    return sum(model._base_manager.count() for model in apps.get_models() if not model._meta.proxy)


def pattern() -> list[Table]:
    """All that there is now, to be copied as the house grows."""
    return [_table(model) for model in _models()]


def grow(pattern: Sequence[Table], upto: int) -> int:
    """Copy the pattern until the company has at least so many records; answer how many it has."""
    here, each = records(), sum(len(table.rows) for table in pattern)
    first = 1 + _copies_made()
    wanted = range(first, first + max(0, -(-(upto - here) // each)))
    copies = iter(wanted)
    while some := list(islice(copies, _AT_ONCE)):
        with write(), connection.cursor() as cursor:
            for table in pattern:
                cursor.executemany(table.insert, list(_rows(table, some)))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    newest = JournalRow.objects.order_by("-seq").values_list("seq", flat=True)[0]
    JournalHead.objects.filter(pk=1).update(seq=newest)
    return here + each * len(wanted)


def _copies_made() -> int:
    newest = Entry.objects.order_by("-sequence").values_list("sequence", flat=True).first()
    return (newest or 0) // _APART


def _models() -> list[type[Model]]:
    """What grows with the customers; the lines of the books come before their entry."""
    found = [
        model
        for model in apps.get_models()
        if model.__module__.startswith(_GROWS)
        and not model._meta.proxy
        and model._meta.app_label not in _STAYS
        and model._meta.label_lower not in _ONCE
    ]
    return sorted(found, key=lambda model: model is Entry)


def _table(model: type[Model]) -> Table:
    fields = model._meta.concrete_fields
    moved = frozenset(
        str(field.column)
        for field in fields
        if (field.primary_key and isinstance(field, AutoField | BigIntegerField))
        or (isinstance(field, ForeignKey) and field.related_model in _models())
    )
    columns = tuple(str(field.column) for field in fields)
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
    unlike = frozenset(str(field.column) for field in fields if field.unique)
    return Table(table, columns, moved, unlike, tuple(tuple(row) for row in rows))


def _rows(table: Table, copies: list[int]) -> Iterator[list[Cell]]:
    kinds = [
        _moved
        if column in table.moved
        else _named
        if column in _NAMES
        else _apart
        if column in table.unlike
        else _renumbered
        for column in table.columns
    ]
    accounts = [column in ("account", "number") for column in table.columns]
    for copy in copies:
        for row in table.rows:
            yield [
                str(int(value) + copy * _APART)
                if plain and isinstance(value, str) and value.isdigit()
                else kind(value, copy)
                for value, kind, plain in zip(row, kinds, accounts, strict=True)
            ]


def _moved(value: Cell, copy: int) -> Cell:
    return value + copy * _APART if isinstance(value, int) else value


def _named(value: Cell, copy: int) -> Cell:
    """The name of somebody else: the same first name, and a family name of its own."""
    word, left = "", copy
    while left:
        left, place = divmod(left, len(_SYLLABLES))
        word += _SYLLABLES[place]
    first = str(value).split(" ", 1)[0]
    return f"{first} {word}" if str(value).islower() else f"{first} {word.capitalize()}"


def _renumbered(value: Cell, copy: int) -> Cell:
    if not isinstance(value, str):
        return value
    text = _NUMBER.sub(lambda found: f"{found[1]}{int(found[2]) + copy * _APART}", value)
    text = _HASH.sub(lambda found: _hash(found[0], copy), text)
    return _MAIL.sub(lambda found: f"{found[1]}.{copy}@", text)


def _apart(value: Cell, copy: int) -> Cell:
    """What no two rows may have alike, whatever it is made of."""
    changed = _renumbered(value, copy)
    return f"{value}~{copy}" if isinstance(value, str) and changed == value else changed


def _hash(text: str, copy: int) -> str:
    return sha256(f"{copy}:{text}".encode()).hexdigest()[: len(text)]
