"""Find the rows whose words somebody asked for, without reading all rows, on both engines.

A column holds words parted by single spaces, folded by whoever writes it; the database keeps an
index of them: FTS5 on SQLite, a GIN index over a tsvector on PostgreSQL. Neither splits, stems
nor drops words of its own, so both find the same rows.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Model
from django.db.models.expressions import RawSQL

from makegood.core.migrating import is_built

_MOST_WORDS = 32


def having(
    model: type[Model],
    column: str,
    words: Iterable[str],
    *,
    want: Literal["any", "each beginning"],
    most: int,
) -> RawSQL:
    """The keys of the rows that hold any of these words, the closest first, or a word that begins
    with each of them; at most so many. For `filter(pk__in=...)`.

    `column` is one that an `AddWordIndex` was made for.
    """
    asked = [word for word in dict.fromkeys(words) if word][:_MOST_WORDS]
    table = model._meta.db_table
    if connection.vendor == "postgresql":
        return _on_postgresql(table, column, asked, want == "any", most)
    return _on_sqlite(table, column, asked, want == "any", most)


def _on_sqlite(table: str, column: str, asked: list[str], is_any: bool, most: int) -> RawSQL:
    index = f"{table}_{column}_words"
    quoted = ['"' + word.replace('"', '""') + '"' for word in asked]
    sought = " OR ".join(quoted) if is_any else " AND ".join(f"{word}*" for word in quoted)
    ranked = " ORDER BY rank" if is_any else ""
    found = f'SELECT rowid FROM "{index}" WHERE "{index}" MATCH %s{ranked} LIMIT %s'  # noqa: S608
    return RawSQL(found, [sought or '""', most])  # noqa: S611 - names of our own tables only


def _on_postgresql(table: str, column: str, asked: list[str], is_any: bool, most: int) -> RawSQL:
    kept = _vector(column)
    quoted = ["'" + word.replace("\\", "\\\\").replace("'", "''") + "'" for word in asked]
    sought = " | ".join(quoted) if is_any else " & ".join(f"{word}:*" for word in quoted)
    params: list[str | int] = [sought]
    ranked = ""
    if is_any:
        ranked = f" ORDER BY ts_rank({kept}, %s::tsquery) DESC"
        params.append(sought)
    found = f'SELECT id FROM "{table}" WHERE {kept} @@ %s::tsquery{ranked} LIMIT %s'  # noqa: S608
    return RawSQL(found, [*params, most])  # noqa: S611 - names of our own tables only


def _vector(column: str) -> str:
    return f"array_to_tsvector(string_to_array(\"{column}\", ' '))"


class AddWordIndex(Operation):
    """Index the words of a column, also of a table that is written to meanwhile.

    In a migration with `atomic = False`; broken off, it is simply done again. On SQLite triggers
    keep the index, whatever version of ours writes; when a later migration makes the table anew
    they are made again by another AddWordIndex.
    """

    reduces_to_sql = False
    reversible = True
    atomic = False

    def __init__(self, model_name: str, column: str) -> None:
        self.model_name, self.column = model_name, column

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Nothing is different about the models."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Make the index, of all rows there are."""
        model = to_state.apps.get_model(app_label, self.model_name)
        if not self.allow_migrate_model(schema_editor.connection.alias, model):
            return
        table = model._meta.db_table
        index = f"{table}_{self.column}_words"
        if schema_editor.connection.vendor != "postgresql":
            for statement in (*_sqlite_gone(index), *_sqlite_index(table, self.column)):
                schema_editor.execute(statement, params=None)
        elif not is_built(schema_editor, index):
            schema_editor.execute(
                f'CREATE INDEX CONCURRENTLY "{index}" ON "{table}" '
                f"USING gin (({_vector(self.column)}))",
                params=None,
            )

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Take it away."""
        table = from_state.apps.get_model(app_label, self.model_name)._meta.db_table
        index = f"{table}_{self.column}_words"
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f'DROP INDEX CONCURRENTLY "{index}"', params=None)
            return
        for statement in _sqlite_gone(index):
            schema_editor.execute(statement, params=None)


def _sqlite_gone(index: str) -> Iterable[str]:
    for when in ("insert", "update", "delete"):
        yield f'DROP TRIGGER IF EXISTS "{index}_{when}"'
    yield f'DROP TABLE IF EXISTS "{index}"'


def _sqlite_index(table: str, column: str) -> Iterable[str]:
    index = f"{table}_{column}_words"
    # The rows stay in their table; remove_diacritics 0 and the hyphen keep words as written.
    yield (
        f'CREATE VIRTUAL TABLE "{index}" USING fts5("{column}", content="{table}", '
        "content_rowid=id, prefix='1 2 3', "
        "tokenize=\"unicode61 remove_diacritics 0 tokenchars '-'\")"
    )
    add = f'INSERT INTO "{index}"(rowid, "{column}") VALUES (new.id, new."{column}");'  # noqa: S608
    drop = (
        f'INSERT INTO "{index}"("{index}", rowid, "{column}") '  # noqa: S608
        f"VALUES ('delete', old.id, old.\"{column}\");"
    )
    on = f'ON "{table}" BEGIN'
    yield f'CREATE TRIGGER "{index}_insert" AFTER INSERT {on} {add} END'
    yield f'CREATE TRIGGER "{index}_update" AFTER UPDATE OF "{column}" {on} {drop} {add} END'
    yield f'CREATE TRIGGER "{index}_delete" AFTER DELETE {on} {drop} END'
    yield f'INSERT INTO "{index}"("{index}") VALUES (\'rebuild\')'  # noqa: S608
