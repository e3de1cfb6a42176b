"""Add rows to the company's tables without building each statement anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection, models

from makegood.core.canonical import canonical


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


@lru_cache(maxsize=64)
def _plan(model: type[models.Model]) -> tuple[str, tuple[_Column, ...]]:
    fields = [one for one in model._meta.concrete_fields if not isinstance(one, models.AutoField)]
    names = ", ".join(f'"{one.column}"' for one in fields)
    places = ", ".join("%s" for _ in fields)
    spelled = {"DateTimeField": _moment, "JSONField": _json, "CharField": _text}
    columns = [
        _Column(one.attname, one.get_default, spelled.get(one.get_internal_type(), _as_it_is))
        for one in fields
    ]
    table = model._meta.db_table
    sql = f'INSERT INTO "{table}" ({names}) VALUES ({places})'  # noqa: S608 - names of our own
    return sql, tuple(columns)


def _moment(value: datetime | None) -> Any:
    return connection.ops.adapt_datetimefield_value(value)


def _json(value: Any) -> str | None:
    return None if value is None else canonical(value)


def _text(value: str | None) -> str | None:
    return None if value is None else str(value)


def _as_it_is(value: Any) -> Any:
    return value
