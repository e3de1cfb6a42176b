"""Change the tables of a company that goes on serving: nothing waits long, nobody is locked out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import AddConstraint, AddIndex
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

_UNHURRIED = ("SET statement_timeout = 0", "SET lock_timeout = '5s'")


class AddIndexAside(AddIndex):
    """Build an index while the table is written to; PostgreSQL does so outside a transaction.

    For every table that exists already, in a migration with `atomic = False` that does nothing
    else. What a building that was broken off left behind is taken away by the next `migrate`. On
    SQLite, where one program writes at a time, it is a plain index.
    """

    atomic = False

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Build it."""
        model = to_state.apps.get_model(app_label, self.model_name)
        is_ours = self.allow_migrate_model(schema_editor.connection.alias, model)
        if is_ours and not is_built(schema_editor, self.index.name):
            schema_editor.add_index(model, self.index, **_aside(schema_editor))

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Take it away."""
        model = from_state.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            schema_editor.remove_index(model, self.index, **_aside(schema_editor))


class AddCheckUnproved(AddConstraint):
    """Check what is written from now on, without reading the rows there are.

    For every table that exists already; `ProveCheck`, alone in the next migration, reads them.
    SQLite checks all at once.
    """

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Add it."""
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        model = to_state.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            added = f"{self.constraint.create_sql(model, schema_editor)} NOT VALID"
            schema_editor.execute(added, params=None)


class ProveCheck(Operation):
    """Read the rows there are for a check that was added unproved; everybody goes on writing."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, model_name: str, name: str) -> None:
        self.model_name, self.name = model_name, name

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Nothing is different about the models."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Prove it; on SQLite it is proved."""
        model = to_state.apps.get_model(app_label, self.model_name)
        ours = schema_editor.connection
        if ours.vendor == "postgresql" and self.allow_migrate_model(ours.alias, model):
            table, name = map(schema_editor.quote_name, (model._meta.db_table, self.name))
            schema_editor.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT {name}")

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """What is proved stays so."""


@contextmanager
def unhurried(database: str) -> Iterator[None]:
    """Let a change take as long as it needs, but wait only seconds for a table to be free.

    Who waits for a table makes everybody behind wait as well; giving up and asking again does not.
    """
    ours = connections[database]
    if ours.vendor == "postgresql":
        with ours.cursor() as cursor:
            for setting in _UNHURRIED:
                cursor.execute(setting)
    try:
        yield
    finally:
        ours.close()


def is_built(schema_editor: BaseDatabaseSchemaEditor, index: str) -> bool:
    """Whether a `migrate` that was broken off had built this index of PostgreSQL already.

    What it left half built is taken away, to be built anew.
    """
    ours, quoted = schema_editor.connection, schema_editor.quote_name(index)
    if ours.vendor != "postgresql":
        return False
    with ours.cursor() as cursor:
        cursor.execute(
            "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(%s)", [quoted]
        )
        found = cursor.fetchone()
    if found is not None and not found[0]:
        schema_editor.execute(f"DROP INDEX CONCURRENTLY {quoted}", params=None)
    return bool(found and found[0])


def _aside(schema_editor: BaseDatabaseSchemaEditor) -> dict[str, Any]:
    return {"concurrently": True} if schema_editor.connection.vendor == "postgresql" else {}
