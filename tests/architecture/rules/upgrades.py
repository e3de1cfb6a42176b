"""Migrations keep a company serving: no long lock, and the version before goes on beside it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection, models
from django.db.migrations import Migration, operations
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models.expressions import Value

from makegood.core.fulltext import AddWordIndex
from makegood.core.migrating import AddCheckUnproved, AddIndexAside, ProveCheck

_RENAMES = (operations.RenameField, operations.RenameModel, operations.AlterModelTable)
_CONSTRAINTS = (operations.AddConstraint, operations.AlterUniqueTogether)
_ROWS = (operations.RunPython, operations.RunSQL)


def locks_nobody_out(migration: Migration, before: ProjectState) -> list[str]:
    """Say what in a migration would lock a table for long, or break the version still running.

    A table that the same migration creates is empty and unknown, so anything may be done to it.
    """
    made = {_table(one) for one in migration.operations if _is(one, operations.CreateModel)}
    old = [one for one in migration.operations if _table(one) not in made]
    found = [why for one in old for why in _faults(one, migration, before)]
    touched = [one for one in old if not _is(one, (*_ROWS, operations.CreateModel))]
    if touched and any(_is(one, _ROWS) for one in old) and migration.atomic:
        found.append("rows and a table that exists change in one transaction: two migrations")
    if len(migration.operations) > 1 and any(_is(one, ProveCheck) for one in old):
        found.append("ProveCheck reads the whole table: alone, in a migration of its own")
    return found


def _faults(one: Operation, migration: Migration, before: ProjectState) -> Iterator[str]:
    if _is(one, (AddIndexAside, AddWordIndex)):
        if migration.atomic:
            yield f"{type(one).__name__} needs `atomic = False` in its migration"
    elif _is(one, operations.AddIndex):
        yield "AddIndex locks out whoever writes: AddIndexAside, with `atomic = False`"
    elif _is(one, _CONSTRAINTS) and not _is(one, AddCheckUnproved):
        yield f"{type(one).__name__} reads the whole table under a lock: begin with a new table"
    elif _is(one, _RENAMES):
        yield f"{type(one).__name__} takes a name from the version still running: add, then drop"
    elif isinstance(one, operations.AddField):
        yield from _added(one.field)
    elif isinstance(one, operations.AlterField):
        state = before.models[migration.app_label, one.model_name_lower]
        yield from _altered(state.fields[one.name], one.field)


def _added(field: models.Field) -> Iterator[str]:
    if field.many_to_many:
        return
    if isinstance(field, models.GeneratedField):
        yield "a generated field writes every row anew under a lock"
        return
    if field.unique or _is_indexed(field):
        yield "an indexed field is built under a lock: add it plain, then AddIndexAside"
    default = field.db_default
    if default is not models.NOT_PROVIDED and isinstance(default, models.Expression):
        if not isinstance(default, Value):
            yield "a default that differs by row writes every row anew: null=True, and fill later"
    elif default is models.NOT_PROVIDED and not field.null:
        yield "the version still running cannot write this field: db_default, or null=True"


def _altered(was: models.Field, will_be: models.Field) -> Iterator[str]:
    if _column(was) != _column(will_be):
        yield "another type writes every row anew under a lock: a new field"
    if was.null and not will_be.null:
        yield "NOT NULL reads the whole table under a lock, and the version before may write none"
    longest, longest_now = was.max_length, will_be.max_length
    if longest_now is not None and (longest is None or longest_now < longest):
        yield "a shorter text writes every row anew under a lock"
    if (will_be.unique and not was.unique) or (_is_indexed(will_be) and not _is_indexed(was)):
        yield "an index is built under a lock: AddIndexAside, with `atomic = False`"


def _is_indexed(field: models.Field) -> bool:
    return bool(getattr(field, "db_index", False))


def _column(field: models.Field) -> str:
    """The type of a column without its length; a relation is known by its class."""
    if field.is_relation:
        return type(field).__name__
    return str(field.db_type(connection)).partition("(")[0].replace("varchar", "text")


def _table(one: Operation) -> str:
    found = getattr(one, "model_name_lower", "") or getattr(one, "name_lower", "")
    return str(found)


def _is(one: Operation, kinds: type[Operation] | tuple[type[Operation], ...]) -> bool:
    return isinstance(one, kinds)
