"""Let the database itself refuse to change who looked at whose records."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = tuple(
    f"CREATE TRIGGER look_no_{word.lower()} BEFORE {word} ON core_look"
    " BEGIN SELECT RAISE(ABORT, 'who looked is never changed'); END;"
    for word in ("UPDATE", "DELETE")
)
POSTGRES = """
CREATE FUNCTION look_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'who looked is never changed' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER look_kept BEFORE UPDATE OR DELETE ON core_look
FOR EACH ROW EXECUTE FUNCTION look_is_kept();
"""


def begin(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the triggers of this engine."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES, params=None)
        return
    for statement in SQLITE:
        schema_editor.execute(statement, params=None)


def end(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away again."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER look_kept ON core_look")
        schema_editor.execute("DROP FUNCTION look_is_kept()")
        return
    schema_editor.execute("DROP TRIGGER look_no_update")
    schema_editor.execute("DROP TRIGGER look_no_delete")


class Migration(migrations.Migration):
    """Make the looks append-only on both engines."""

    dependencies = [("core", "0005_looks")]
    operations = [migrations.RunPython(begin, end)]
