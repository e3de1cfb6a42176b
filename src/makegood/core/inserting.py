"""Add and change rows of the company's tables without building each statement anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, models

from makegood.core.canonical import Spelled, canonical

RowT = TypeVar("RowT", bound=models.Model)


class _Column(NamedTuple):
    name: str
    default: Callable[[], Any]
    spell: Callable[[Any], Any]


def insert(model: type[models.Model], *rows: Mapping[str, Any]) -> None:
    """Add rows given by column; what a row leaves out gets the model's default.

    For what every act leaves behind: the ORM would spend more time on building these statements
    than the database on carrying them out. Signals are not sent, new keys not answered.
    """
    if not rows:
        return
    sql, columns = _plan(model)
    values = [
        [one.spell(row[one.name] if one.name in row else one.default()) for one in columns]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(sql, values)


def add(row: RowT) -> RowT:
    """Add a row that is new, as `insert` does, and answer with it and the key it was given."""
    model = type(row)
    sql, columns = _plan(model)
    key = model._meta.pk
    values = [one.spell(getattr(row, one.name)) for one in columns]
    with connection.cursor() as cursor:
        if isinstance(key, models.AutoField):
            cursor.execute(f'{sql} RETURNING "{key.column}"', values)
            row.pk = cursor.fetchone()[0]
        else:
            cursor.execute(sql, values)
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    return row


def change(row: models.Model, *names: str) -> None:
    """Write these fields of a row, by their attributes; a row that is gone is a fault of ours."""
    sql, columns = _change(type(row), names)
    values = [one.spell(getattr(row, one.name)) for one in columns]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        if cursor.rowcount != 1:
            raise LookupError(f"{row} is not there any more")


@lru_cache(maxsize=256)
def _change(model: type[models.Model], names: tuple[str, ...]) -> tuple[str, list[_Column]]:
    key = model._meta.pk
    by_name = {one.attname: one for one in model._meta.concrete_fields}
    fields = [by_name[name] for name in (*names, key.attname)]
    columns = [_Column(one.attname, one.get_default, _spelling(one)) for one in fields]
    changed = ", ".join(f'"{one.column}" = %s' for one in fields[:-1])
    table = model._meta.db_table
    sql = f'UPDATE "{table}" SET {changed} WHERE "{key.column}" = %s'  # noqa: S608 - our own names
    return sql, columns


@lru_cache(maxsize=64)
def _plan(model: type[models.Model]) -> tuple[str, tuple[_Column, ...]]:
    fields = [one for one in model._meta.concrete_fields if not isinstance(one, models.AutoField)]
    names = ", ".join(f'"{one.column}"' for one in fields)
    places = ", ".join("%s" for _ in fields)
    columns = [_Column(one.attname, one.get_default, _spelling(one)) for one in fields]
    table = model._meta.db_table
    sql = f'INSERT INTO "{table}" ({names}) VALUES ({places})'  # noqa: S608 - names of our own
    return sql, tuple(columns)


def _spelling(field: models.Field[Any, Any]) -> Callable[[Any], Any]:
    """How a value of this field is given to the database; as Django does it where we know none."""
    quick = _QUICK.get(type(field))
    return quick or (lambda value: field.get_db_prep_save(value, connection))


def _moment(value: datetime | None) -> Any:
    return connection.ops.adapt_datetimefield_value(value)


def _json(value: Any) -> str | None:
    if value is None or isinstance(value, Spelled):
        return value
    return canonical(value)


def _text(value: str | None) -> str | None:
    return None if value is None else str(value)


def _whole(value: int | None) -> int | None:
    return value


_QUICK: dict[type, Callable[[Any], Any]] = {
    models.DateTimeField: _moment,
    models.JSONField: _json,
    models.CharField: _text,
    models.BigIntegerField: _whole,
    models.IntegerField: _whole,
}
