"""Seal again under the current key what an older key sealed, while the company goes on working.

Each step is one short transaction that takes a few rows, and a row that is sealed under the
current key is left alone: killed anywhere, it is simply begun again. Until the end the old keys
open what they sealed, and blind indexes are looked for under every key.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.apps import apps
from django.db import connection, models

from makegood.core.models import Effect
from makegood.core.sealed import SealBroken, SealedField, blind_index, is_current, reseal, unseal
from makegood.core.transactions import write

_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Resealed:
    """Of one kind of sealed text: how many there are, were sealed again, and no key opens."""

    what: str
    seen: int = 0
    resealed: int = 0
    broken: int = 0


def reseal_everything(at_once: int = _AT_ONCE) -> Iterator[Resealed]:
    """Reseal all sealed columns and all that waits sealed in the outbox; tells of each when done.

    `at_once` is how many rows one transaction takes.
    """
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, SealedField):
                yield _whole_column(model, field, at_once)
    yield _outbox(at_once)


def _whole_column(model: type[models.Model], field: SealedField, at_once: int) -> Resealed:
    done = Resealed(f"{model._meta.label}.{field.name}")
    key, column, table = _named(model, field)
    some = (
        f"SELECT {key}, {column} FROM {table}"  # noqa: S608 - names of our own
        f" WHERE {key} > %s AND {column} <> '' ORDER BY {key} LIMIT %s"
    )
    last = 0
    while True:
        with write(), connection.cursor() as cursor:
            cursor.execute(some, [last, at_once])
            rows = cursor.fetchall()
            for last, token in rows:
                done = _one(done, model, field, last, token)
        if len(rows) < at_once:
            return done


def _one(
    done: Resealed, model: type[models.Model], field: SealedField, row: int, token: str
) -> Resealed:
    done = replace(done, seen=done.seen + 1)
    if is_current(token):
        return done
    try:
        new = {str(field.column): reseal(token)}
    except SealBroken:
        return replace(done, broken=done.broken + 1)
    if field.found_by:
        new[field.found_by] = blind_index(unseal(token), field.index_kind)
    key, column, table = _named(model, field)
    changed = ", ".join(f"{connection.ops.quote_name(name)} = %s" for name in new)
    same = f"UPDATE {table} SET {changed} WHERE {key} = %s AND {column} = %s"  # noqa: S608
    with connection.cursor() as cursor:  # who changed it meanwhile sealed it under the current key
        cursor.execute(same, [*new.values(), row, token])
        return replace(done, resealed=done.resealed + cursor.rowcount)


def _outbox(at_once: int) -> Resealed:
    done, last = Resealed(f"{Effect._meta.label}.payload"), 0
    while True:
        with write():
            waiting = Effect.objects.select_for_update().filter(pk__gt=last)
            rows = list(waiting.filter(payload__has_key="sealed").order_by("pk")[:at_once])
            for row in rows:
                last = row.pk
                done = _one_effect(done, row)
        if len(rows) < at_once:
            return done


def _one_effect(done: Resealed, row: Effect) -> Resealed:
    tokens: dict[str, str] = row.payload["sealed"]
    done = replace(done, seen=done.seen + 1)
    if all(map(is_current, tokens.values())):
        return done
    try:
        row.payload["sealed"] = {name: reseal(token) for name, token in tokens.items()}
    except SealBroken:
        return replace(done, broken=done.broken + 1)
    row.save(update_fields=["payload"])
    return replace(done, resealed=done.resealed + 1)


def _named(model: type[models.Model], field: SealedField) -> tuple[str, str, str]:
    names = (model._meta.pk.column, field.column, model._meta.db_table)
    key, column, table = (connection.ops.quote_name(str(name)) for name in names)
    return key, column, table
