"""Let notes of who looked go once they are old; the newer ones are kept by the database.

How long they are kept is the handbook's to say (PRV-6). So that no fault in the code ever takes
a recent one, the database itself lets none go that is less than a year older than the newest.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = """
CREATE TRIGGER look_no_delete BEFORE DELETE ON core_look
WHEN OLD.at > (SELECT datetime(at, '-1 year') FROM core_look ORDER BY id DESC LIMIT 1)
BEGIN SELECT RAISE(ABORT, 'who looked is never changed'); END;
"""
SQLITE_BEFORE = """
CREATE TRIGGER look_no_delete BEFORE DELETE ON core_look
BEGIN SELECT RAISE(ABORT, 'who looked is never changed'); END;
"""
_REFUSE = """
  RAISE EXCEPTION 'who looked is never changed' USING ERRCODE = 'integrity_constraint_violation';
"""
POSTGRES = f"""
CREATE OR REPLACE FUNCTION look_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND OLD.at <=
     (SELECT at - interval '1 year' FROM core_look ORDER BY id DESC LIMIT 1) THEN
    RETURN OLD;
  END IF;
{_REFUSE}
END $$;
"""  # noqa: S608 - our own words
POSTGRES_BEFORE = f"""
CREATE OR REPLACE FUNCTION look_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
{_REFUSE}
END $$;
"""


def begin(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put the new rule in the place of the old one."""
    _replace(schema_editor, POSTGRES, SQLITE)


def end(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put the old rule back."""
    _replace(schema_editor, POSTGRES_BEFORE, SQLITE_BEFORE)


def _replace(schema_editor: BaseDatabaseSchemaEditor, postgres: str, sqlite: str) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(postgres, params=None)
        return
    schema_editor.execute("DROP TRIGGER look_no_delete", params=None)
    schema_editor.execute(sqlite, params=None)


class Migration(migrations.Migration):
    """Let old looks go."""

    dependencies = [("core", "0008_gave_up")]
    operations = [migrations.RunPython(begin, end)]
