"""Let the database itself refuse to change the journal, and begin its chain."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Only the payload may change, and only to nothing, when a person's words are erased.
_KEPT = (
    "seq", "at", "act", "parent", "actor", "role", "channel", "party", "conversation",
    "operation", "status", "code", "clauses", "fingerprint", "handbook", "ask_hash", "payload_hash",
    "previous_hash", "hash",
)  # fmt: skip
_CHANGED = " OR ".join(f'OLD."{name}" <> NEW."{name}"' for name in _KEPT)

SQLITE = f"""
CREATE TRIGGER journal_no_change BEFORE UPDATE ON core_journalrow
WHEN {_CHANGED} OR OLD.key IS NOT NEW.key OR NEW.payload IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON core_journalrow
BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
"""

POSTGRES = f"""
CREATE FUNCTION journal_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'TRUNCATE' AND NOT EXISTS (SELECT FROM core_journalrow) THEN
    RETURN NULL;
  END IF;
  IF TG_OP <> 'UPDATE' THEN
    RAISE EXCEPTION 'the journal is never changed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF {_CHANGED} OR OLD.key IS DISTINCT FROM NEW.key
     OR NEW.payload IS NOT NULL THEN
    RAISE EXCEPTION 'the journal is never changed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER journal_kept BEFORE UPDATE OR DELETE ON core_journalrow
FOR EACH ROW EXECUTE FUNCTION journal_is_kept();
CREATE TRIGGER journal_not_emptied BEFORE TRUNCATE ON core_journalrow
FOR EACH STATEMENT EXECUTE FUNCTION journal_is_kept();
"""  # noqa: S608 - the names of our own columns


def begin(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the triggers of this engine and the chain's beginning."""
    apps.get_model("core", "JournalHead").objects.create(pk=1)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES, params=None)
    else:
        for statement in SQLITE.strip().split("END;\n"):
            text = statement.strip().removesuffix("END;")
            if text:
                schema_editor.execute(text + " END;", params=None)


def end(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away again."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER journal_kept ON core_journalrow")
        schema_editor.execute("DROP TRIGGER journal_not_emptied ON core_journalrow")
        schema_editor.execute("DROP FUNCTION journal_is_kept()")
    else:
        schema_editor.execute("DROP TRIGGER journal_no_change")
        schema_editor.execute("DROP TRIGGER journal_no_delete")
    apps.get_model("core", "JournalHead").objects.all().delete()


class Migration(migrations.Migration):
    """Make the journal append-only on both engines."""

    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunPython(begin, end)]
