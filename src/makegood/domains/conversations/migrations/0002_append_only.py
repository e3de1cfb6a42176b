"""Let the database itself refuse to change what was said."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Only the words may go, and only to nothing, when a person's words are erased.
_KEPT = ("conversation_id", "sequence", "kind", "at", "act", "actor")
_CHANGED = " OR ".join(f'OLD."{name}" <> NEW."{name}"' for name in _KEPT)

SQLITE = (
    f"""CREATE TRIGGER event_no_change BEFORE UPDATE ON conversations_event
WHEN {_CHANGED} OR OLD.external_id IS NOT NEW.external_id OR OLD.answers IS NOT NEW.answers
     OR NEW.body <> '{{}}'
BEGIN SELECT RAISE(ABORT, 'what was said is never changed'); END;""",
    """CREATE TRIGGER event_no_delete BEFORE DELETE ON conversations_event
BEGIN SELECT RAISE(ABORT, 'what was said is never changed'); END;""",
)

POSTGRES = f"""
CREATE FUNCTION conversation_event_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR {_CHANGED} OR OLD.external_id IS DISTINCT FROM NEW.external_id
     OR OLD.answers IS DISTINCT FROM NEW.answers OR NEW.body <> '{{}}'::jsonb THEN
    RAISE EXCEPTION 'what was said is never changed'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER conversation_event_kept BEFORE UPDATE OR DELETE ON conversations_event
FOR EACH ROW EXECUTE FUNCTION conversation_event_is_kept();
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
        schema_editor.execute("DROP TRIGGER conversation_event_kept ON conversations_event")
        schema_editor.execute("DROP FUNCTION conversation_event_is_kept()")
        return
    schema_editor.execute("DROP TRIGGER event_no_change")
    schema_editor.execute("DROP TRIGGER event_no_delete")


class Migration(migrations.Migration):
    """Make the events of a conversation append-only on both engines."""

    dependencies = [("conversations", "0001_initial")]
    operations = [migrations.RunPython(begin, end)]
